"""Somebody of another compartment tries every shape of query that the framework offers: none leads around the scope."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
    Window,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber

from habeas.core import scope as scopes
from habeas.core.actions import action
from habeas.core.actors import system_actor
from habeas.core.errors import HabeasError, ScopeError
from habeas.core.rules import can_work
from habeas.core.scope import scoped
from tests.shelf import actions
from tests.shelf.models import Box, Drawer, Paper


@pytest.fixture
def shelf(world, staging, monitor, stranger):
    """One box with one paper in each compartment, in one open drawer."""
    with staging():
        drawer = Drawer.objects.create(label="open")
    for actor, place, name in ((monitor, world.north, "north"), (stranger, world.south, "south")):
        box = actions.make_box(actor, place, label=f"{name} box", drawer=drawer)
        actions.file_paper(actor, box, text=f"{name} paper", cites=box)
    return drawer


def boxes(actor):
    return Box.objects.visible_to(actor)


def drawers(actor):
    return scoped(Drawer.objects.all(), actor)


SUBQUERY = Subquery(Box.objects.filter(drawer=OuterRef("drawer")).order_by("-label").values("label")[:1])
SHAPES = {
    "to_attr": lambda a: [
        box.label
        for drawer in drawers(a).prefetch_related(Prefetch("boxes", to_attr="mine"))
        for box in drawer.mine
    ],
    "to_attr of a queryset": lambda a: [
        paper.text
        for box in boxes(a).prefetch_related(Prefetch("papers", Paper.objects.order_by("text"), to_attr="mine"))
        for paper in box.mine
    ],
    "in_bulk": lambda a: [box.label for box in boxes(a).in_bulk().values()],
    "in_bulk of all keys": lambda a: [
        box.label for box in boxes(a).in_bulk([box.pk for box in every_box()]).values()
    ],
    "dates": lambda a: ["box"] * len(boxes(a).dates("created_at", "day")),
    "datetimes": lambda a: ["box"] * len(boxes(a).datetimes("created_at", "second")),
    "latest": lambda a: [boxes(a).latest("created_at").label],
    "union of two": lambda a: [
        *boxes(a).values_list("label", flat=True).union(Paper.objects.visible_to(a).values_list("text", flat=True))
    ],
    "intersection": lambda a: [box.label for box in boxes(a).intersection(boxes(a))],
    "filtered relation": lambda a: list(
        drawers(a)
        .annotate(one=FilteredRelation("boxes", condition=Q(boxes__label__contains="box")))
        .filter(one__isnull=False)
        .values_list("one__label", flat=True)
    ),
    "there and back": lambda a: list(boxes(a).values_list("drawer__boxes__label", flat=True)),
    "largest of a relation": lambda a: [drawers(a).annotate(most=Max("boxes__papers__text")).get().most],
    "in a case": lambda a: list(
        boxes(a).annotate(x=Case(When(Exists(Paper.objects.filter(box=OuterRef("pk"))), then=F("label"))))
        .values_list("x", flat=True)
    ),
    "in a window": lambda a: [
        row.label for row in boxes(a).annotate(n=Window(RowNumber(), order_by="label")) if row.n == 1
    ],
    "in a subquery that goes back": lambda a: list(boxes(a).annotate(x=SUBQUERY).values_list("x", flat=True)),
    "only": lambda a: [box.label for box in boxes(a).only("id")],
    "defer": lambda a: [box.drawer.boxes.get().label for box in boxes(a).defer("drawer")],
    "serialised": lambda a: [row.object.label for row in serializers.deserialize(
        "python", serializers.serialize("python", boxes(a)))],
    "a relation of the drawer": lambda a: [box.label for box in drawers(a).get().boxes.order_by("label")],
    "a slice": lambda a: [box.label for box in boxes(a).order_by("-label")[:5]],
    "distinct relation": lambda a: list(drawers(a).distinct().values_list("boxes__papers__text", flat=True)),
}  # fmt: skip


def every_box():
    return Box.objects.visible_to(system_actor("set the scene of a test"))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_query_stays_with_its_reader(shelf, monitor, stranger, shape):
    for reader, mine in ((monitor, "north"), (stranger, "south")):
        told = str(SHAPES[shape](reader))
        assert mine in told or told == "['box']"
        assert {"north": "south", "south": "north"}[mine] not in told


UNNAMED = {
    "in_bulk": lambda key: Box.objects.in_bulk([key]),
    "dates": lambda key: list(Box.objects.dates("created_at", "day")),
    "latest": lambda key: Box.objects.latest("created_at"),
    "contains": lambda key: Box.objects.contains(Box(pk=key)),
    "explain": lambda key: Box.objects.explain(),
    "reload": lambda key: Box(pk=key).refresh_from_db(),
    "relation of a made-up row": lambda key: list(Box(pk=key).papers.all()),
    "content type": lambda key: ContentType.objects.get_for_model(Box).get_object_for_this_type(pk=key),
    "serialised": lambda key: serializers.serialize("json", Box.objects.all()),
    "dumped": lambda key: call_command("dumpdata", "shelf.Box", traceback=True, verbosity=0),
    "to_attr": lambda key: list(Drawer.objects.prefetch_related(Prefetch("boxes", to_attr="mine"))),
    "a window": lambda key: list(Box.objects.annotate(n=Window(RowNumber())).values("n")),
    "raw text in an open model": lambda key: list(
        Drawer.objects.annotate(x=RawSQL("SELECT MAX(label) FROM shelf_box", ())).values("x")
    ),
    "raw text in a condition": lambda key: list(
        Drawer.objects.filter(label__lt=RawSQL("SELECT MAX(label) FROM shelf_box", ()))
    ),
    "raw text in an order": lambda key: list(
        Drawer.objects.order_by(RawSQL("SELECT MAX(label) FROM shelf_box", ()))
    ),
    "lock": lambda key: list(Box.objects.select_for_update()),
    "bulk_update": lambda key: Box.objects.bulk_update([Box(pk=key, label="x")], ["label"]),
    "update_or_create": lambda key: Box.objects.update_or_create(pk=key, defaults={"label": "x"}),
    "get_or_create": lambda key: Box.objects.get_or_create(pk=key),
    "delete of a made-up row": lambda key: Box(pk=key).delete(),
    "save of a made-up row": lambda key: Box(pk=key, label="x").save(),
}


@pytest.mark.parametrize("shape", UNNAMED)
def test_what_names_no_reader_is_refused_in_every_shape(shelf, shape):
    key = every_box().get(label="south box").pk
    with pytest.raises(ScopeError), transaction.atomic():
        UNNAMED[shape](key)
    assert every_box().get(pk=key).label == "south box"


def test_raw_text_is_refused_to_a_reader_as_well(shelf, monitor):
    with pytest.raises(ScopeError, match="SQL as text"):
        list(boxes(monitor).annotate(x=RawSQL("SELECT MAX(label) FROM shelf_box", ())))
    with pytest.raises(ScopeError, match="SQL as text"):
        list(boxes(monitor).values("label").annotate(x=RawSQL("1", ())))
    query = Drawer.objects.all()
    query.query.add_extra(None, None, ["1 = 1"], None, ["shelf_box"], None)
    with pytest.raises(ScopeError):
        list(query)


@action("shelf.write_over", rule=can_work)
def write_over(actor, compartment, *, row, how):
    """What a careless action could do with the key of a row of another compartment."""
    how(row)


def over(row):
    """Write over the row that stands in the way."""
    Box.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["label"])


CARELESS = {
    "over what is in the way": over,
    "save": lambda row: row.save(),
    "force an update": lambda row: row.save(force_update=True),
    "update": lambda row: Box.objects.filter(pk=row.pk).update(label="mine") or refuse(),
    "bulk_update": lambda row: Box.objects.bulk_update([row], ["label"]) or refuse(),
    "delete": lambda row: Box.objects.filter(pk=row.pk).delete()[0] or refuse(),
    "update_or_create": lambda row: Box.objects.update_or_create(
        pk=row.pk, defaults={"label": "mine", "compartment": row.compartment}
    ),
}


def refuse():
    raise ScopeError("nothing was reached")


@pytest.mark.parametrize("way", CARELESS)
def test_the_key_of_anothers_row_changes_nothing_in_it(shelf, world, monitor, way):
    theirs = every_box().get(label="south box")
    mine = Box(pk=theirs.pk, compartment=world.north.pk, label="mine")
    with pytest.raises((ScopeError, DatabaseError, HabeasError)), transaction.atomic():
        write_over(monitor, world.north, row=mine, how=CARELESS[way])
    kept = every_box().get(pk=theirs.pk)
    assert (kept.label, kept.compartment) == ("south box", world.south.pk)
    assert every_box().count() == 2


def test_a_change_does_not_read_what_its_actor_does_not(shelf, world, monitor):
    """A value taken from a subquery is one that the actor of the action may read."""
    label = Subquery(Box.objects.order_by("-label").values("label")[:1])
    own = boxes(monitor).get()

    @action("shelf.copy_label", rule=can_work)
    def copy_label(actor, target):
        Box.objects.filter(pk=target.pk).update(label=label)

    copy_label(monitor, own)
    assert boxes(monitor).get().label == "north box"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
@pytest.mark.parametrize("how", ["executemany", "copy", "stream", "callproc", "connection"])
def test_on_postgresql_no_cursor_goes_on_under_the_reader_before_it(shelf, monitor, monkeypatch, how):
    """Each way of sending a statement carries its own scope: a raw one sees nothing after a reader's."""
    with transaction.atomic():
        assert boxes(monitor).count() == 1
        with connection.cursor() as cursor:
            raw = cursor.cursor if hasattr(cursor, "cursor") else cursor
            found = {
                "executemany": lambda: _changed(raw),
                "copy": lambda: _copied(raw),
                "stream": lambda: list(raw.stream("SELECT label FROM shelf_box")),
                "callproc": lambda: (
                    raw.callproc("current_setting", ["habeas.reach", True]),
                    raw.fetchone()[0],
                )[1],
                "connection": lambda: connection.connection.execute("SELECT label FROM shelf_box").fetchall(),
            }[how]()
    assert not found or found == "{}"
    assert every_box().filter(label__contains="box").count() == 2


def _changed(cursor):
    cursor.executemany("UPDATE shelf_box SET label = %s", [("x",), ("y",)])
    return cursor.rowcount


def _copied(cursor):
    with cursor.copy("COPY (SELECT label FROM shelf_box) TO STDOUT") as copied:
        return b"".join(copied)


def test_an_actor_of_one_query_is_not_that_of_the_next(shelf, monitor, stranger):
    """One generator half read, another reader's begun: each goes on with its own rows."""
    first, second = boxes(monitor).iterator(chunk_size=1), boxes(stranger).iterator(chunk_size=1)
    assert next(first).label == "north box" and next(second).label == "south box"
    assert list(first) == [] and list(second) == []
    assert scopes._compiling.get() is None
