"""Pages of retention: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.access.freshness import recent_login_required
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import find, page
from habeas.core.records import Protected
from habeas.retention import actions, forms, presenting, queries, rules, tables
from habeas.retention.models import Hold


@page()
def due(request: Any) -> HttpResponse:
    """What waits for a decision."""
    return render(request, "retention/due.html", presenting.due_page(request.actor))


@page()
def categories(request: Any) -> HttpResponse:
    """The categories of the pack."""
    return list_page(request, tables.Categories)


@page()
def holds(request: Any) -> HttpResponse:
    """The list of legal holds."""
    return list_page(request, tables.Holds)


@page()
def erasures(request: Any) -> HttpResponse:
    """What was erased."""
    return list_page(request, tables.Erasures)


@page(model=Protected)
def record(request: Any, label: str, pk: Any) -> HttpResponse:
    """Everything about keeping one record."""
    row = queries.record_of(request.actor, label, pk)
    return render(request, "core/detail.html", presenting.record_page(request.actor, row))


@page(model=Protected)
def keep(request: Any, label: str, pk: Any) -> HttpResponse:
    """Keep a record longer."""
    row = queries.record_of(request.actor, label, pk)
    return _decided(request, row, _("Keep longer"), forms.KeepForm, rules.can_keep, actions.keep_record)


@page(model=Protected)
def hold(request: Any, label: str, pk: Any) -> HttpResponse:
    """Place a legal hold."""
    row = queries.record_of(request.actor, label, pk)
    return _decided(
        request, row, _("Place a legal hold"), forms.ReasonForm, rules.can_hold, actions.place_hold
    )


@page(model=Protected)
def ask(request: Any, label: str, pk: Any) -> HttpResponse:
    """Ask an owner to agree to an erasure."""
    row = queries.record_of(request.actor, label, pk)
    title = _("Ask for the erasure")
    return _decided(request, row, title, forms.ReasonForm, rules.can_erase, actions.ask_erasure)


@page(model=Protected)
@recent_login_required
def erase(request: Any, label: str, pk: Any) -> HttpResponse:
    """Erase a record for good."""
    row = queries.record_of(request.actor, label, pk)

    def save(_given: dict[str, Any]) -> str:
        actions.erase_record(request.actor, row)
        messages.success(request, _("Erased: its key is destroyed."))
        return presenting.address("record", row)

    return edit_page(
        request,
        title=_("Erase for good"),
        subtitle=str(row),
        form_class=forms.EraseForm,
        save=save,
        key=f"retention.erase:{row.pk}",
        rule=rules.can_erase,
        target=row,
        submit_label=_("Erase for good"),
        cancel_url=presenting.address("record", row),
        autosave_url="",
    )


@page(model=Hold)
def lift(request: Any, pk: Any) -> HttpResponse:
    """Lift a legal hold."""
    placed = find(queries.holds(request.actor), pk=pk)
    row = queries.record_of(request.actor, placed.model, placed.record)

    def save(given: dict[str, Any]) -> str:
        actions.lift_hold(request.actor, placed, reason=given["reason"])
        return presenting.address("record", row)

    return edit_page(
        request,
        title=_("Lift the legal hold"),
        subtitle=placed.reason,
        form_class=forms.ReasonForm,
        save=save,
        key=f"retention.lift:{placed.pk}",
        rule=rules.can_lift,
        target=placed,
        submit_label=_("Lift"),
        cancel_url=presenting.address("record", row),
    )


def _decided(request: Any, row: Any, title: str, form_class: Any, rule: Any, act: Any) -> HttpResponse:
    """A form that decides something about a record and returns to its page of decisions."""

    def save(given: dict[str, Any]) -> str:
        act(request.actor, row, **given)
        messages.success(request, _("Your decision is recorded."))
        return presenting.address("record", row)

    return edit_page(
        request,
        title=title,
        subtitle=str(row),
        form_class=form_class,
        save=save,
        key=f"{form_class.__name__}:{act.spec.code}:{row.pk}",
        rule=rule,
        target=row,
        submit_label=title,
        cancel_url=presenting.address("record", row),
    )
