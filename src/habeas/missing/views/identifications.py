"""Pages of identifications: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from habeas.coordination.views.recording import record
from habeas.core.pages import detail, find, page
from habeas.missing import actions, forms, rules
from habeas.missing.models import Case, Identification
from habeas.missing.presenting.cases import identification_page
from habeas.missing.queries import cases as queries


@page(model=Case)
def add(request: Any, pk: Any) -> HttpResponse:
    """Record that remains were identified as the person of a case."""
    row = find(queries.cases(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Record an identification"),
        form_class=forms.IdentificationForm,
        action=actions.record_identification,
        rule=rules.can_work_case,
    )


@page(model=Identification)
def identification(request: Any, pk: Any) -> HttpResponse:
    """One identification: what it rests on, who signed, the hand-over, what it touches."""
    row = find(queries.identifications(request.actor), pk=pk)
    return detail(request, row, **identification_page(request, row))


def _step(request: Any, pk: Any, title: str, form: Any, action: Any, rule: Any, **more: Any) -> HttpResponse:
    row = find(queries.identifications(request.actor), pk=pk)
    return record(request, row, title=title, form_class=form, action=action, rule=rule, **more)


@page(model=Identification)
def sign(request: Any, pk: Any) -> HttpResponse:
    """Stand for an identification."""
    return _step(request, pk, _("Sign"), forms.SignForm, actions.sign_identification, rules.can_sign)


@page(model=Identification)
def hand_over(request: Any, pk: Any) -> HttpResponse:
    """Record the hand-over to the family; the case is closed."""
    title, rule = _("Record the hand-over"), rules.can_hand_over
    return _step(request, pk, title, forms.HandoverForm, actions.hand_over, rule)


@page(model=Identification)
def withdraw(request: Any, pk: Any) -> HttpResponse:
    """Withdraw an identification that was wrong; the page then tells which cases it touches."""
    rule, action = rules.can_withdraw_identification, actions.withdraw_identification
    return _step(request, pk, _("Withdraw: it was wrong"), forms.WithdrawForm, action, rule)
