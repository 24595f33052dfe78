"""Pages of cases: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination import actions as mechanism
from habeas.coordination import forms as mechanism_forms
from habeas.coordination.views.exchange import asking
from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.errors import NotVisible
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.missing import actions, forms, rules, tables
from habeas.missing.models import Case, FamilyContact
from habeas.missing.presenting.cases import case_page
from habeas.missing.queries import cases as queries


def in_compartment(action: Any, name: str) -> Any:
    """An action of a compartment, called for a row that it names."""

    def run(actor: Any, row: Any, **data: Any) -> Any:
        return action(actor, data.pop("compartment"), **{name: row}, **data)

    return run


@page()
def cases(request: Any) -> HttpResponse:
    """The list of the mechanism."""
    return list_page(request, tables.CaseTable)


@page(model=Case)
def case(request: Any, pk: Any) -> HttpResponse:
    """One case: status, what was done, who may be told."""
    row = find(queries.case_whole(request.actor), pk=pk)
    return detail(request, row, **case_page(request, row))


@page(model=Case)
@require_POST
def take_up(request: Any, pk: Any) -> HttpResponse:
    """The search has begun."""
    row = find(queries.cases(request.actor), pk=pk)
    actions.take_up(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


def _step(
    request: Any, pk: Any, title: str, form: Any, action: Any, rule: Any = rules.can_work_case, **more: Any
) -> HttpResponse:
    row = find(queries.cases(request.actor), pk=pk)
    return record(request, row, title=title, form_class=form, action=action, rule=rule, **more)


@page(model=Case)
def found_alive(request: Any, pk: Any) -> HttpResponse:
    """Close a case: the person is alive."""
    return _step(request, pk, _("Found alive"), forms.FoundAliveForm, actions.found_alive)


@page(model=Case)
def close(request: Any, pk: Any) -> HttpResponse:
    """Close a case as the body rules."""
    rule, action = rules.can_close_administratively, actions.close_administratively
    return _step(request, pk, _("Close administratively"), forms.AdministrativeForm, action, rule)


@page(model=Case)
def reopen(request: Any, pk: Any) -> HttpResponse:
    """Take an administrative closure back."""
    return _step(request, pk, _("Reopen"), forms.ReopenForm, actions.reopen_case, rules.can_reopen)


@page(model=Case)
def focal_point(request: Any, pk: Any) -> HttpResponse:
    """Name who answers for a case."""
    options = {"colleagues": queries.colleagues(request.actor)}
    title, action = _("Focal point"), actions.name_focal_point
    return _step(request, pk, title, forms.FocalPointForm, action, form_options=options)


@page(model=Case)
def action_add(request: Any, pk: Any) -> HttpResponse:
    """Record something done."""
    return _step(request, pk, _("Record an action"), forms.ActionForm, actions.record_action, rules.can_keep)


@page(model=Case)
def declaration_add(request: Any, pk: Any) -> HttpResponse:
    """Record that a court declared the person dead; the case stays open."""
    title, action = _("Record a court's declaration"), actions.record_declaration
    return _step(request, pk, title, forms.DeclarationForm, action, rules.can_keep)


@page(model=Case)
def family_add(request: Any, pk: Any) -> HttpResponse:
    """Add a relative who may be told."""
    action = in_compartment(actions.record_family_contact, "case")
    options = {"compartments": queries.workplaces(request.actor)}
    title = _("Add a relative")
    return _step(request, pk, title, forms.FamilyContactForm, action, rules.can_keep, form_options=options)


@page(model=Case)
def information_add(request: Any, pk: Any) -> HttpResponse:
    """Record information on what may have happened or where."""
    action = in_compartment(actions.record_information, "case")
    options = {"compartments": queries.workplaces(request.actor), "sites": queries.sites(request.actor)}
    title = _("Record information")
    return _step(request, pk, title, forms.InformationForm, action, rules.can_keep, form_options=options)


@page(model=Case)
def ask(request: Any, pk: Any) -> HttpResponse:
    """Ask the other side about a case."""
    actor = request.actor
    row = find(queries.cases(actor), pk=pk)

    def save(data: dict[str, Any]) -> Any:
        return mechanism.make_request(actor, data.pop("compartment"), about=row, **data)

    return edit_page(
        request,
        title=_("Ask the other side"),
        form_class=mechanism_forms.RequestForm,
        save=save,
        key=f"request-about-{row.pk}",
        subtitle=str(row.person),
        initial={"subject": f"{row.reference}: {row.person}"},
        form_options=asking(actor),
        cancel_url=row.get_absolute_url(),
    )


@page(model=FamilyContact)
def family_consent(request: Any, pk: Any) -> HttpResponse:
    """Change how far a relative agrees, or record that the consent was taken back."""
    row = find(queries.family_contacts(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Change the consent"),
        form_class=forms.ConsentForm,
        action=actions.change_family_consent,
        rule=rules.can_keep,
        home=find(queries.cases(request.actor), pk=row.case),
        initial={"consent_level": row.consent_level},
    )


@page(model=Case)
def family(request: Any, pk: Any) -> HttpResponse:
    """Names of relatives and how to reach them, with a reason."""
    actor = request.actor
    row = find(queries.cases(actor), pk=pk)
    kept_at = {one.compartment for one in queries.contacts_of(actor, row)}
    if not kept_at:
        raise NotVisible()
    context = {
        "title": _("Family of %(person)s") % {"person": row.person},
        "cancel_url": row.get_absolute_url(),
    }
    form = forms.ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        asked = {**context, "form": form, "submit_label": _("Open")}
        return render(request, "core/form.html", asked, status=422 if form.errors else 200)
    opened = []
    for place in kept_at:
        opened += actions.open_family_contacts(actor, place, case=row, reason=form.cleaned_data["reason"])
    return render(request, "missing/family.html", {**context, "opened": opened})
