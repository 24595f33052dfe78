"""How a job is shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.jobs.models import Job, JobState
from habeas.core.jobs.running import silence


def progress_of(job: Job) -> dict[str, Any]:
    """What the progress component shows; a job nobody works on says so."""
    stopped = job.state in (JobState.FAILED, JobState.STOPPED)
    return {
        "label": str(job),
        "state": "failed" if stopped else job.state,
        "done": job.done,
        "total": job.total,
        "note": job.note or silence(job),
        "poll_url": reverse("jobs:progress", args=[job.pk]),
        "url": reverse("jobs:job", args=[job.pk]),
    }


def job_page(job: Job) -> dict[str, Any]:
    """The context of a job's page."""
    buttons = []
    if job.state in (JobState.FAILED, JobState.STOPPED):
        resume = reverse("jobs:resume", args=[job.pk])
        buttons.append(
            {"label": _("Go on where it stopped"), "url": resume, "method": "post", "primary": True}
        )
    if not job.is_over:
        stop = reverse("jobs:stop", args=[job.pk])
        buttons.append({"label": _("Stop"), "url": stop, "method": "post"})
    if job.result_url:
        buttons.append({"label": _("Go to the result"), "url": job.result_url, "primary": True})
    return {"title": str(job), "job": progress_of(job), "silence": silence(job), "actions": buttons}
