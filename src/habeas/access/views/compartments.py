"""Compartments: who holds what in them; owners give and end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import actions, queries
from habeas.access.forms import CompartmentForm, GrantForm, ReasonForm
from habeas.access.freshness import recent_login_required
from habeas.access.models import Compartment, Grant, Share
from habeas.access.rules import creates_compartments
from habeas.core.editing import edit_page
from habeas.core.pages import find, link, page
from habeas.core.rules import can_own


@page()
def compartments(request: Any) -> HttpResponse:
    """The compartments that the reader holds something in."""
    actor = request.actor
    rows = [(row, queries.verbs_in(actor, row)) for row in queries.compartments_of(actor)]
    new = reverse("access:compartment-new")
    context = {
        "title": _("Compartments"),
        "subtitle": _("Each is a wall: who is not in it does not even learn that it exists."),
        "rows": rows,
        "actions": link(_("New compartment"), new, actor=actor, rule=creates_compartments, icon="plus"),
    }
    return render(request, "access/compartments.html", context)


@page(model=Compartment)
def compartment(request: Any, pk: Any) -> HttpResponse:
    """One compartment: its grants and shares for its owners, the own grants for others."""
    actor = request.actor
    row = find(queries.compartments_of(actor), pk=pk)
    owns = can_own(actor, row)
    now = timezone.now()
    context = {
        "title": str(row),
        "row": row,
        "owns": owns,
        "verbs": queries.verbs_in(actor, row),
        "grants": [(given, given.is_active(now)) for given in queries.grants_of(actor, row)],
        "shares": [(share, share.is_active(now)) for share in queries.shares_of(actor, row)] if owns else [],
        "emergencies": queries.emergencies_of(actor).filter(compartment=row)[:20] if owns else [],
        "breadcrumbs": [{"label": _("Compartments"), "url": reverse("access:compartments")}],
    }
    return render(request, "access/compartment.html", context)


@page(rule=creates_compartments)
@recent_login_required
def compartment_new(request: Any) -> HttpResponse:
    """Make a compartment."""
    homes = queries.organisations().filter(pk__in=request.actor.organisations)

    class Form(CompartmentForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.offer(homes, queries.possible_owners(homes))

    def save(given: dict[str, Any]) -> str:
        made = actions.create_compartment(request.actor, None, **given)
        messages.success(request, _("The compartment is made."))
        reachable = given["owner"].pk == request.actor.id
        return reverse("access:compartment", args=[made.pk]) if reachable else reverse("access:compartments")

    return edit_page(
        request,
        title=_("New compartment"),
        form_class=Form,
        save=save,
        key="access.compartment",
        autosave_url="",
        cancel_url=reverse("access:compartments"),
    )


@page(model=Compartment)
@recent_login_required
def grant_new(request: Any, pk: Any) -> HttpResponse:
    """Let somebody in."""
    row = find(queries.owned_by(request.actor), pk=pk)
    return _form(
        request,
        row,
        _("Let somebody in"),
        GrantForm,
        lambda given: actions.grant(request.actor, row, **given),
    )


@page(model=Grant)
@recent_login_required
def grant_end(request: Any, pk: Any) -> HttpResponse:
    """End a grant."""
    given = find(queries.grants_owned_by(request.actor), pk=pk)
    return _form(
        request,
        given.compartment,
        _("End the access of %(who)s") % {"who": given.user or given.unit},
        ReasonForm,
        lambda told: actions.end_grant(request.actor, given, **told),
    )


@page(model=Share)
@recent_login_required
def share_end(request: Any, pk: Any) -> HttpResponse:
    """End a share."""
    share = find(queries.shares_shared_by(request.actor), pk=pk)
    return _form(
        request,
        share.source,
        _("End the share"),
        ReasonForm,
        lambda told: actions.end_share(request.actor, share, **told),
    )


@page(model=Compartment)
@recent_login_required
def compartment_close(request: Any, pk: Any) -> HttpResponse:
    """Close a compartment."""
    row = find(queries.owned_by(request.actor), pk=pk)
    return _form(
        request,
        row,
        _("Close the compartment"),
        ReasonForm,
        lambda told: actions.close_compartment(request.actor, row, **told),
    )


def _form(request: HttpRequest, row: Compartment, title: str, form_class: Any, act: Any) -> HttpResponse:
    """A form about one compartment that leads back to it."""
    back = reverse("access:compartment", args=[row.pk])

    def save(given: dict[str, Any]) -> str:
        act(given)
        messages.success(request, _("Done."))
        return back

    return edit_page(
        request,
        title=title,
        subtitle=str(row),
        form_class=form_class,
        save=save,
        key=f"access.compartment.{form_class.__name__}.{row.pk}",
        cancel_url=back,
        autosave_url="",
    )
