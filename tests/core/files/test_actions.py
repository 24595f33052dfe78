"""What happens to a file stands in its chain of custody; who may not open it learns nothing."""

import hashlib
import json

import pytest
from django.db import connection

from habeas.access.actions.shares import share_record
from habeas.access.actors import actor_for
from habeas.access.bases import register_basis
from habeas.core.audit import AuditRow
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.core.files import actions, queries, store
from habeas.core.files.models import Custody, StoredFile
from tests.conftest import database_hands
from tests.core.files import hostile
from tests.core.files.test_receiving import OLD_LIST
from tests.shelf.actions import make_box


@pytest.fixture
def statement(receive):
    return receive(b"The canary saw it.\n", name="Statement of Canary Witness.txt", title="statement")


def custody(actor, file):
    rows = Custody.objects.visible_to(actor).filter(file=file)
    return [(row.event, row.label) for row in rows]


def test_a_file_is_received_with_digest_size_and_custody(statement, monitor):
    assert (statement.size, statement.sha256) == (19, hashlib.sha256(b"The canary saw it.\n").hexdigest())
    assert custody(monitor, statement) == [("received", "monitor")]


def test_the_database_knows_neither_its_name_nor_its_content(statement):
    with database_hands(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_storedfile")
        row = b"|".join(
            bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in cursor.fetchone()
        )
    assert b"Canary" not in row
    assert b"canary" not in row


def test_a_reader_opens_it_and_that_is_written_down(statement, reader, auditor):
    file = queries.file_by_key(reader, statement.pk)
    opened = actions.open_file(reader, file, reason="prepare the visit")
    assert (opened.name, b"".join(opened.chunks)) == (
        "Statement of Canary Witness.txt",
        b"The canary saw it.\n",
    )
    assert custody(reader, file) == [("received", "monitor"), ("opened", "reader")]
    row = AuditRow.objects.visible_to(auditor).get(action="file.open")
    assert (row.outcome, json.loads(row.detail)["reason"]) == ("read", "prepare the visit")


def test_a_stranger_neither_finds_nor_opens_it(statement, stranger, administrator):
    for outsider in (stranger, administrator):
        with pytest.raises(NotVisible):
            queries.file_by_key(outsider, statement.pk)
        for attempt in (actions.open_file, actions.verify_file, actions.open_preview):
            with pytest.raises(NotVisible):
                attempt(outsider, statement)
        assert Custody.objects.visible_to(outsider).count() == 0


def test_who_only_reads_receives_nothing(world, receive, reader):
    with pytest.raises(Refused):
        receive(b"text", actor=reader)


def test_verifying_tells_a_whole_file_from_a_damaged_one(statement, monitor):
    assert actions.verify_file(monitor, statement) is True
    path = store.path_of(statement.location)
    body = bytearray(path.read_bytes())
    body[-1] ^= 1
    path.write_bytes(bytes(body))
    assert actions.verify_file(monitor, statement) is False
    assert [event for event, _who in custody(monitor, statement)] == ["received", "verified", "damaged"]


def test_the_chain_of_custody_cannot_be_rewritten(statement):
    from django.db import DatabaseError, transaction

    for change in ("UPDATE core_custody SET label = 'x'", "DELETE FROM core_custody"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_failed_record_leaves_no_bytes_behind(receive, file_store, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(actions, "_write_custody", broken)
    with pytest.raises(OSError, match="disk full"):
        receive(b"text")
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


def test_a_file_is_attached_to_a_record_in_its_compartment(world, monitor, stranger):
    import io

    box = make_box(monitor, world.north, label="box")
    file = actions.attach_file(monitor, box, name="a.txt", source=io.BytesIO(b"text"), size=4)
    assert list(queries.files_of(monitor, box)) == [file]
    assert list(queries.files_of(stranger, box)) == []


def test_a_shared_file_is_opened_by_the_partner_and_the_owner_sees_it(world, statement, stranger):
    restore = register_basis("decision", lambda *_args, **_kwargs: None)
    sharer = world.actor("sharer", "analyst", world.north)
    share_record(
        sharer, statement, target=world.south, basis="decision", basis_id=statement.pk, reason="referral"
    )
    restore()
    partner = actor_for(world.people["stranger"])
    file = StoredFile.objects.visible_to(partner).get()
    assert b"".join(actions.open_file(partner, file).chunks) == b"The canary saw it.\n"
    assert custody(sharer, statement)[-1] == ("opened", "stranger")
    assert custody(partner, file) == []


def test_pages_and_rows_are_read_in_the_sandbox(receive, monitor):
    document = receive(hostile.pdf(pages=3))
    assert document.pages == 3
    assert b"".join(actions.open_page(monitor, document, page=2).chunks)[:3] == b"\xff\xd8\xff"
    rows = actions.read_rows(monitor, receive(hostile.workbook(), name="list.xlsx"))
    assert rows.facts == {"sheets": ["Sheet"], "sheet": "Sheet", "merged": [], "rows": 2}
    assert [json.loads(line) for line in rows.body.decode().splitlines()] == [
        ["name", "year"],
        ["Ђорђе", 1961],
    ]


TABLES = {
    "UTF-8": ('Ime,Prezime,Grad\n"Đorđe, ml.",Šarić,Žegra\n'.encode(), "utf-8"),
    "UTF-8 with a mark": ('Ime,Prezime,Grad\n"Đorđe, ml.",Šarić,Žegra\n'.encode("utf-8-sig"), "utf-8-sig"),
    "UTF-16": ("Ime\tPrezime\tGrad\nĐorđe, ml.\tŠarić\tŽegra\n".encode("utf-16"), "utf-16"),
    "Windows-1250": ("Ime;Prezime;Grad\nĐorđe, ml.;Šarić;Žegra\n".encode("cp1250"), "cp1250"),
}


@pytest.mark.parametrize("written", TABLES)
def test_a_table_as_text_is_read_however_it_was_written(receive, monitor, written):
    body, encoding = TABLES[written]
    seen = actions.read_rows(monitor, receive(body, name="list.csv"))
    assert seen.body.decode().splitlines() == [
        '["Ime", "Prezime", "Grad"]',
        '["Đorđe, ml.", "Šarić", "Žegra"]',
    ]


def test_a_workbook_tells_its_sheets_merged_cells_days_and_whole_numbers(receive, monitor):
    old = actions.read_rows(monitor, receive(OLD_LIST.read_bytes(), name="list.xls"))
    assert old.facts == {
        "sheets": ["Lista", "Tjetër"],
        "sheet": "Lista",
        "merged": [[[0, 0], [0, 3]]],
        "rows": 5,
    }
    assert old.body.decode().splitlines()[1:4] == [
        "[]",
        '["Emri", "Mbiemri", "Datëlindja", "Zhdukur më"]',
        '["Arta", "Shembulli", "1961-04-27", "12.3.1999"]',
    ]
    far = receive(hostile.hungry_workbook(), name="list.xlsx")
    with pytest.raises(Invalid, match="too many rows|could not be read"):
        actions.read_rows(monitor, far)
    with pytest.raises(Invalid, match="holds no table"):
        actions.read_rows(monitor, receive(hostile.pdf()))
