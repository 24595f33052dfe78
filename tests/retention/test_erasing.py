"""Erasing for good: two people, no legal hold, and nothing left that opens."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from habeas.access.actions import answer_approval
from habeas.core.audit import AuditRow
from habeas.core.errors import HabeasError, Invalid, NotVisible, Refused
from habeas.core.files import actions as files
from habeas.core.files.models import StoredFile
from habeas.core.personal import Draft, keep_draft
from habeas.core.vault import datakeys
from habeas.core.vault.recordkeys import RecordKey
from habeas.people import actions as people
from habeas.people import name_index
from habeas.people.models import Contact, Identity, Person, PersonName
from habeas.people.naming import NameTold
from habeas.retention import actions
from habeas.retention.models import Erasure


def erase(monitor, record, agreed):
    agreed(record)
    return actions.erase_record(monitor, record)


def test_it_takes_two_people(arta, monitor, owner, agreed):
    with pytest.raises(Refused, match="second person"):
        actions.erase_record(monitor, arta)
    asked = actions.ask_erasure(monitor, arta, reason="asked for by the person")
    with pytest.raises(Refused, match="cannot answer"):
        answer_approval(monitor, asked, agreed=True)
    with pytest.raises(Refused, match="second person"):
        actions.erase_record(monitor, arta)
    answer_approval(owner, asked, agreed=True)
    with pytest.raises(Refused, match="second person"):
        actions.erase_record(owner, arta)
    done = actions.erase_record(monitor, arta)
    assert (done.erased_by, done.agreed_by, done.reason) == ("Monitor", "Owner", "asked for by the person")


def test_an_owner_alone_erases_nothing(arta, owner):
    asked = actions.ask_erasure(owner, arta, reason="the years are over")
    with pytest.raises(Refused, match="cannot answer"):
        answer_approval(owner, asked, agreed=True)


def test_who_may_not_work_there_asks_for_nothing(arta, reader, stranger):
    with pytest.raises(Refused):
        actions.ask_erasure(reader, arta, reason="the years are over")
    with pytest.raises(NotVisible):
        actions.ask_erasure(stranger, arta, reason="the years are over")


def test_a_legal_hold_blocks_it_until_it_is_lifted(arta, monitor, owner, agreed):
    agreed(arta)
    hold = actions.place_hold(owner, arta, reason="a court asked for it")
    with pytest.raises(Invalid, match="A legal hold is on this record: a court asked for it"):
        actions.erase_record(monitor, arta)
    with pytest.raises(Invalid, match="A legal hold"):
        actions.ask_erasure(monitor, arta, reason="once more")
    assert people.open_identity(monitor, arta, reason="rehearse").names[0].given == "Arta"
    actions.lift_hold(owner, hold, reason="the court has finished")
    assert actions.erase_record(monitor, arta)


def test_a_hold_on_an_attached_file_blocks_it_too(arta, letter, monitor, owner, agreed):
    agreed(arta)
    actions.place_hold(owner, letter, reason="it is evidence")
    with pytest.raises(Invalid, match="it is evidence"):
        actions.erase_record(monitor, arta)


def add_a_file(monitor, arta):
    files.attach_file(
        monitor, arta, name="n.txt", source=io.BytesIO(b"new"), size=3, title="added afterwards"
    )


def add_a_name(monitor, arta):
    people.record_contact(monitor, arta, kind="email", value="arta@example.org", safe_use="safe")


@pytest.mark.parametrize("add", [add_a_file, add_a_name])
def test_the_owner_agreed_to_what_was_there_and_nothing_added_since(arta, monitor, agreed, add):
    agreed(arta)
    add(monitor, arta)
    with pytest.raises(Refused, match="second person"):
        actions.erase_record(monitor, arta)
    assert erase(monitor, arta, agreed)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_hold_an_erasure_and_a_new_key_wait_for_one_another(arta, monitor, owner, agreed, world):
    def locks(act, *subjects):
        with CaptureQueriesContext(connection) as asked:
            act()
        said = [query["sql"] for query in asked if "advisory_xact_lock" in query["sql"]]
        numbers = [int.from_bytes(one.bytes[-8:], "big", signed=True) for one in subjects]
        return [any(str(number) in sql for sql in said) for number in numbers]

    assert locks(lambda: actions.place_hold(owner, arta, reason="a court"), arta.pk) == [True]
    actions.lift_hold(owner, actions.queries.live_hold(owner, arta), reason="the court has finished")
    agreed(arta)
    assert locks(lambda: actions.erase_record(monitor, arta), arta.pk, arta.compartment) == [True, True]
    new = lambda: people.register_person(monitor, world.north, invented=True,  # noqa: E731
                                         birth_date="1961", names=[NameTold(given="Ema", family="Testaj")])  # fmt: skip
    assert locks(new, arta.compartment) == [True]


def test_nothing_of_the_person_opens_any_more(arta, monitor, agreed):
    erase(monitor, arta, agreed)
    datakeys.ring.forget()
    with pytest.raises(Invalid, match="erased for good"):
        people.open_identity(monitor, Person.objects.visible_to(monitor).get(pk=arta.pk), reason="rehearse")
    mine = {"person": arta.pk}
    name = PersonName.objects.visible_to(monitor).get(**mine)
    assert (name.given, name.family, name.key) == (None, None, "")
    assert Identity.objects.visible_to(monitor).get(**mine).birth_date is None
    assert Contact.objects.visible_to(monitor).get(**mine).ended is not None
    assert [row.wrapped for row in RecordKey.objects.filter(subject=arta.pk)] == [None]


def test_nobody_finds_the_name_any_more(arta, monitor, agreed):
    assert [hit.person.pk for hit in people.search_names(monitor, query="Arta")] == [arta.pk]
    erase(monitor, arta, agreed)
    assert people.search_names(monitor, query="Arta") == []
    name_index.forget()
    assert people.search_names(monitor, query="Arta") == []


def test_the_person_stays_as_a_code_and_nobody_is_named_there_again(arta, monitor, agreed):
    from habeas.people.naming import NameTold

    erase(monitor, arta, agreed)
    assert Person.objects.visible_to(monitor).get(pk=arta.pk).code == arta.code
    with pytest.raises(HabeasError, match="erased for good"):
        people.add_name(monitor, arta, name=NameTold(given="Arta"))


def test_attached_files_go_with_it_and_their_bytes_leave_the_store(
    arta, letter, monitor, agreed, file_store, django_capture_on_commit_callbacks
):
    assert [path for path in file_store.rglob("*") if path.is_file()] != []
    with django_capture_on_commit_callbacks(execute=True):
        done = erase(monitor, arta, agreed)
    assert done.files == 1
    assert [path for path in file_store.rglob("*") if path.is_file()] == []
    with pytest.raises(HabeasError, match="erased for good"):
        files.open_file(monitor, StoredFile.objects.visible_to(monitor).get(pk=letter.pk))
    assert Erasure.objects.visible_to(monitor).filter(record=letter.pk).count() == 1


def test_what_somebody_wrote_about_it_and_did_not_save_is_dropped(arta, monitor, owner, agreed):
    keep_draft(owner, None, form=f"ContactForm-{arta.pk}", data={"value": ["+383 44 1"]}, title="x")
    keep_draft(owner, None, form="another", data={"value": ["kept"]}, title="x")
    erase(monitor, arta, agreed)
    assert [draft.form for draft in Draft.objects.visible_to(owner)] == ["another"]


def test_it_stands_in_the_audit_and_happens_once(arta, monitor, auditor, agreed):
    erase(monitor, arta, agreed)
    trail = AuditRow.objects.visible_to(auditor).filter(record=str(arta.pk))
    assert {"retention.ask", "retention.erase"} <= set(trail.values_list("action", flat=True))
    with pytest.raises(Invalid, match="erased already"):
        actions.ask_erasure(monitor, arta, reason="once more")


def test_the_list_of_erasures_cannot_be_changed(arta, monitor, agreed, staging):
    done = erase(monitor, arta, agreed)
    with pytest.raises(Exception, match="append-only"), staging():
        Erasure.objects.filter(pk=done.pk).update(reason="something else")


def test_the_destroyed_key_is_nowhere_in_the_table(arta, monitor, agreed):
    wrapped = bytes(RecordKey.objects.get(subject=arta.pk).wrapped)
    erase(monitor, arta, agreed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM core_recordkey")
        assert wrapped not in [bytes(row[0]) for row in cursor.fetchall() if row[0] is not None]


def test_erasures_are_applied_again_to_rows_that_came_back(arta, letter, monitor, staging):
    """As after a restore: the rows are those of before, the keys those of today."""
    RecordKey.objects.filter(subject__in=[arta.pk, letter.pk]).update(wrapped=None)
    datakeys.ring.forget()
    assert people.search_names(monitor, query="Arta") == []
    assert actions.reapply_erasures() == 2
    assert PersonName.objects.visible_to(monitor).get(person=arta.pk).key == ""
    assert Erasure.objects.visible_to(monitor).count() == 2
    assert actions.reapply_erasures() == 2
    assert Erasure.objects.visible_to(monitor).count() == 2
