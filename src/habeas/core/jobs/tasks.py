"""The one background task: run a slice of a job, then stand in the queue again."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from habeas.core.jobs.running import run_slice


@task()  # type: ignore[untyped-decorator]
def run_job(key: str, lease: str = "") -> None:
    """Work on a job for a while; other jobs and a worker that is asked to stop get their turn between."""
    held = run_slice(UUID(key), lease)
    if held:
        run_job.enqueue(key, held)
