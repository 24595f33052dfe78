"""Pages of consolidated persons: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.missing import actions, forms, rules, tables
from habeas.missing.models import Merge, Person
from habeas.missing.models.told import FIELDS
from habeas.missing.presenting.lists import label_of
from habeas.missing.presenting.persons import person_page
from habeas.missing.queries import cases, likelihood, matching
from habeas.missing.queries import persons as queries
from habeas.missing.queries.choosing import cases_meant, described, persons_meant
from habeas.missing.queries.likelihood import SHORTEST
from habeas.missing.values import text_of


@page()
def persons(request: Any) -> HttpResponse:
    """Consolidated persons."""
    return list_page(request, tables.PersonTable)


@page()
def person_add(request: Any) -> HttpResponse:
    """Register a person whom no list names; likely duplicates are shown while typing."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Register a person"),
        form_class=forms.PersonForm,
        save=lambda data: actions.register_person(actor, data.pop("compartment"), **data),
        key="missing-person",
        form_options={"compartments": cases.workplaces(actor)},
        template="missing/person_form.html",
    )


@page()
def likely(request: Any) -> HttpResponse:
    """Persons who may be the one being typed, of those the reader may see."""
    found = likelihood.likely_persons(request.actor, request.GET)
    return render(request, "missing/_likely.html", {"found": found})


@page()
def offered(request: Any) -> HttpResponse:
    """Persons to choose from, by number or name."""
    return _offers(request, persons_meant)


@page()
def cases_offered(request: Any) -> HttpResponse:
    """Cases to choose from, by number or the name of the person."""
    return _offers(request, cases_meant)


def _offers(request: Any, meant: Any) -> HttpResponse:
    told = next(iter(request.GET.values()), "").strip()[:100]
    found = meant(request.actor, told) if told else []
    offers = [{"reference": row.reference, "label": described(row)} for row in found]
    return render(request, "missing/_offers.html", {"offers": offers, "asked": len(told) >= SHORTEST})


@page(model=Person)
def person(request: Any, pk: Any) -> HttpResponse:
    """One person: every field with what each list says."""
    row = find(queries.every_person(request.actor), pk=pk)
    return detail(request, row, template="missing/person.html", **person_page(request, row))


@page(model=Person)
def prefer(request: Any, pk: Any, field: str) -> HttpResponse:
    """Choose the value of a field, with the reason."""
    actor = request.actor
    row = find(queries.every_person(actor), pk=pk)
    if field not in FIELDS:
        raise Http404
    entries = queries.entries(actor).filter(pk__in=[one.pk for one in queries.entries_of(actor, row)])
    return edit_page(
        request,
        title=_("Preferred value: %(field)s") % {"field": label_of(field)},
        subtitle=str(row),
        rule=rules.can_keep,
        form_class=forms.PreferForm,
        save=lambda data: actions.prefer_value(actor, row, field=field, **_chosen(data)) and row,
        key=f"prefer-{field}",
        record=row,
        form_options={"entries": entries, "field": field},
        initial={"value": text_of(row, field)},
        cancel_url=row.get_absolute_url(),
    )


def _chosen(data: dict[str, Any]) -> dict[str, Any]:
    value = data["value"] if data.get("entry") is None else None
    seen = data.get("seen_version")
    return {"entry": data.get("entry"), "value": value, "reason": data["reason"], "seen_version": seen}


@page(model=Person)
def merge(request: Any, pk: Any) -> HttpResponse:
    """Merge another person into this one."""
    actor = request.actor
    row = find(queries.every_person(actor), pk=pk)

    def others(told: str) -> list[Person]:
        return [one for one in persons_meant(actor, told, compartment=row.compartment) if one != row]

    return record(
        request,
        row,
        title=_("Merge another person"),
        form_class=forms.MergeForm,
        action=actions.merge_persons,
        rule=rules.can_keep,
        form_options={"others": others},
        template="missing/lookup_form.html",
    )


@page(model=Merge)
def unmerge(request: Any, pk: Any) -> HttpResponse:
    """Undo a merge."""
    row = find(matching.merges(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Undo the merge"),
        form_class=forms.UndoForm,
        action=actions.undo_merge,
        rule=rules.can_undo,
        home=row.kept,
    )
