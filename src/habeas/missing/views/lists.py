"""Pages of lists, editions and entries: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.jobs.actions import start_job
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.missing import actions, forms, rules, tables
from habeas.missing.models import Edition, Entry, Source
from habeas.missing.presenting.lists import edition_page, entry_page, source_page
from habeas.missing.queries import cases, matching
from habeas.missing.queries import persons as queries
from habeas.missing.queries.choosing import persons_meant
from habeas.missing.tasks import REGISTERING


@page()
def sources(request: Any) -> HttpResponse:
    """Lists and who keeps them."""
    return list_page(request, tables.SourceTable)


@page()
def source_add(request: Any) -> HttpResponse:
    """Register a list."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Register a list"),
        form_class=forms.SourceForm,
        save=lambda data: actions.register_source(actor, data.pop("compartment"), **data),
        key="missing-source",
        form_options={"compartments": cases.workplaces(actor)},
    )


@page(model=Source)
def source(request: Any, pk: Any) -> HttpResponse:
    """One list with its editions."""
    row = find(queries.sources(request.actor), pk=pk)
    return detail(request, row, **source_page(request, row))


@page(model=Source)
def edition_add(request: Any, pk: Any) -> HttpResponse:
    """Open an edition to receive its rows."""
    row = find(queries.sources(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Open an edition"),
        form_class=forms.EditionForm,
        action=actions.open_edition,
        rule=rules.can_keep,
        initial={"received_on": timezone.localdate()},
    )


@page(model=Edition)
def edition(request: Any, pk: Any) -> HttpResponse:
    """One edition: what it added, changed and withdrew."""
    row = find(queries.editions(request.actor), pk=pk)
    return detail(request, row, **edition_page(request, row))


@page(model=Edition)
@require_POST
def edition_complete(request: Any, pk: Any) -> HttpResponse:
    """All rows are here."""
    row = find(queries.editions(request.actor), pk=pk)
    actions.complete_edition(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Edition)
def edition_register(request: Any, pk: Any) -> HttpResponse:
    """Make persons with cases of the entries that speak of nobody yet, as a job."""
    actor = request.actor
    row = find(queries.editions(actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        place = data["compartment"].pk
        told = {"edition": row.pk, "place": place, "opened_on": data["opened_on"]}
        job = start_job(actor, REGISTERING, compartment=row.compartment, **told)
        return reverse("jobs:job", args=[job.pk])

    waiting = matching.waiting_in(actor, row).count()
    return edit_page(
        request,
        title=_("Register the persons of this edition"),
        subtitle=str(row),
        rule=rules.can_register,
        target=row,
        form_class=forms.RegisterPersonsForm,
        save=save,
        key=f"missing-register-{row.pk}",
        initial={"opened_on": timezone.localdate()},
        form_options={"compartments": cases.workplaces(actor)},
        template="missing/register_form.html",
        cancel_url=row.get_absolute_url(),
        submit_label=_("Register"),
        entries=queries.unregistered(actor, row.pk).count(),
        waiting=waiting,
    )


@page(model=Entry)
def entry_attach(request: Any, pk: Any) -> HttpResponse:
    """Say whom an entry speaks of."""
    actor = request.actor
    row = find(queries.entries(actor), pk=pk)
    return record(
        request,
        row,
        title=_("Say whom the entry speaks of"),
        form_class=forms.AttachForm,
        action=lambda who, entry, person, **data: actions.attach_entry(who, person, entry=entry, **data),
        rule=rules.can_keep,
        form_options={"people": lambda told: persons_meant(actor, told)},
        template="missing/lookup_form.html",
    )


@page()
def entries(request: Any) -> HttpResponse:
    """Entries as received."""
    return list_page(request, tables.EntryTable)


@page(model=Entry)
def entry(request: Any, pk: Any) -> HttpResponse:
    """One entry with every wording it had."""
    row = find(queries.entries(request.actor), pk=pk)
    keys = queries.persons_of(request.actor, [row.pk]).values()
    person = queries.every_person(request.actor).filter(pk__in=keys).first()
    return detail(request, row, **entry_page(request, row, person))
