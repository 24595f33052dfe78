"""Many rows in one action: written as one by one, and told in one row of the trail."""

import json
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.actions import _digest, digests_of
from habeas.core.audit import AuditRow
from habeas.core.errors import Conflict, NotVisible, ScopeError
from habeas.core.search.entries import SearchEntry, search
from tests.shelf import actions
from tests.shelf.models import Box, Paper


@pytest.fixture
def box(world, monitor):
    return actions.make_box(monitor, world.north, label="box")


def test_the_rows_are_those_that_one_by_one_would_write(world, monitor):
    one = actions.make_box(monitor, world.north, label="one", secret="it sings")
    two, three = actions.make_boxes(monitor, world.north, labels=["two", "three"], secret="it sings")
    rows = {row.label: row for row in Box.objects.visible_to(monitor)}
    assert rows.keys() == {"one", "two", "three"}
    for row in rows.values():
        assert (row.version, row.created_by, row.changed_by) == (1, monitor.id, monitor.id)
    assert actions.open_secret(monitor, rows["three"]) == actions.open_secret(monitor, one) == "it sings"
    assert len({bytes(row.secret.bytes_for_database()) for row in rows.values()}) == 3


def test_one_row_of_the_trail_tells_every_key_and_digest(world, monitor, auditor):
    rows = actions.make_boxes(monitor, world.north, labels=["a", "b", "c"], secret="it sings")
    (trail,) = AuditRow.objects.visible_to(auditor).filter(action="shelf.boxes")
    (change,) = json.loads(trail.detail)["changes"]
    names = ["compartment", "label", "secret", "drawer_id"]
    assert change[:5] == ["shelf.box", "3 rows", "created", 1, names]
    assert change[6] == {str(row.pk): _digest(row, names) for row in rows}
    assert len(set(change[6].values())) == 3


def test_a_stranger_writes_none(world, monitor, stranger):
    with pytest.raises(NotVisible):
        actions.make_boxes(stranger, world.north, labels=["a", "b"])
    assert Box.objects.visible_to(monitor).count() == 0


def test_one_row_for_another_compartment_refuses_all(world, monitor, box):
    with pytest.raises(ScopeError):
        actions.file_papers(monitor, box, texts=["a", "b"], compartment=world.south.pk)


def test_the_database_refuses_a_parent_in_another_compartment(world, box):
    papers = [Paper(compartment=home.pk, box=box, text="x") for home in (world.north, world.south)]
    with pytest.raises(DatabaseError), transaction.atomic(), world.staging():
        Paper.objects.bulk_create(papers)


def test_what_was_written_is_found_by_its_readers_alone(monitor, stranger, box):
    actions.file_papers(monitor, box, texts=["a heron", "a stork", "a heron again"])
    assert search(monitor, "heron", Paper).count() == 2
    assert search(stranger, "heron", Paper).count() == 0


def test_a_row_written_in_bulk_and_changed_in_the_same_hand(world, monitor, auditor):
    (row,) = actions.make_boxes(monitor, world.north, labels=["a"])
    stale = Box.objects.visible_to(monitor).get()
    actions.relabel(monitor, row, label="b")
    change = AuditRow.objects.visible_to(auditor).latest("seq")
    assert json.loads(change.detail)["changes"][0][2:5] == ["changed", 2, ["label"]]
    with pytest.raises(Conflict):
        actions.relabel(monitor, stale, label="c")


def test_the_statements_do_not_grow_with_the_rows(monitor, box):
    def statements(count):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            actions.file_papers(monitor, box, texts=[f"paper {number}" for number in range(count)])
        return len(captured)

    statements(1)
    assert statements(2) == statements(60)
    assert SearchEntry.objects.visible_to(monitor).count() == 63


def test_rows_made_at_once_are_those_that_the_class_would_make(world, box):
    alone = Paper(compartment=world.north.pk, box=box, text="one")
    one, two = Paper.fresh(
        [{"text": "one"}, {"text": "two", "cites_id": box.pk}], compartment=world.north.pk, box=box
    )
    own = {"id", "created_at", "changed_at"}
    plain = {f.attname for f in Paper._meta.concrete_fields} - own
    assert {name: getattr(one, name) for name in plain} == {name: getattr(alone, name) for name in plain}
    assert (two.text, two.cites_id, two._state.adding) == ("two", box.pk, True)
    assert len({alone.pk, one.pk, two.pk}) == 3


VALUES = st.one_of(
    st.none(), st.text(max_size=30), st.booleans(), st.integers(), st.floats(), st.binary(max_size=8), st.uuids(),
    st.dates(), st.datetimes(), st.sampled_from(["%s", "\u2028", '"', "\\", "ë"]),
)  # fmt: skip


@given(st.lists(st.tuples(VALUES, VALUES), max_size=6))
def test_many_digests_are_those_of_each_row_alone(told):
    rows = [SimpleNamespace(label=label, secret=secret) for label, secret in told]
    names = ["secret", "label"]
    assert list(digests_of(rows, names)) == [_digest(row, names) for row in rows]
