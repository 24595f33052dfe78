"""What may be done with jobs."""

from __future__ import annotations

import json
import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.jobs.kinds import KINDS, Step
from habeas.core.jobs.models import Job, JobState
from habeas.core.rules import is_own, is_signed_in


def start_job(actor: Actor, kind: str, *, compartment: UUID | None = None, **arguments: Any) -> Job:
    """Start a job; `arguments` are keys and short words, never case data: they lie in the database in clear."""
    if kind not in KINDS:
        raise ValueError(f"There is no kind of job '{kind}'. There are: {', '.join(sorted(KINDS))}.")
    told = json.dumps(arguments, default=str, sort_keys=True)
    started: Job = ask_for_job(actor, None, kind=kind, compartment=compartment, arguments=told)
    return started


@action("job.start", rule=is_signed_in)
def ask_for_job(actor: Actor, target: None, *, kind: str, compartment: UUID | None, arguments: str) -> Job:
    """Start a job."""
    made: Job = Job.objects.create(owner=actor.id, kind=kind, arguments=arguments, compartment=compartment)
    hand_over(made)
    return made


@action("job.resume", rule=is_own)
def resume_job(actor: Actor, job: Job) -> Job:
    """Take up a job again where it stopped."""
    if job.state == JobState.DONE:
        raise Invalid(_("This job is done already."))
    job.state, job.lease, job.note, job.finished_at = JobState.WAITING, "", "", None
    job.seen_at = timezone.now()
    job.save()
    hand_over(job)
    return job


@action("job.stop", rule=is_own)
def stop_job(actor: Actor, job: Job) -> Job:
    """Stop a job after the chunk that is running; what was done stays done."""
    if job.is_over:
        raise Invalid(_("This job has ended already."))
    return _end(job, JobState.STOPPED, "")


def hand_over(job: Job) -> None:
    """Give a job to the workers once it is committed; where that fails, they take it up as one that fell silent."""
    from habeas.core.jobs.tasks import run_job

    transaction.on_commit(lambda: run_job.enqueue(str(job.pk)), robust=True)


@action("job.take", rule=is_own, audited=False)
def take_job(actor: Actor, job: Job) -> str:
    """Hold a job for one chain of runs; a run that lost its hold writes nothing more."""
    job.lease, job.state, job.seen_at = secrets.token_hex(16), JobState.RUNNING, timezone.now()
    job.save()
    return job.lease


@action("job.progress", rule=is_own, audited=False)
def note_progress(actor: Actor, job: Job, *, step: Step) -> Job:
    """Write down how far a job is; in the transaction of the chunk itself."""
    job.cursor, job.done, job.seen_at = step.cursor or "", step.done, timezone.now()
    job.total, job.note = step.total or job.total, step.note[:250]
    job.result_url = step.result_url or job.result_url
    if step.cursor is None:
        _end(job, JobState.DONE, job.note)
    else:
        job.save()
    return job


@action("job.fail", rule=is_own)
def fail_job(actor: Actor, job: Job, *, why: str) -> Job:
    """End a job that cannot go on; it can be taken up again where it stopped."""
    return _end(job, JobState.FAILED, why)


def _end(job: Job, state: str, note: str) -> Job:
    job.state, job.note, job.finished_at, job.lease = state, note[:250], timezone.now(), ""
    job.save()
    return job
