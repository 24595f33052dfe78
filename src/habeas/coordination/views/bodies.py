"""Pages of bodies and their parties: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.coordination import actions, forms, presenting, queries, rules, tables
from habeas.coordination.models import Body, Party
from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page


@page()
def bodies(request: Any) -> HttpResponse:
    """The list of bodies."""
    return list_page(request, tables.BodyTable)


@page()
def body_add(request: Any) -> HttpResponse:
    """Register a body."""
    actor = request.actor
    return edit_page(
        request,
        title=_("Register a body"),
        form_class=forms.BodyForm,
        save=lambda data: actions.found_body(actor, data.pop("compartment"), **data),
        key="body",
        form_options={"compartments": queries.workplaces(actor)},
    )


@page(model=Body)
def body(request: Any, pk: Any) -> HttpResponse:
    """One body: names, rules, parties, sessions."""
    row = find(queries.body_whole(request.actor), pk=pk)
    return detail(request, row, **presenting.body_page(request, row))


@page(model=Body)
def name_add(request: Any, pk: Any) -> HttpResponse:
    """Add a name of a body."""
    row = find(queries.bodies(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Add a name"),
        form_class=forms.NameForm,
        action=actions.add_name,
        rule=rules.can_chair,
    )


@page(model=Body)
def rules_add(request: Any, pk: Any) -> HttpResponse:
    """Record rules of procedure."""
    row = find(queries.bodies(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Adopt rules"),
        form_class=forms.RulesForm,
        action=actions.adopt_rules,
        rule=rules.can_chair,
    )


@page(model=Body)
def party_add(request: Any, pk: Any) -> HttpResponse:
    """Seat a party."""
    row = find(queries.bodies(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Seat a party"),
        form_class=forms.PartyForm,
        action=actions.seat_party,
        rule=rules.can_chair,
    )


@page(model=Party)
def contact_add(request: Any, pk: Any) -> HttpResponse:
    """Add a contact of a party."""
    row = find(queries.parties(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Add a contact"),
        form_class=forms.ContactForm,
        action=actions.add_contact,
        rule=rules.can_chair,
        home=row.body,
    )


@page(model=Party)
def contacts(request: Any, pk: Any) -> HttpResponse:
    """How to reach a party; written down."""
    row = find(queries.parties(request.actor), pk=pk)
    rows = actions.open_contacts(request.actor, row)
    title = _("Contacts of %(party)s") % {"party": row}
    return render(request, "coordination/contacts.html", {"title": title, "rows": rows})
