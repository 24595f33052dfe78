"""The second line on PostgreSQL: what a statement sees that did not come through the scoped compilers."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from habeas.core import policies, row_security, scope
from habeas.core.actors import NOBODY
from habeas.core.search.entries import search
from tests.conftest import SERVING_ROLE, database_hands
from tests.shelf import actions
from tests.shelf.models import Box, Paper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's"),
]
EVERY_BOX = "SELECT label FROM shelf_box ORDER BY label"
CARRIED = "SELECT current_setting('habeas.reach', true), current_setting('habeas.everywhere', true)"


@pytest.fixture
def boxes(world, monitor, stranger):
    for actor, place, name in ((monitor, world.north, "north"), (stranger, world.south, "south")):
        box = actions.make_box(actor, place, label=f"{name} box")
        actions.file_paper(actor, box, text=f"{name} paper", cites=box)


def raw(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_the_tests_work_as_a_role_that_owns_nothing(db):
    role = raw("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert role == [(SERVING_ROLE, False, False)]
    assert not row_security.owns_tables(connection)


def test_every_protected_table_has_its_policies_and_they_are_forced(db):
    assert row_security.missing_policies(connection) == []


def test_a_raw_statement_sees_nothing_whoever_asked_before(boxes, monitor):
    assert Box.objects.visible_to(monitor).count() == 1
    assert raw(EVERY_BOX) == []
    with database_hands():
        assert raw(EVERY_BOX) == [("north box",), ("south box",)]
    assert raw(EVERY_BOX) == []


def test_a_raw_statement_changes_and_adds_nothing(boxes, world):
    assert raw("UPDATE shelf_box SET label = 'x'") == 0
    assert raw("DELETE FROM shelf_paper") == 0
    copy = "INSERT INTO shelf_drawer SELECT * FROM shelf_drawer"
    assert raw(copy) == 0
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        raw(
            "INSERT INTO shelf_box (id, version, created_at, changed_at, compartment, label) "
            "VALUES (gen_random_uuid(), 1, now(), now(), %s, 'x')",
            world.north.pk,
        )


@pytest.mark.parametrize("reader", ["monitor", "stranger"])
def test_without_the_compiled_predicate_the_second_line_still_holds(boxes, request, reader, monkeypatch):
    """The first line is taken away: what a mistake in a compiler would look like."""
    monkeypatch.setattr(scope.Compartmented, "predicate", lambda *_args: None)
    actor, other = request.getfixturevalue(reader), {"monitor": "south", "stranger": "north"}[reader]
    mine = {"monitor": "north", "stranger": "south"}[reader]
    assert [box.label for box in Box.objects.visible_to(actor)] == [f"{mine} box"]
    assert list(Paper.objects.visible_to(actor).values_list("cites__label", flat=True)) == [f"{mine} box"]
    assert Box.objects.visible_to(actor).filter(label=f"{other} box").count() == 0
    assert Box.objects.visible_to(NOBODY).count() == 0


def test_verbs_are_kept_apart(boxes, world, monkeypatch):
    monkeypatch.setattr(scope.Compartmented, "predicate", lambda *_args: None)
    reader = world.actor("reader", "monitor", world.north, verbs=("read",))
    assert Box.objects.visible_to(reader).count() == 1
    assert Box.objects.workable_by(reader).count() == 0


def test_a_row_cannot_be_written_into_another_compartment(boxes, world, monitor, monkeypatch):
    monkeypatch.setattr(scope.Compartmented, "admits", lambda *_args: True)
    refused = pytest.raises(DatabaseError, match="row-level security")
    with refused, transaction.atomic(), scope.running(_Writing(monitor)):
        Box.objects.create(compartment=world.south.pk, label="slipped in")


class _Writing:
    verb = "work"

    def __init__(self, actor):
        self.actor = actor

    def note(self, *args):
        pass


def test_a_subquery_under_another_verb_is_carried_too(boxes, monitor):
    inner = Box.objects.workable_by(monitor).values("pk")
    assert Paper.objects.visible_to(monitor).filter(box__in=inner).count() == 1


def test_the_trail_can_be_added_to_and_not_changed(boxes):
    for statement in ("UPDATE core_auditrow SET label = 'x'", "DELETE FROM core_auditrow"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            raw(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE shelf_box DISABLE ROW LEVEL SECURITY",
        "DROP POLICY hb_select ON shelf_box",
        "DROP TRIGGER hb_shelf_box_stay ON shelf_box",
        "CREATE TABLE public.own (n int)",
        "CREATE TEMPORARY TABLE core_searchentry_fts (number bigint)",
        "UPDATE django_migrations SET name = 'x'",
        "SET row_security = off; SELECT * FROM shelf_box",
    ],
)
def test_the_role_that_serves_cannot_take_the_second_line_away(boxes, statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        raw(statement)


def test_an_exception_inside_a_transaction_leaves_nothing_carried(boxes, monitor):
    with pytest.raises(RuntimeError), transaction.atomic():
        assert Box.objects.visible_to(monitor).count() == 1
        raise RuntimeError
    assert raw(EVERY_BOX) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Box.objects.visible_to(monitor).count()
        raw("SELECT 1 / 0")
    assert raw(EVERY_BOX) == []
    assert Box.objects.visible_to(monitor).count() == 1


def test_the_words_of_the_search_cannot_be_read_and_tell_a_raw_statement_nothing(boxes, monitor):
    assert [e.title for e in search(monitor, "paper")] == ["north paper"]
    for newest in (0, 10):
        assert raw(f"SELECT core_searchentry_fts_found('paper:*', {newest})") == []
    assert raw("SELECT core_searchentry_fts_among_newest('paper:*', 10)") == []
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        raw("SELECT * FROM core_searchentry_fts")


def test_a_temporary_table_does_not_stand_before_the_words_of_the_search(boxes, monitor):
    """As somebody whom the owner let make one: the functions with the owner's rights look past it."""
    with database_hands():
        raw("CREATE TEMPORARY TABLE core_searchentry_fts (LIKE public.core_searchentry_fts) ON COMMIT DROP")
        raw("INSERT INTO pg_temp.core_searchentry_fts SELECT * FROM public.core_searchentry_fts")
        raw(f"GRANT ALL ON pg_temp.core_searchentry_fts TO {SERVING_ROLE}")
        raw("UPDATE pg_temp.core_searchentry_fts SET words = to_tsvector('simple', 'forged')")
    assert [e.title for e in search(monitor, "paper")] == ["north paper"]
    assert [e.title for e in search(monitor, "forged")] == []
    box = Box.objects.visible_to(monitor).get()
    actions.file_paper(monitor, box, text="later paper", cites=box)
    assert [e.title for e in search(monitor, "later")] == ["later paper"]


