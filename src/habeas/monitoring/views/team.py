"""Pages of who goes along, whom the team meets, and what kept it away."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.monitoring import actions, forms, presenting, queries, rules, tables
from habeas.monitoring.models import Restriction, Visit


@page(model=Visit)
def member_add(request: Any, pk: Any) -> HttpResponse:
    """Add somebody to the team."""
    row = find(queries.visits(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.add_member(request.actor, row, **data)
        return str(row.get_absolute_url())

    return edit_page(
        request,
        title=_("Add to the team of %(visit)s") % {"visit": row},
        rule=rules.can_join,
        target=row,
        form_class=forms.MemberForm,
        save=save,
        key=f"member-of-{row.pk}",
        form_options={"colleagues": queries.team_mates(request.actor)},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Visit)
def interlocutor_add(request: Any, pk: Any) -> HttpResponse:
    """Add somebody whom the team meets."""
    row = find(queries.visits(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.add_interlocutor(request.actor, row, **data)
        return str(row.get_absolute_url())

    return edit_page(
        request,
        title=_("Whom the team meets: %(visit)s") % {"visit": row},
        rule=rules.can_join,
        target=row,
        form_class=forms.InterlocutorForm,
        save=save,
        key=f"met-at-{row.pk}",
        cancel_url=row.get_absolute_url(),
    )


@page(model=Visit)
def visit_restriction_add(request: Any, pk: Any) -> HttpResponse:
    """Log a restriction met on a visit."""
    row = find(queries.visits(request.actor), pk=pk)

    def save(data: dict[str, Any]) -> str:
        actions.log_restriction(request.actor, row, municipality=row.municipality, **data)
        return f"{row.get_absolute_url()}#restrictions"

    return edit_page(
        request,
        title=_("Restriction at %(visit)s") % {"visit": row},
        rule=rules.can_join,
        target=row,
        form_class=forms.VisitRestrictionForm,
        save=save,
        key=f"restriction-of-{row.pk}",
        initial={"happened_on": min(row.day, timezone.localdate())},
        cancel_url=row.get_absolute_url(),
    )


@page()
def restrictions(request: Any) -> HttpResponse:
    """The list of restrictions."""
    return list_page(request, tables.RestrictionTable)


@page(model=Restriction)
def restriction(request: Any, pk: Any) -> HttpResponse:
    """One restriction."""
    row = find(queries.restrictions(request.actor), pk=pk)
    return detail(request, row, **presenting.restriction_page(request, row))


@page()
def restriction_add(request: Any) -> HttpResponse:
    """Log a restriction met on the way, without a visit."""

    def save(data: dict[str, Any]) -> Any:
        return actions.log_restriction(request.actor, data.pop("compartment"), **data)

    return edit_page(
        request,
        title=_("Log a restriction"),
        form_class=forms.RestrictionForm,
        save=save,
        key="restriction",
        form_options={"compartments": queries.workplaces(request.actor)},
        initial={"happened_on": timezone.localdate()},
    )


@page(model=Restriction)
def restriction_raise(request: Any, pk: Any) -> HttpResponse:
    """Say what was done about a restriction."""
    row = find(queries.restrictions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("What was done about it: %(restriction)s") % {"restriction": row},
        rule=rules.can_raise,
        target=row,
        form_class=forms.RaisedForm,
        save=lambda data: actions.raise_restriction(request.actor, row, raised=data["raised"]),
        key=f"restriction-raised-{row.pk}",
        cancel_url=row.get_absolute_url(),
    )
