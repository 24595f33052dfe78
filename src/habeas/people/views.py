"""Pages of people: load, call, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.access.actions.approvals import ask_approval
from habeas.core.editing import edit_page
from habeas.core.errors import Invalid
from habeas.core.listing import list_page
from habeas.core.pages import detail, page
from habeas.core.panels import panels_for
from habeas.people import actions, forms, presenting, queries, tables
from habeas.people.approvals import UNMASKING
from habeas.people.errors import unknown_person
from habeas.people.models import Consent, Person
from habeas.people.rules import can_search_names


@page()
def people(request: Any) -> HttpResponse:
    """The list of people."""
    return list_page(request, tables.PersonTable)


@page(model=Person)
def person(request: Any, pk: Any) -> HttpResponse:
    """One person, by code."""
    row = queries.person_of(request.actor, pk)
    return detail(request, row, **presenting.person_page(request, row))


@page()
def add(request: Any) -> HttpResponse:
    """Register a person."""
    compartments = queries.workplaces(request.actor)

    def save(data: dict[str, Any]) -> Any:
        return actions.register_person(request.actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Register a person"),
        form_class=forms.RegisterForm,
        save=save,
        key="person-add",
        form_options={"compartments": compartments},
        sections=_parts(),
    )


def _parts() -> list[dict[str, Any]]:
    """The parts of the form."""
    return [
        {"id": "standing", "title": _("Who it is to us"), "fields": ["compartment", "standing"]},
        {
            "id": "name",
            "title": _("Name"),
            "help": _("As the person says it; everything here is sealed when it is saved."),
            "fields": [*forms.PARTS, "script", "language"],
        },
        {
            "id": "birth",
            "title": _("Birth and documents"),
            "fields": ["birth_date", "birth_place", "documents"],
        },
        {"id": "situation", "title": _("Situation"), "fields": ["sex", "community", "situations"]},
    ]


@page(model=Person)
def identity(request: Any, pk: Any) -> HttpResponse:
    """Ask for the reason, then open the identity for this one answer."""
    row = queries.person_of(request.actor, pk)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_identity(request.actor, row, reason=form.cleaned_data["reason"])
        except Invalid as problem:
            form.add_error("reason", str(problem))
        else:
            return _unstored(render(request, "people/identity.html", _opened(row, opened)))
    context = {
        "title": _("Open the identity of %(person)s") % {"person": row},
        "form": form,
        "submit_label": _("Open"),
        "cancel_url": row.get_absolute_url(),
        "row": row,
        "approvals": queries.approvals(request.actor, row),
        "ask": forms.AskForm(),
    }
    return render(request, "people/open.html", context, status=422 if form.errors else 200)


def _unstored(response: HttpResponse) -> HttpResponse:
    """An answer that names somebody stays in no cache and no history."""
    response["Cache-Control"] = "no-store, private"
    return response


def _opened(row: Person, opened: actions.OpenedIdentity) -> dict[str, Any]:
    return {"title": row.code, "row": row, "opened": opened, "back": row.get_absolute_url()}


@page(model=Person)
def ask(request: Any, pk: Any) -> HttpResponse:
    """Ask a second person to agree that an identity is opened."""
    row = queries.person_of(request.actor, pk)

    def save(data: dict[str, Any]) -> str:
        ask_approval(request.actor, row, kind=UNMASKING.code, reason=data["reason"])
        messages.success(request, _("A second person is asked. Come back when they have answered."))
        return row.get_absolute_url()

    return _form(request, row, _("Ask a second person"), forms.AskForm, save)


@page(rule=can_search_names)
def search(request: Any) -> HttpResponse:
    """Find people by name; what is asked travels in the body, never in an address."""
    form = forms.NameSearchForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = actions.search_names(request.actor, query=form.cleaned_data["q"])
    template = "people/_found.html" if request.htmx else "people/search.html"
    context = {"title": _("Find by name"), "form": form, "found": found}
    return _unstored(render(request, template, context))


@page(model=Person)
def name_add(request: Any, pk: Any) -> HttpResponse:
    """Add a name."""
    row = queries.person_of(request.actor, pk)

    def save(data: dict[str, Any]) -> str:
        actions.add_name(request.actor, row, name=forms.told(data))
        return row.get_absolute_url()

    return _form(request, row, _("Add a name"), forms.NameForm, save)


@page(model=Person)
def contact_add(request: Any, pk: Any) -> HttpResponse:
    """Add a way to reach the person."""
    row = queries.person_of(request.actor, pk)
    return _recorded(request, row, _("Add a contact"), forms.ContactForm, actions.record_contact)


@page(model=Person)
def situation_add(request: Any, pk: Any) -> HttpResponse:
    """Add a situation."""
    row = queries.person_of(request.actor, pk)
    return _recorded(request, row, _("Add a situation"), forms.SituationForm, actions.record_situation)


@page(model=Person)
def standing(request: Any, pk: Any) -> HttpResponse:
    """Change how the person stands to us."""
    row = queries.person_of(request.actor, pk)
    initial = {"standing": row.standing}
    return _recorded(
        request, row, _("Change the standing"), forms.StandingForm, actions.change_standing, initial=initial
    )


@page(model=Person)
def relation_add(request: Any, pk: Any) -> HttpResponse:
    """Relate the person to another, named by code."""
    row = queries.person_of(request.actor, pk)

    def save(data: dict[str, Any]) -> str:
        relative = queries.person_by_code(request.actor, data["code"])
        if relative is None or relative.compartment != row.compartment:
            raise unknown_person(data["code"])
        actions.relate(request.actor, row, relative=relative, kind=data["kind"])
        return row.get_absolute_url()

    return _form(request, row, _("Add a relation"), forms.RelationForm, save)


@page(model=Person)
def consent_add(request: Any, pk: Any) -> HttpResponse:
    """Record a consent."""
    row = queries.person_of(request.actor, pk)
    return _recorded(request, row, _("Record a consent"), forms.ConsentForm, actions.record_consent)


@page(model=Consent)
def consent_revoke(request: Any, pk: Any) -> HttpResponse:
    """Take a consent back, and show what had gone out on it."""
    consent = queries.consent_of(request.actor, pk)
    form = forms.RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = actions.revoke_consent(request.actor, consent, **form.cleaned_data)
        told = {"title": _("Consent taken back"), "outcome": outcome, "panels": panels_for(request, consent)}
        return render(request, "people/revoked.html", told)
    context = {
        "title": _("Take the consent back"),
        "subtitle": _("From this moment nothing may rest on it, and every share that rests on it ends."),
        "form": form,
        "row": presenting.consent_row(request.actor, consent),
        "panels": panels_for(request, consent),
        "submit_label": _("Take back"),
        "cancel_url": consent.person.get_absolute_url(),
    }
    return render(request, "people/revoke.html", context)


def _recorded(
    request: Any, row: Person, title: str, form_class: Any, action: Callable[..., Any], **more: Any
) -> HttpResponse:
    """A form that adds something to a person and returns to the page."""

    def save(data: dict[str, Any]) -> str:
        action(request.actor, row, **data)
        return row.get_absolute_url()

    return _form(request, row, title, form_class, save, **more)


def _form(
    request: Any, row: Person, title: str, form_class: Any, save: Callable[..., Any], **more: Any
) -> HttpResponse:
    key = f"{form_class.__name__}-{row.pk}"
    where: dict[str, Any] = {"subtitle": row.code, "cancel_url": row.get_absolute_url()}
    return edit_page(request, title=title, form_class=form_class, save=save, key=key, **where, **more)
