"""Jobs run in chunks for whoever asked, with the rights of that moment, and go on after a crash."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from habeas.access.models import Grant, User
from habeas.core.errors import Invalid, NotVisible
from habeas.core.jobs import actions, kinds, running
from habeas.core.jobs.kinds import Step
from habeas.core.jobs.models import Job, WorkerPulse
from tests.shelf.actions import make_box, relabel
from tests.shelf.models import Box

TOTAL = 5


class Killed(BaseException):
    """The process died here."""


@pytest.fixture
def shelving(world, monitor):
    """A kind of job that relabels five boxes, one a chunk; `kill_at` dies in the middle of a chunk."""
    state = {"kill_at": None, "fail_at": None, "before": lambda number: None}
    for number in range(TOTAL):
        make_box(monitor, world.north, label=f"box {number}")

    def step(actor, cursor, *, prefix):
        number = int(cursor or 0)
        state["before"](number)
        boxes = list(Box.objects.visible_to(actor, "work").order_by("created_at"))
        if not boxes:
            raise NotVisible("Nothing of this is yours any more.")
        relabel(actor, boxes[number], label=f"{prefix}{boxes[number].label}")
        if state["kill_at"] == number:
            state["kill_at"] = None
            raise Killed
        if state["fail_at"] == number:
            raise Invalid("Box 2 is locked.", remedy="Unlock it.")
        more = number + 1 < TOTAL
        return Step(cursor=str(number + 1) if more else None, done=number + 1, total=TOTAL)

    kinds.job("test.relabel", title="Relabel the boxes")(step)
    yield state
    del kinds.KINDS["test.relabel"]


def start(actor, run):
    with run(execute=True):
        job = actions.start_job(actor, "test.relabel", prefix="+")
    return Job.objects.visible_to(actor).get(pk=job.pk)


def waiting(actor):
    return actions.start_job(actor, "test.relabel", prefix="+")


def again(actor, job):
    return Job.objects.visible_to(actor).get(pk=job.pk)


def labels(actor):
    return sorted(Box.objects.visible_to(actor).values_list("label", flat=True))


DONE = [f"+box {number}" for number in range(TOTAL)]


def test_a_job_runs_to_its_end(shelving, monitor, django_capture_on_commit_callbacks):
    job = start(monitor, django_capture_on_commit_callbacks)
    assert (job.state, job.done, job.total, str(job)) == ("done", TOTAL, TOTAL, "Relabel the boxes")
    assert labels(monitor) == DONE


@pytest.fixture
def chunks(shelving, monkeypatch):
    """Each slice does one chunk."""
    monkeypatch.setattr(running, "SLICE_SECONDS", 1e-9)
    return shelving


def test_each_chunk_is_kept_and_the_killed_one_is_repeated(chunks, monitor):
    job = waiting(monitor)
    lease = running.run_slice(job.pk)
    lease = running.run_slice(job.pk, lease)
    chunks["kill_at"] = 2
    with pytest.raises(Killed):
        running.run_slice(job.pk, lease)
    held = again(monitor, job)
    assert (held.state, held.done, labels(monitor)[:2]) == ("running", 2, ["+box 0", "+box 1"])
    make_silent(monitor, held)
    assert running.take_up_orphans() == 1
    lease = ""
    while lease := running.run_slice(job.pk, lease):
        pass
    assert (again(monitor, job).state, labels(monitor)) == ("done", DONE)


def make_silent(actor, job):
    from habeas.core import scope
    from tests.conftest import Staging

    with scope.running(Staging()):
        job.seen_at = timezone.now() - timedelta(minutes=5)
        job.save()


def test_a_job_that_somebody_works_on_is_no_orphan(chunks, monitor):
    job = waiting(monitor)
    running.run_slice(job.pk)
    assert running.take_up_orphans() == 0


def test_two_workers_do_not_run_one_job(chunks, monitor):
    job = waiting(monitor)
    lease = running.run_slice(job.pk)
    assert running.run_slice(job.pk) == ""
    assert running.run_slice(job.pk, "another lease") == ""
    assert again(monitor, job).done == 1
    assert running.run_slice(job.pk, lease) == lease


def test_rights_taken_away_meanwhile_count_at_the_next_chunk(chunks, monitor, world, staging):
    job = waiting(monitor)
    lease = running.run_slice(job.pk)
    with staging():
        Grant.objects.filter(user=monitor.id).update(ended_at=timezone.now())
    assert running.run_slice(job.pk, lease) == ""
    held = again(monitor, job)
    assert (held.state, held.note, held.done) == ("failed", "Nothing of this is yours any more.", 1)


def test_a_closed_account_runs_nothing(chunks, monitor, staging):
    job = waiting(monitor)
    User.objects.filter(pk=monitor.id).update(is_active=False)
    running.run_slice(job.pk)
    held = again(monitor, job)
    assert (held.state, held.note) == ("failed", "The account that asked for this is closed.")


def test_a_failure_says_why_and_the_job_can_be_taken_up_again(shelving, monitor):
    job = waiting(monitor)
    shelving["fail_at"] = 2
    running.run_slice(job.pk)
    held = again(monitor, job)
    assert (held.state, held.note, held.done) == ("failed", "Box 2 is locked. Unlock it.", 2)
    assert labels(monitor)[2:] == ["box 2", "box 3", "box 4"]
    shelving["fail_at"] = None
    actions.resume_job(monitor, held)
    running.run_slice(job.pk)
    assert (again(monitor, job).state, labels(monitor)) == ("done", DONE)


def test_an_unexpected_error_tells_the_reader_nothing_of_the_inside(shelving, monitor):
    def trip(number):
        raise KeyError("secret of the inside")

    shelving["before"] = trip
    job = waiting(monitor)
    running.run_slice(job.pk)
    assert again(monitor, job).note == "An unexpected error; the log of the worker tells more."


def test_a_stopped_job_stops(chunks, monitor):
    job = waiting(monitor)
    lease = running.run_slice(job.pk)
    actions.stop_job(monitor, again(monitor, job))
    assert running.run_slice(job.pk, lease) == ""
    assert (again(monitor, job).state, again(monitor, job).done) == ("stopped", 1)


def test_a_job_is_its_requesters_alone(shelving, world, monitor, stranger):
    job = waiting(monitor)
    colleague = world.actor("colleague", "monitor", world.north)
    for other in (stranger, colleague):
        assert Job.objects.visible_to(other).count() == 0
        with pytest.raises(NotVisible):
            actions.stop_job(other, job)


def test_a_stopped_worker_is_said(shelving, monitor):
    job = waiting(monitor)
    assert running.silence(job) == "No worker has ever answered. Start one with: habeas worker."
    running.beat("one")
    assert running.silence(job) == ""
    then = timezone.now() - timedelta(minutes=5)
    WorkerPulse.objects.update(seen_at=then)
    since = timezone.localtime(then).strftime("%Y-%m-%d %H:%M")
    assert running.silence(job) == f"No worker has answered since {since}. Start one with: habeas worker."


def test_an_unknown_kind_is_refused_by_name(monitor):
    with pytest.raises(ValueError, match="no kind of job 'nothing'"):
        actions.start_job(monitor, "nothing")


@pytest.mark.django_db
def test_a_job_that_does_not_exist_is_nobodys():
    assert running.run_slice(UUID(int=1)) == ""
