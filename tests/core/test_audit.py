"""The audit trail is complete, tells nothing protected, and shows every change to itself."""

import hmac
import json

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from habeas.access.models import User
from habeas.core import audit, trail_head
from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow
from habeas.core.errors import Invalid, NotVisible, Refused, ScopeError
from habeas.core.scope import running
from habeas.core.trail import sign_anew
from tests.conftest import database_hands
from tests.shelf import actions


@pytest.fixture
def trail(world, monitor, auditor, django_capture_on_commit_callbacks):
    """A box made, its secret read, and a stranger's attempt refused."""
    with django_capture_on_commit_callbacks(execute=True):
        box = actions.make_box(monitor, world.north, label="visible label", secret="the canary sings")
        actions.open_secret(monitor, box)
        with pytest.raises(NotVisible):
            actions.relabel(world.actor("stranger", "monitor", world.south), box, label="stolen")
    audit.head.flush()
    return box


def forge(sql, *params):
    """Change the table behind the register's back, guards removed."""
    with database_hands(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS hb_core_auditrow_update")
            cursor.execute("DROP TRIGGER IF EXISTS hb_core_auditrow_delete")
        else:
            cursor.execute("ALTER TABLE core_auditrow DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
        cursor.execute(sql, params)


def test_every_action_leaves_one_row(trail, auditor):
    rows = AuditRow.objects.visible_to(auditor).order_by("seq")
    assert [(r.action, r.outcome) for r in rows] == [
        ("shelf.box", "done"),
        ("shelf.open", "read"),
        ("shelf.relabel", "refused"),
    ]
    assert audit.verify() == audit.Verdict(rows=3, problems=())


def test_the_trail_holds_no_value_of_a_record(trail, auditor):
    everything = json.dumps(
        [list(r) for r in AuditRow.objects.visible_to(auditor).values_list("label", "detail")]
    )
    assert "canary" not in everything
    assert "visible label" not in everything
    assert "stolen" not in everything


def test_a_colleague_does_not_read_the_trail(trail, monitor):
    assert AuditRow.objects.visible_to(monitor).count() == 0


@pytest.mark.parametrize("column", audit.COLUMNS[1:])
def test_a_changed_column_is_found(trail, column):
    value = 5 if column == "at" else "x"
    forge(f"UPDATE core_auditrow SET {column} = %s WHERE seq = 2", value)
    assert audit.verify().problems == ("Row 2 was changed, or the row before it.",)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 3), st.sampled_from((*audit.COLUMNS, "mac")), st.integers(0, 10_000), st.integers(0, 7))
@example(2, "label", 0, 7)  # leaves no valid text
def test_any_flipped_bit_of_any_column_is_found(trail, row, column, byte, bit):
    with transaction.atomic():
        was = stored(row, column)
        store(row, column, flipped(was, byte, bit))
        assert stored(row, column) != was
        assert not audit.verify().intact
        transaction.set_rollback(True)


def stored(row, column):
    """The bytes of a column as they lie there; a number as a number. None when the row has gone."""
    plain = column in ("seq", "at", "mac")
    text = f"CAST({column} AS BLOB)" if connection.vendor == "sqlite" else f"convert_to({column}, 'UTF8')"
    with database_hands(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column if plain else text} FROM core_auditrow WHERE seq = %s", [row])
        found = cursor.fetchone()
    return found and (found[0] if isinstance(found[0], int) else bytes(found[0]))


def flipped(value, byte, bit):
    if isinstance(value, int):
        return value ^ 4 << (byte * 8 + bit) % 60  # not onto the number of another row
    assume(value)
    changed = bytearray(value)
    changed[byte % len(value)] ^= 1 << bit
    return bytes(changed)


def store(row, column, value):
    if isinstance(value, bytes) and column != "mac" and connection.vendor == "postgresql":
        assume(value.isascii() and b"\0" not in value)  # it keeps no other change of these texts
        value = value.decode()
    cast = "CAST(%s AS TEXT)" if isinstance(value, bytes) and column != "mac" else "%s"
    forge(f"UPDATE core_auditrow SET {column} = {cast} WHERE seq = %s", value, row)


def test_rows_that_changed_places_are_found(trail):
    for old, new in ((2, 9), (3, 2), (9, 3)):
        forge("UPDATE core_auditrow SET seq = %s WHERE seq = %s", new, old)
    assert len(audit.verify().problems) >= 2


def test_a_row_set_before_the_first_is_found(trail):
    columns = ", ".join((*audit.COLUMNS[1:], "mac"))
    forge(f"INSERT INTO core_auditrow (seq, {columns}) SELECT -5, {columns} FROM core_auditrow WHERE seq = 1")
    assert not audit.verify().intact


def test_the_prepared_seal_is_plain_hmac():
    message = b"a row" * 100
    assert audit.Sealer(b"k" * 32).mac(message) == hmac.digest(b"k" * 32, message, "sha256")


