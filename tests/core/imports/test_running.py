"""Rows are taken once, whatever happens: new files, the same file, a killed worker, rights taken away."""

import pytest

from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow, verify
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.core.imports import actions, queries, writing
from habeas.core.imports.models import ImportChunk, ImportedRow, ImportState
from habeas.core.jobs import running
from habeas.core.jobs.models import Job
from habeas.core.trail_head import missing
from tests.core.imports.conftest import (
    HEADER,
    choose,
    csv,
    fresh,
    labels,
    numbered,
    run,
    waiting,
    work_off,
)
from tests.shelf.models import Box


def counts(batch):
    return {
        name: getattr(batch, name)
        for name in ("added", "changed", "unchanged", "repeated", "set_aside", "withdrawn")
        if getattr(batch, name)
    }


def test_a_list_becomes_records(give, monitor, boxes):
    batch = run(monitor, give(csv(HEADER, *numbered(25))))
    assert (batch.state, batch.rows_done, counts(batch)) == (ImportState.DONE, 25, {"added": 25})
    assert labels(monitor) == sorted(f"{n} box {n}" for n in range(1, 26))
    assert (boxes.closed, boxes.since) == ([batch.pk], [None])


def test_each_chunk_is_one_row_of_the_trail_and_one_of_the_ledger(give, monitor):
    batch = run(monitor, give(csv(HEADER, *numbered(25))))
    trail = AuditRow.objects.visible_to(system_actor("set the scene of a test")).filter(action="import.chunk")
    assert trail.count() == 3
    chunks = ImportChunk.objects.visible_to(monitor).filter(batch=batch).order_by("first")
    assert [(one.first, one.last) for one in chunks] == [(0, 10), (10, 20), (20, 25)]


def test_the_same_file_again_changes_nothing_and_says_so(give, monitor):
    first = run(monitor, give(csv(HEADER, *numbered(12))))
    again = give(csv(HEADER, *numbered(12)))
    assert queries.same_file(monitor, again) == first
    assert counts(run(monitor, again)) == {"unchanged": 12}
    assert Box.objects.visible_to(monitor).count() == 12


def test_a_newer_file_adds_changes_and_withdraws(give, monitor):
    run(monitor, give(csv(HEADER, *numbered(10))))
    rows = [row for row in numbered(12) if row[0] != 3]
    rows[0] = (1, "another label", "", "")
    batch = run(monitor, give(csv(HEADER, *rows)))
    assert counts(batch) == {"added": 2, "changed": 1, "unchanged": 8, "withdrawn": 1}
    assert "withdrawn" in labels(monitor) and "1 another label" in labels(monitor)


def test_what_was_withdrawn_and_comes_back_is_changed_again(give, monitor):
    everything, fewer = csv(HEADER, *numbered(10)), csv(HEADER, *numbered(9))
    run(monitor, give(everything))
    run(monitor, give(fewer))
    batch = run(monitor, give(everything))
    assert counts(batch) == {"changed": 1, "unchanged": 9}
    assert "10 box 10" in labels(monitor)


def test_half_a_list_gone_waits_for_a_word(give, monitor, boxes):
    run(monitor, give(csv(HEADER, *numbered(10))))
    batch = run(monitor, give(csv(HEADER, *numbered(3))))
    assert (batch.state, batch.closed_at, counts(batch)) == (ImportState.DONE, None, {"unchanged": 3})
    assert "withdrawn" not in labels(monitor)
    closed = work_off(monitor, actions.close_import(monitor, batch))
    assert (counts(closed), closed.closed_at is not None) == ({"unchanged": 3, "withdrawn": 7}, True)


def test_two_sources_may_use_the_same_numbers(give, monitor):
    run(monitor, give(csv(HEADER, *numbered(3)), source="one"))
    batch = run(monitor, give(csv(HEADER, *numbered(3)), source="two"))
    assert counts(batch) == {"added": 3}


