"""What the compilers spare Django's makes the same statements and the same values."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db.models import Count, F, Value

from habeas.core.db.compiler import ScopedSelect
from tests.shelf import actions
from tests.shelf.models import Box, Paper

ORDERED = {
    "names": lambda rows: rows.order_by("-label", "pk"),
    "a name of a relation": lambda rows: rows.select_related("drawer").order_by("drawer__label"),
    "a relation": lambda rows: rows.order_by("drawer", "-changed_at"),
    "an annotation": lambda rows: rows.annotate(number=Count("papers")).order_by("number", "label"),
    "a word given": lambda rows: rows.annotate(word=Value("a")).order_by("word", "label"),
    "an expression": lambda rows: rows.order_by(F("label").desc(nulls_last=True)),
    "values": lambda rows: rows.order_by("label").values("label", "pk"),
    "one of each": lambda rows: rows.order_by("label").distinct(),
    "joined": lambda rows: rows.filter(label="a").union(rows.filter(label="b")).order_by("label"),
    "backwards": lambda rows: rows.order_by("label", "-pk").reverse(),
    "by chance": lambda rows: rows.order_by("?"),
    "not at all": lambda rows: rows.order_by(),
}


@pytest.mark.parametrize("shape", ORDERED)
def test_order_is_the_same_where_names_alone_say_it(db, monitor, monkeypatch, shape):
    def made():
        return ORDERED[shape](Box.objects.visible_to(monitor)).query.get_compiler("default").as_sql()

    spared = made()
    monkeypatch.setattr(ScopedSelect, "_is_ordered_by_names", lambda compiler: False)
    assert made() == spared


def test_keys_and_moments_come_as_they_were_written(world, monitor):
    box = actions.make_box(monitor, world.north, label="a", secret="it sings")
    read = Box.objects.visible_to(monitor).get(pk=box.pk)
    again = Box.objects.visible_to(monitor).get(pk=box.pk)
    assert (type(read.pk), read.pk, again.pk) == (UUID, box.pk, box.pk)
    assert read.changed_at == again.changed_at == box.changed_at and read.changed_at.tzinfo is UTC
    assert isinstance(read.created_at, datetime)
    assert Paper.objects.visible_to(monitor).filter(changed_at=read.changed_at).count() == 0
