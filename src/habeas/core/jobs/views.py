"""Pages of jobs: what runs for me, and how far it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.jobs import actions, presenting, queries
from habeas.core.jobs.models import Job
from habeas.core.pages import page


@page()
def jobs(request: Any) -> HttpResponse:
    """The own jobs."""
    rows = [presenting.progress_of(job) for job in queries.jobs(request.actor)[:50]]
    return render(request, "core/jobs/list.html", {"title": _("Background work"), "jobs": rows})


@page(model=Job)
def job(request: Any, pk: Any) -> HttpResponse:
    """One job: progress, what it says, stop and resume."""
    row = queries.job_by_key(request.actor, pk)
    return render(request, "core/jobs/job.html", presenting.job_page(row))


@page(model=Job)
def progress(request: Any, pk: Any) -> HttpResponse:
    """The progress alone, which the page asks for every two seconds."""
    row = queries.job_by_key(request.actor, pk)
    return render(request, "core/components/progress.html", {"job": presenting.progress_of(row)})


@page(model=Job)
@require_POST
def stop(request: Any, pk: Any) -> HttpResponse:
    """Stop a job."""
    row = actions.stop_job(request.actor, queries.job_by_key(request.actor, pk))
    return HttpResponseRedirect(reverse("jobs:job", args=[row.pk]))


@page(model=Job)
@require_POST
def resume(request: Any, pk: Any) -> HttpResponse:
    """Take a job up again."""
    row = actions.resume_job(request.actor, queries.job_by_key(request.actor, pk))
    return HttpResponseRedirect(reverse("jobs:job", args=[row.pk]))