def test_identical_rows_are_one_record_and_contradicting_ones_wait(give, monitor):
    rows = [*[(1, "box", "", "")] * 30, (1, "another box", "", ""), (2, "box", "", "")]
    batch = run(monitor, give(csv(HEADER, *rows)))
    assert counts(batch) == {"added": 2, "repeated": 29, "set_aside": 1}
    assert waiting(monitor, batch) == [(32, "clash")]


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("moment", ["before the ledger", "after the ledger", "after the chunk"])
def test_a_killed_worker_loses_and_doubles_nothing(give, monitor, monkeypatch, moment):
    monkeypatch.setattr(running, "SLICE_SECONDS", 1e-9)
    batch = choose(monitor, give(csv(HEADER, *numbered(35), ("x", "", "", ""))))
    batch = actions.start_import(monitor, batch)
    lease = running.run_slice(batch.job)
    where = {"before the ledger": "enter", "after the ledger": "set_aside"}.get(moment)
    with monkeypatch.context() as patched:
        if where:
            patched.setattr(writing, where, die)
        else:
            patched.setattr("habeas.core.jobs.actions.note_progress", die)
        with pytest.raises(Killed):
            running.run_slice(batch.job, lease)
    assert fresh(monitor, batch).rows_done == 10
    actions_resume(monitor, batch)
    done = work_off(monitor, fresh(monitor, batch))
    assert (counts(done), Box.objects.visible_to(monitor).count()) == ({"added": 35, "set_aside": 1}, 35)
    assert ImportedRow.objects.visible_to(monitor).count() == 35
    assert set(verify().problems) <= {missing(verify().rows)}  # nothing is committed here, so no head


def die(*_args, **_kwargs):
    raise Killed


def actions_resume(actor, batch):
    """The supervisor finds the run silent and hands it over again."""
    from datetime import timedelta

    from django.utils import timezone

    from habeas.core import scope
    from tests.conftest import Staging

    with scope.running(Staging()):
        job = Job.objects.visible_to(actor).get(pk=batch.job)
        job.seen_at = timezone.now() - timedelta(minutes=5)
        job.save()
    assert running.take_up_orphans() == 1


def test_a_run_cannot_be_started_twice(give, monitor):
    batch = actions.start_import(monitor, choose(monitor, give(csv(HEADER, *numbered(3)))))
    with pytest.raises(Refused, match="being taken already"):
        actions.start_import(monitor, fresh(monitor, batch))
    work_off(monitor, batch)
    with pytest.raises(Refused, match="has been done"):
        actions.start_import(monitor, fresh(monitor, batch))


def test_an_empty_list_is_refused_with_words(give, monitor):
    with pytest.raises(Invalid, match="The list is empty"):
        choose(monitor, give(csv(HEADER)))
    with pytest.raises(Invalid, match="The file is empty"):
        give(b"")


def test_a_required_column_must_be_chosen_and_each_field_once(give, monitor):
    batch = give(csv(HEADER, *numbered(3)))
    with pytest.raises(Invalid, match="No column was chosen for: label"):
        choose(monitor, batch, columns={0: {"field": "number"}})
    with pytest.raises(Invalid, match="Two columns fill the field “number”"):
        choose(monitor, batch, columns={0: {"field": "number"}, 1: {"field": "number"}})


def test_a_file_that_is_no_table_is_refused_and_leaves_nothing(give, monitor, settings):
    from tests.core.files import hostile

    for body in (hostile.photograph(), hostile.bomb(), hostile.lying_bomb(), hostile.archive({"a": "b"})):
        with pytest.raises(Invalid):
            give(body, name="list.xlsx")
    assert queries.imports(monitor).count() == 0
    assert [path for path in settings.FILE_STORE.rglob("*") if path.is_file()] == []


def test_who_may_not_work_here_imports_nothing_and_sees_nothing(give, world, monitor, stranger):
    reader = world.actor("reader", "monitor", world.north, verbs=("read",))
    batch = choose(monitor, give(csv(HEADER, ("x", "a name", "", ""))))
    with pytest.raises(NotVisible):
        give(csv(HEADER), actor=stranger)
    with pytest.raises(Refused):
        give(csv(HEADER), actor=reader)
    with pytest.raises(Refused):
        actions.start_import(reader, queries.imports(reader).get(pk=batch.pk))
    batch = work_off(monitor, actions.start_import(monitor, batch))
    assert (queries.imports(stranger).count(), queries.imports(reader).count()) == (0, 1)
    assert queries.waiting(reader, batch).count() == 0
    with pytest.raises(Refused):
        actions.open_rows(reader, fresh(reader, batch), rows=[])
