"""Pages of files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.core.errors import Invalid
from habeas.core.files import actions, forms, presenting, queries, serving, tables
from habeas.core.files.models import StoredFile
from habeas.core.jobs.actions import start_job
from habeas.core.listing import list_page
from habeas.core.pages import detail, page
from habeas.core.records import Protected


@page()
def files(request: Any) -> HttpResponse:
    """The list of files."""
    return list_page(request, tables.FileTable)


@page()
@require_POST
def verify_all(request: Any) -> HttpResponse:
    """Verify every file in the background."""
    job = start_job(request.actor, "files.verify")
    return HttpResponseRedirect(reverse("jobs:job", args=[job.pk]))


@page(model=StoredFile)
def file(request: Any, pk: Any) -> HttpResponse:
    """One file: what it is, its preview, its chain of custody."""
    row = queries.file_by_key(request.actor, pk)
    return detail(request, row, **presenting.file_page(request.actor, row))


@page(model=StoredFile)
@require_POST
def original(request: Any, pk: Any) -> StreamingHttpResponse:
    """The original, as a download."""
    row = queries.file_by_key(request.actor, pk)
    reason = request.POST.get("reason", "")
    return serving.as_download(actions.open_file(request.actor, row, reason=reason))


@page(model=StoredFile)
def preview(request: Any, pk: Any) -> HttpResponse:
    """The preview, drawn when the file was received."""
    row = queries.file_by_key(request.actor, pk)
    return serving.as_picture(actions.open_preview(request.actor, row))


@page(model=StoredFile)
def sheet(request: Any, pk: Any, number: int) -> HttpResponse:
    """One page of a PDF, drawn now."""
    row = queries.file_by_key(request.actor, pk)
    return serving.as_picture(actions.open_page(request.actor, row, page=number - 1))


@page(model=StoredFile)
@require_POST
def verify(request: Any, pk: Any) -> HttpResponse:
    """Compare the file with the digest of its receipt."""
    row = queries.file_by_key(request.actor, pk)
    if actions.verify_file(request.actor, row):
        messages.success(request, _("The file is unchanged since it was received."))
    else:
        messages.error(request, _("The file is DAMAGED. Restore it from a backup, and tell the owner."))
    return HttpResponseRedirect(reverse("files:file", args=[row.pk]))


@page(model=Protected)
def attach(request: Any, label: str, pk: Any) -> HttpResponse:
    """Attach a file to a record."""
    record = queries.record_of(request.actor, label, pk)
    form = forms.AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        told = {"name": sent.name, "source": sent, "size": sent.size, "title": form.cleaned_data["title"]}
        try:
            actions.attach_file(request.actor, record, **told)
            return HttpResponseRedirect(presenting.page_of(record))
        except Invalid as problem:
            form.add_error("file", str(problem))
    context = {
        "title": _("Attach a file"),
        "subtitle": str(record),
        "form": form,
        "submit_label": _("Attach"),
        "cancel_url": presenting.page_of(record),
    }
    return render(request, "core/form.html", context, status=422 if form.errors else 200)
