"""Reading about jobs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from habeas.core.actors import Actor
from habeas.core.errors import NotVisible
from habeas.core.jobs.models import Job, JobState


def jobs(actor: Actor) -> QuerySet[Job]:
    """The own jobs, newest first."""
    found: QuerySet[Job] = Job.objects.visible_to(actor).filter(owner=actor.id)
    return found


def job_by_key(actor: Actor, key: UUID) -> Any:
    """One own job; raises NotVisible."""
    found = jobs(actor).filter(pk=key).first()
    if found is None:
        raise NotVisible()
    return found


def waits(actor: Actor, kind: str, compartment: UUID) -> bool:
    """Whether an own job of this kind in a compartment has not begun yet."""
    return jobs(actor).filter(kind=kind, compartment=compartment, state=JobState.WAITING).exists()
