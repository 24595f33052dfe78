"""Rows reach those who need to know, through every shape of query."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Length

from habeas.access.actors import actor_for
from habeas.access.models import Share
from habeas.core import guards
from habeas.core.actors import NOBODY
from habeas.core.errors import Conflict, NotVisible, Refused, ScopeError
from habeas.core.scope import scoped
from tests.shelf import actions
from tests.shelf.models import Box, Drawer, Paper


@pytest.fixture
def shelf(world, staging, monitor, stranger):
    """One box with one paper in each compartment, in one open drawer."""
    with staging():
        drawer = Drawer.objects.create(label="open")
    for actor, place, name in ((monitor, world.north, "north"), (stranger, world.south, "south")):
        box = actions.make_box(actor, place, label=f"{name} box", secret=f"{name} secret", drawer=drawer)
        actions.file_paper(actor, box, text=f"{name} paper", cites=box)
    return drawer


REFUSED = [
    lambda: list(Box.objects.all()),
    lambda: Box.objects.count(),
    lambda: Box.objects.exists(),
    lambda: Box.objects.filter(label="x").first(),
    lambda: Box.objects.aggregate(Count("id")),
    lambda: list(Box.objects.values("label")),
    lambda: list(Box.objects.iterator()),
    lambda: list(Drawer.objects.filter(boxes__label="north box")),
    lambda: list(Drawer.objects.annotate(n=Count("boxes"))),
    lambda: list(Drawer.objects.values("boxes__label")),
    lambda: list(Drawer.objects.exclude(boxes__label="x")),
    lambda: list(Drawer.objects.filter(Exists(Box.objects.filter(drawer=OuterRef("pk"))))),
    lambda: list(Drawer.objects.prefetch_related("boxes")),
    lambda: list(Drawer.objects.get().boxes.all()),
    lambda: list(Box._base_manager.all()),
    lambda: list(Box.objects.all().union(Box.objects.all())),
    lambda: Box.objects.raw("SELECT * FROM shelf_box"),
    lambda: Box.objects.extra(where=["1=1"]),
    lambda: Box.objects.create(label="x"),
    lambda: Box.objects.bulk_create([Box(label="x")]),
    lambda: Box.objects.update(label="x"),
    lambda: Box.objects.all().delete(),
    lambda: Drawer.objects.create(label="x"),
    lambda: Drawer.objects.update(label="x"),
]


@pytest.mark.parametrize("query", REFUSED)
def test_a_query_that_names_no_reader_is_refused(shelf, query):
    with pytest.raises(ScopeError):
        query()


READS = {
    "all": lambda a: [b.label for b in Box.objects.visible_to(a)],
    "values": lambda a: list(Box.objects.visible_to(a).values_list("label", flat=True)),
    "iterator": lambda a: [b.label for b in Box.objects.visible_to(a).iterator()],
    "forward join": lambda a: list(Paper.objects.visible_to(a).values_list("box__label", flat=True)),
    "select_related": lambda a: [p.box.label for p in Paper.objects.visible_to(a).select_related("box")],
    "forward key": lambda a: [p.box.label for p in Paper.objects.visible_to(a)],
    "nullable join": lambda a: [p.cites.label for p in Paper.objects.visible_to(a).select_related("cites")],
    "reverse key": lambda a: [p.box.label for b in Box.objects.visible_to(a) for p in b.papers.all()],
    "prefetch": lambda a: [
        p.cites.label
        for b in Box.objects.visible_to(a).prefetch_related("papers__cites")
        for p in b.papers.all()
    ],
    "subquery": lambda a: list(
        scoped(Drawer.objects.all(), a)
        .annotate(x=Subquery(Box.objects.filter(drawer=OuterRef("pk")).order_by("label").values("label")[:1]))
        .values_list("x", flat=True)
    ),
    "reverse join": lambda a: list(scoped(Drawer.objects.all(), a).values_list("boxes__label", flat=True)),
    "union": lambda a: [b.label for b in Box.objects.visible_to(a).union(Box.objects.visible_to(a))],
    "refresh": lambda a: [(b.refresh_from_db(), b.label)[1] for b in Box.objects.visible_to(a)],
    "in": lambda a: list(
        Box.objects.visible_to(a).filter(pk__in=Paper.objects.values("box")).values_list("label", flat=True)
    ),
    "distinct": lambda a: list(Box.objects.visible_to(a).distinct().values_list("label", flat=True)),
    "or": lambda a: [
        b.label for b in Box.objects.visible_to(a) | Box.objects.filter(Q(label__contains="box"))
    ],
}


@pytest.mark.parametrize("shape", READS)
def test_each_reader_gets_the_rows_of_the_own_compartment(shelf, monitor, stranger, shape):
    read = READS[shape]
    assert (read(monitor), read(stranger)) == (["north box"], ["south box"])


COUNTS = {
    "count": lambda a: Box.objects.visible_to(a).count(),
    "exists": lambda a: int(Box.objects.visible_to(a).filter(label="south box").exists()),
    "aggregate": lambda a: Box.objects.visible_to(a).aggregate(n=Count("id"))["n"],
    "aggregate over related": lambda a: Box.objects.visible_to(a).aggregate(n=Count("papers"))["n"],
    "annotation": lambda a: scoped(Drawer.objects.annotate(n=Count("boxes")), a).get().n,
    "group": lambda a: len(Box.objects.visible_to(a).values("label").annotate(n=Count("id"))),
    "sliced": lambda a: len(Box.objects.visible_to(a).annotate(n=Length("label"))[:10]),
    "exclude": lambda a: Box.objects.visible_to(a).exclude(papers__text="nothing").count(),
}


@pytest.mark.parametrize("shape", COUNTS)
def test_counts_speak_of_the_own_rows_only(shelf, monitor, administrator, shape):
    count = COUNTS[shape]
    assert count(monitor) == (0 if shape == "exists" else 1)
    assert count(administrator) == 0
    assert count(NOBODY) == 0


def test_an_outer_join_keeps_the_visible_parent(world, staging, monitor, stranger):
    box = actions.make_box(monitor, world.north, label="lonely")
    rows = Box.objects.visible_to(monitor).values_list("label", "papers__text")
    assert list(rows) == [("lonely", None)]
    assert box.pk


def test_a_shared_row_is_seen_without_its_parent(shelf, world, staging, monitor, stranger):
    paper = Paper.objects.visible_to(monitor).get()
    with staging():
        Share.objects.create(
            source=world.north,
            target=world.south,
            model="shelf.paper",
            record=paper.pk,
            basis="decision",
            basis_id=paper.pk,
            reason="test",
        )
    reader = world.actor("stranger")
    seen = {p.text: p for p in Paper.objects.visible_to(reader).select_related("box")}
    assert set(seen) == {"north paper", "south paper"}
    with pytest.raises(Box.DoesNotExist):
        assert seen["north paper"].box
    assert [b.label for b in Box.objects.visible_to(reader)] == ["south box"]
    with pytest.raises(Refused):
        actions.relabel(reader, paper, label="mine")


def test_a_stranger_cannot_change_or_learn_of_a_row(shelf, monitor, stranger):
    box = Box.objects.visible_to(monitor).get()
    with pytest.raises(NotVisible):
        actions.relabel(stranger, box, label="taken")
    assert Box.objects.visible_to(monitor).get().label == "north box"


def test_an_action_cannot_reach_beyond_its_actor(shelf, monitor, stranger, staging):
    """Inside the stranger's own action, an update of everything changes only the stranger's rows."""
    from habeas.core.actions import action
    from habeas.core.rules import is_signed_in

    @action("shelf.test.everything", rule=is_signed_in)
    def rename_everything(actor, target=None):
        return Box.objects.update(label="renamed"), Paper.objects.filter(box__label__contains="box").count()

    changed, counted = rename_everything(stranger)
    assert (changed, Box.objects.visible_to(monitor).get().label) == (1, "north box")
    assert counted == 0


def test_a_row_cannot_be_put_into_a_compartment_out_of_reach(world, monitor):
    with pytest.raises(NotVisible):
        actions.make_box(monitor, world.south, label="planted")


def test_the_database_refuses_a_reference_across_compartments(shelf, monitor, stranger, staging):
    ours, theirs = Box.objects.visible_to(monitor).get(), Box.objects.visible_to(stranger).get()
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(compartment=ours.compartment, box=theirs, text="mixed")
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(pk=ours.pk).update(compartment=theirs.compartment)


def test_every_guard_stands_in_the_database(db):
    assert guards.missing_guards(connection) == []


def test_two_people_editing_one_row_do_not_overwrite_each_other(shelf, monitor):
    first, second = (Box.objects.visible_to(monitor).get() for _ in range(2))
    actions.relabel(monitor, first, label="first")
    with pytest.raises(Conflict):
        actions.relabel(monitor, second, label="second")
    assert Box.objects.visible_to(monitor).get().label == "first"


def test_an_administrator_reaches_nothing_even_with_a_grant(shelf, world, administrator, auditor):
    assert Box.objects.visible_to(administrator).count() == 0
    assert Box.objects.visible_to(auditor).count() == 0


def test_an_expired_grant_gives_nothing(shelf, world, staging):
    from datetime import timedelta

    from django.utils import timezone

    from habeas.access.models import Grant

    user = world.people["monitor"]
    with staging():
        Grant.objects.filter(user=user).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Box.objects.visible_to(actor_for(user)).count() == 0


def test_prefetch_with_a_queryset_of_another_reader_stays_with_that_reader(shelf, monitor, stranger):
    papers = Paper.objects.visible_to(stranger)
    box = Box.objects.visible_to(monitor).prefetch_related(Prefetch("papers", papers)).get()
    assert list(box.papers.all()) == []
