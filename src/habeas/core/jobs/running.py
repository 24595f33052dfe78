"""Running a job: chunk by chunk, for its requester, each chunk and its cursor in one transaction."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core import actions as core_actions
from habeas.core.actors import Actor, system_actor
from habeas.core.db import statistics
from habeas.core.errors import Conflict, HabeasError
from habeas.core.jobs import actions
from habeas.core.jobs.kinds import KINDS, Step, actor_of
from habeas.core.jobs.models import Job, JobState, WorkerPulse

SLICE_SECONDS = 15.0
SILENT_AFTER = timedelta(seconds=90)
logger = logging.getLogger(__name__)


class LostLease(Exception):
    """Another run took the job over, or it was stopped: this one writes nothing more."""


def run_slice(key: UUID, lease: str = "") -> str:
    """Work on a job for a quarter of a minute; returns the lease for the next slice, empty when there is none.

    Without a lease the job must be waiting; with one it must still be held under it. A process killed at any
    point loses the chunk that was running, whole; the next run repeats it.
    """
    job = Job.objects.visible_to(system_actor("run the jobs")).filter(pk=key).first()
    if job is None or job.lease != lease or (not lease and job.state != JobState.WAITING):
        return ""
    try:
        with core_actions.via("job"):
            return _work(job)
    except LostLease:
        return ""
    except HabeasError as problem:
        _give_up(job, str(problem))
    except Exception:
        logger.exception("The job %s (%s) failed.", job.pk, job.kind)
        _give_up(job, _("An unexpected error; the log of the worker tells more."))
    return ""


def _work(job: Job) -> str:
    owner = _owner(job)
    if job.kind not in KINDS:
        raise HabeasError(_("This version does not know this kind of job."))
    lease: str = job.lease or actions.take_job(owner, _fresh(owner, job))
    until = time.monotonic() + SLICE_SECONDS
    while (step := _chunk(_owner(job), job, lease)).cursor is not None:
        if time.monotonic() >= until:
            return lease
    if step.done >= statistics.MANY:
        _count_anew()
    return ""


def _count_anew() -> None:
    """After much was written; it serves speed alone, so a busy database is asked on another day."""
    with suppress(DatabaseError):
        statistics.refresh(connection)


def _owner(job: Job) -> Actor:
    owner = actor_of(job.owner)
    if not owner.is_somebody:
        raise HabeasError(_("The account that asked for this is closed."))
    return owner


def _chunk(owner: Actor, job: Job, lease: str) -> Step:
    with transaction.atomic():
        held = _fresh(owner, job)
        if held.lease != lease or held.is_over:
            raise LostLease
        step: Step = KINDS[job.kind].step(owner, held.cursor, **held.given)
        try:
            actions.note_progress(owner, held, step=step)
        except Conflict:
            raise LostLease from None
        return step


def _fresh(actor: Actor, job: Job) -> Job:
    found: Job = Job.objects.visible_to(actor).get(pk=job.pk)
    return found


def _give_up(job: Job, why: str) -> None:
    system = system_actor("run the jobs")
    actions.fail_job(system, _fresh(system, job), why=why)


def take_up_orphans() -> int:
    """Hand over again every job whose run fell silent (a killed worker); returns how many."""
    system = system_actor("run the jobs")
    silent = Job.objects.visible_to(system).filter(
        state__in=(JobState.WAITING, JobState.RUNNING), seen_at__lt=timezone.now() - SILENT_AFTER
    )
    for job in silent:
        actions.resume_job(system, job)
    return len(silent)


def beat(worker: str) -> None:
    """A worker says that it is there."""
    WorkerPulse.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def last_beat() -> datetime | None:
    """When any worker was last heard of."""
    return WorkerPulse.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def silence(job: Job) -> str:
    """What to tell about a job that nobody works on; empty while a worker answers."""
    last = last_beat()
    if job.is_over or (last is not None and last > timezone.now() - SILENT_AFTER):
        return ""
    if last is None:
        return _("No worker has ever answered. Start one with: habeas worker.")
    since = timezone.localtime(last).strftime("%Y-%m-%d %H:%M")
    return _("No worker has answered since %(since)s. Start one with: habeas worker.") % {"since": since}
