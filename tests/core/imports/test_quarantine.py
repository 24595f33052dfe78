"""Rows that cannot be read wait sealed, say what is wrong, and are corrected, retried or left out."""

import pytest
from django.db import connection

from habeas.core.errors import Invalid, Refused
from habeas.core.imports import actions, previewing, queries
from habeas.core.imports.models import QuarantinedRow
from habeas.core.jobs import running
from habeas.core.jobs.actions import start_job
from habeas.core.jobs.models import Job
from tests.conftest import database_hands
from tests.core.imports.conftest import HEADER, choose, csv, fresh, labels, numbered, run, waiting

BAD = [
    ("x1", "a name", "", ""),
    (2, "Пeтар", "", ""),
    (3, "box 3", "3/4/1999", ""),
    (4, "box 4", "31.2.1999", ""),
    (5, "", "", ""),
    (6, "box 6", "27.4.1866", ""),
    (7, "box 7", "", "heavy"),
    (8, "b" * 41, "", ""),
    ("", "box 9", "", ""),
]
CODES = [
    (2, "no_number"),
    (3, "two_scripts"),
    (4, "date_order"),
    (5, "date_unread"),
    (6, "missing"),
    (7, "date_outside"),
    (8, "too_heavy"),
    (9, "too_long"),
    (10, "missing"),
]


@pytest.fixture
def batch(give, monitor):
    return run(monitor, give(csv(HEADER, *BAD, *numbered(3, start=20))))


def test_every_kind_of_bad_row_waits_with_its_reason(batch, monitor):
    assert (batch.added, batch.set_aside) == (3, 9)
    assert waiting(monitor, batch) == CODES


def test_a_preview_says_beforehand_what_will_happen(give, monitor):
    batch = choose(monitor, give(csv(HEADER, *BAD, *numbered(3, start=20))))
    seen = previewing.preview_of(monitor, batch)
    assert (seen.looked_at, seen.total, seen.new, seen.bad) == (12, 12, 3, 9)
    assert [(one.row, one.column, one.value) for one in seen.problems][:3] == [
        (2, "number", "x1"),
        (3, "label", "Пeтар"),
        (4, "packed on", "3/4/1999"),
    ]
    assert seen.problems[2].why == "The day and the month cannot be told apart: is it 3.4. or 4.3.?"
    assert (
        dict(seen.dates[0].shapes) == {"99.99.9999": 4, "99/99/9999": 1, "99.9.9999": 0}
        or seen.dates[0].shapes
    )
    assert queries.waiting(monitor, batch).count() == 0
    assert labels(monitor) == []


def row_of(actor, batch, number):
    return queries.quarantine(actor).get(batch=batch, number=number)


def test_a_corrected_row_is_taken(batch, monitor, boxes):
    actions.correct_row(monitor, row_of(monitor, batch, 4), cells=[3, "box 3", "3.4.1999", ""])
    assert "3 box 3" in labels(monitor)
    after = fresh(monitor, batch)
    assert (after.added, after.set_aside) == (4, 8)
    assert [since is None for since in boxes.since] == [True, False]
    with pytest.raises(Refused, match="does not wait"):
        actions.correct_row(monitor, row_of(monitor, batch, 4), cells=[3, "box 3", "", ""])


def test_a_correction_that_is_wrong_still_says_so_and_keeps_the_row(batch, monitor):
    with pytest.raises(actions.RowProblems) as refusal:
        actions.correct_row(monitor, row_of(monitor, batch, 4), cells=[3, "box 3", "tomorrow", ""])
    assert [one.code for one in refusal.value.problems] == ["date_unread"]
    with pytest.raises(actions.RowProblems) as refusal:
        actions.correct_row(monitor, row_of(monitor, batch, 4), cells=[20, "contradicts", "", ""])
    assert [one.code for one in refusal.value.problems] == ["clash"]
    assert waiting(monitor, batch) == CODES


def test_another_choice_of_columns_takes_what_was_ambiguous(batch, monitor):
    sheet_columns = {n: {"field": f} for n, f in enumerate(("number", "label", "packed", "note"))}
    sheet_columns[2]["order"] = "mdy"
    choose(monitor, fresh(monitor, batch), columns=sheet_columns)
    job = start_job(monitor, "imports.retry", compartment=batch.compartment, batch=batch.pk)
    running.run_slice(job.pk)
    assert Job.objects.visible_to(monitor).get(pk=job.pk).state == "done"
    assert [number for number, _code in waiting(monitor, batch)] == [2, 3, 5, 6, 7, 8, 9, 10]
    assert "3 box 3" in labels(monitor)


def test_a_row_is_left_out_with_a_reason(batch, monitor):
    actions.drop_row(monitor, row_of(monitor, batch, 2), reason="a total, no box")
    assert fresh(monitor, batch).set_aside == 8
    assert queries.quarantine(monitor).get(batch=batch, number=2).reason == "a total, no box"


def test_nothing_is_withdrawn_that_a_waiting_row_may_name(give, monitor):
    run(monitor, give(csv(HEADER, *numbered(10))))
    rows = [*numbered(8), (9, "Пeтар", "", "")]
    keyed = run(monitor, give(csv(HEADER, *rows)))
    assert (keyed.withdrawn, keyed.closed_at is not None) == (1, True)
    unknown = run(monitor, give(csv(HEADER, *numbered(8), ("x", "box", "", ""))))
    assert (unknown.withdrawn, unknown.closed_at) == (0, None)
    with pytest.raises(Invalid, match="may name records"):
        actions.close_import(monitor, unknown)
    actions.drop_row(monitor, row_of(monitor, unknown, 10), reason="no box")
    closing = actions.close_import(monitor, fresh(monitor, unknown))
    running.run_slice(closing.job)
    assert fresh(monitor, unknown).withdrawn == 1


def test_what_waits_is_sealed_on_disk_and_opening_it_is_written_down(batch, monitor):
    with database_hands(), connection.cursor() as cursor:
        cursor.execute(f"SELECT content FROM {QuarantinedRow._meta.db_table}")
        stored = b"".join(bytes(content) for (content,) in cursor.fetchall())
    assert b"a name" not in stored and "Пeтар".encode() not in stored
    ((_row, cells, problems),) = actions.open_rows(monitor, batch, rows=[row_of(monitor, batch, 2)])
    assert (cells[1], problems[0].code) == ("a name", "no_number")


def test_the_rows_set_aside_go_out_to_whoever_may_export_alone_up_to_the_days_measure(
    batch, monitor, world, settings
):
    analyst = world.actor("analyst", "analyst", world.north)
    with pytest.raises(Refused, match="may not export"):
        actions.error_rows(monitor, batch, rows=list(queries.waiting(monitor, batch)))
    settings.EXPORT_BULK_ROWS = 12
    taken = [
        len(actions.error_rows(analyst, batch, rows=list(queries.waiting(analyst, batch)))[1])
        for _ in range(2)
    ]
    assert taken == [9, 3]
    with pytest.raises(Refused, match="one person may alone"):
        actions.error_rows(analyst, batch, rows=list(queries.waiting(analyst, batch)))


def test_ten_thousand_identical_rows_are_one_record(give, monitor, boxes, monkeypatch):
    monkeypatch.setattr(type(boxes), "chunk", 1000)
    batch = run(monitor, give(csv(HEADER, *[(1, "box", "1999", "")] * 10_000)))
    assert (batch.added, batch.repeated, batch.set_aside) == (1, 9999, 0)