def test_inside_one_transaction_each_statement_carries_its_own_reader(boxes, monitor, stranger, monkeypatch):
    monkeypatch.setattr(scope.Compartmented, "predicate", lambda *_args: None)
    with transaction.atomic():
        for _round in range(2):
            assert [b.label for b in Box.objects.visible_to(monitor)] == ["north box"]
            with pytest.raises(RuntimeError), transaction.atomic():
                assert [b.label for b in Box.objects.visible_to(stranger)] == ["south box"]
                raise RuntimeError
            assert [b.label for b in Box.objects.visible_to(monitor)] == ["north box"]
            assert raw(EVERY_BOX) == []


def test_capability_names_that_would_break_the_statement_are_refused():
    with pytest.raises(ValueError, match="no name of a capability"):
        policies.carry({"capabilities": {"x'; SELECT 1"}})


@pytest.fixture
def autocommit(transactional_db, world, monitor, stranger):
    """No transaction around the test: each statement is its own, as when a page is read."""
    actions.make_box(monitor, world.north, label="north box")
    return monitor


@pytest.fixture
def pooled(autocommit):
    """The same through a pool of one connection."""
    before = dict(connection.settings_dict), dict(connection.settings_dict["OPTIONS"])
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = 0
    connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1}
    yield autocommit
    connection.close()
    connection.close_pool()
    connection.settings_dict.update(before[0])
    connection.settings_dict["OPTIONS"] = before[1]


def test_a_statement_of_its_own_leaves_nothing_on_its_connection(autocommit):
    assert Box.objects.visible_to(autocommit).count() == 1
    assert raw(CARRIED)[0] in [(None, None), ("", "")]
    assert raw(EVERY_BOX) == []


def test_a_connection_kept_for_the_next_request_carries_no_actor(autocommit):
    with pytest.raises(RuntimeError), transaction.atomic():
        assert Box.objects.visible_to(autocommit).count() == 1
        raise RuntimeError
    server = raw("SELECT pg_backend_pid()")
    close_old_connections()
    assert raw("SELECT pg_backend_pid()") == server, "CONN_MAX_AGE keeps it"
    assert raw(CARRIED)[0] == ("", "")
    assert raw(EVERY_BOX) == []


def test_a_transaction_that_begins_with_a_savepoint_carries_its_reader_anew(autocommit):
    for _each in range(2):
        with transaction.atomic(), transaction.atomic():
            assert Box.objects.visible_to(autocommit).count() == 1


def test_a_connection_returned_to_the_pool_carries_no_actor(pooled):
    with pytest.raises(RuntimeError), transaction.atomic():
        assert Box.objects.visible_to(pooled).count() == 1
        raise RuntimeError
    assert Box.objects.visible_to(pooled).count() == 1
    server = raw("SELECT pg_backend_pid()")
    connection.close()
    assert raw("SELECT pg_backend_pid()") == server, "the pool gives the same connection again"
    assert raw(CARRIED)[0] == ("", "")
    assert raw(EVERY_BOX) == []


def test_a_connection_returned_in_the_middle_of_a_transaction_carries_no_actor(pooled):
    connection.set_autocommit(False)
    assert Box.objects.visible_to(pooled).count() == 1
    connection.close()
    connection.set_autocommit(True)
    assert raw(CARRIED)[0] == ("", "")
    assert raw(EVERY_BOX) == []