def test_a_deleted_row_is_found(trail):
    forge("DELETE FROM core_auditrow WHERE seq = 2")
    assert "Row 2 is missing: row 3 follows." in audit.verify().problems


def test_a_cut_tail_is_found(trail):
    forge("DELETE FROM core_auditrow WHERE seq = 3")
    assert audit.verify().problems == ("The end is cut: the head on file is row 3, the last row is 2.",)


def cut(count):
    forge("DELETE FROM core_auditrow WHERE seq > (SELECT max(seq) FROM core_auditrow) - %s", count)


@pytest.fixture
def go_on(world, monitor, django_capture_on_commit_callbacks):
    """More ordinary actions by whichever process; each signs the head."""

    def work(count):
        for number in range(count):
            audit.head.forget()  # another process: it knows nothing but the file
            with django_capture_on_commit_callbacks(execute=True):
                actions.make_box(monitor, world.north, label=f"box {number}")

    return work


def test_a_cut_tail_stays_found_whatever_is_done_afterwards(trail, go_on, caplog):
    head = audit.head.path.read_text()
    cut(2)
    go_on(5)
    assert audit.head.path.read_text() == head
    assert audit.verify().problems == ("Row 3 differs from the head on file: the chain was rewritten.",)
    assert audit.alarm()
    assert "the chain was rewritten" in caplog.text


def test_a_process_that_worked_before_the_cut_keeps_the_head_too(trail, world, monitor, monkeypatch,
                                                                 django_capture_on_commit_callbacks):  # fmt: skip
    monkeypatch.setattr(trail_head, "HEAD_LAG_SECONDS", 0.0)
    cut(1)
    for number in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            actions.make_box(monitor, world.north, label=f"box {number}")
    assert not audit.verify().intact


def test_a_head_that_was_taken_away_is_not_written_anew(trail, go_on, monkeypatch):
    monkeypatch.setattr(trail_head, "BEGINNING", 2)
    audit.head.path.unlink()
    cut(1)
    go_on(3)
    assert not audit.head.path.exists()
    assert audit.verify().problems[0].startswith("The signed head is missing, though the trail has 5 rows")
    assert audit.alarm()


def test_a_new_head_needs_a_reason_that_stands_in_the_trail(trail, go_on, auditor):
    cut(2)
    go_on(3)
    with pytest.raises(Invalid):
        sign_anew(system_actor("sign the trail anew"), " ")
    with database_hands():
        kept = sign_anew(system_actor("sign the trail anew"), "restored from Monday's backup")
    row = AuditRow.objects.visible_to(auditor).latest("seq")
    assert (row.action, json.loads(row.detail)["head_row"]) == ("audit.new_head", "3")
    assert json.loads(kept.read_text())["seq"] == 3
    assert (audit.verify().problems, audit.alarm()) == ((), False)


def test_an_auditor_is_warned_on_the_page(trail, go_on, auditor, client):
    client.force_login(User.objects.get(pk=auditor.id))
    assert "rows were cut off" not in client.get(reverse("access:audit")).content.decode()
    cut(1)
    go_on(1)
    assert "rows were cut off" in client.get(reverse("access:audit")).content.decode()


@pytest.mark.parametrize(
    "forged", [{"seq": 2}, {"signature": "потпис"}, {"signature": "\ud800"}, {"signature": ""}]
)
def test_a_forged_head_is_found(trail, go_on, forged):
    told = json.loads(audit.head.path.read_text()) | forged
    audit.head.path.write_text(json.dumps(told))
    assert audit.verify().problems[0].startswith("The signature in")
    go_on(1)
    audit.head.flush()
    assert json.loads(audit.head.path.read_text()) == told, "it stays as evidence, and work goes on"


def test_a_trail_row_cannot_be_changed_by_the_program(trail, monitor):
    from tests.conftest import Staging

    with running(Staging()), pytest.raises(ScopeError):
        AuditRow.objects.filter(seq=2).update(action="nothing")
    with running(Staging()), pytest.raises(ScopeError):
        AuditRow.objects.filter(seq=2).delete()


def test_the_database_itself_refuses_a_change_of_the_trail(trail):
    from django.db import DatabaseError

    for statement in ("UPDATE core_auditrow SET label = 'x'", "DELETE FROM core_auditrow"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_read_that_cannot_be_written_down_does_not_happen(trail, monitor, monkeypatch):
    def broken(**kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "append", broken)
    with pytest.raises(OSError, match="disk full"):
        actions.open_secret(monitor, trail)


def test_a_refusal_says_why_to_a_reader(world, monitor):
    box = actions.make_box(monitor, world.north, label="x")
    reader = world.actor("reader", "monitor", world.north, verbs=("read",))
    with pytest.raises(Refused) as refusal:
        actions.relabel(reader, box, label="y")
    assert str(refusal.value.message) == "You may read this record but not change it."
