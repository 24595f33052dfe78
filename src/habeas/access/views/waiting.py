"""What waits for the reader: approvals, confirmations, notices; and emergency access."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.access import actions, approvals, notices, queries
from habeas.access.actions.appointments import to_confirm
from habeas.access.forms import AnswerForm, EmergencyForm
from habeas.access.freshness import recent_login_required
from habeas.access.models import AccountReset, Appointment, Approval, EmergencyAccess, Notice
from habeas.access.rules import carries_emergency
from habeas.core.editing import edit_page
from habeas.core.pages import find, link, page


@page()
def approvals_page(request: Any) -> HttpResponse:
    """Questions for the reader, and those the reader asked."""
    actor = request.actor
    waiting = [q for q in queries.approvals_waiting(actor) if actions.may_answer(actor, q)]
    context = {
        "title": _("Approvals"),
        "waiting": [(question, _label(question), queries.what_is_exported(question)) for question in waiting],
        "asked": [(question, _label(question)) for question in queries.approvals_asked(actor)[:50]],
    }
    return render(request, "access/approvals.html", context)


def _label(question: Approval) -> Any:
    kind = approvals.KINDS.get(question.kind)
    return kind.label if kind else question.kind


def _asked(question: Approval) -> str:
    said = _("Asked by %(who)s: %(reason)s") % {"who": question.asked_by, "reason": question.reason}
    return " · ".join(part for part in (queries.what_is_exported(question), said) if part)


@page(model=Approval)
def approval_answer(request: Any, pk: Any) -> HttpResponse:
    """Agree or decline."""
    question = find(queries.approvals_waiting(request.actor), pk=pk)
    agreed = "agree" in request.POST

    def save(given: dict[str, Any]) -> str:
        actions.answer_approval(request.actor, question, agreed=agreed, note=given["note"])
        messages.success(request, _("Your answer is recorded."))
        return reverse("access:approvals")

    return edit_page(
        request,
        title=_label(question),
        subtitle=_asked(question),
        form_class=AnswerForm,
        save=save,
        key="access.approval",
        record=None,
        submit_label=_("Agree"),
        submit_name="agree",
        more_buttons=[{"name": "decline", "label": _("Decline")}],
        cancel_url=reverse("access:approvals"),
        autosave_url="",
    )


@page(model=Approval)
@require_POST
def approval_withdraw(request: Any, pk: Any) -> HttpResponse:
    """Take a question back."""
    actions.withdraw_approval(request.actor, find(queries.approvals_asked(request.actor), pk=pk))
    return HttpResponseRedirect(reverse("access:approvals"))


@page()
def confirmations(request: Any) -> HttpResponse:
    """Appointments and resets that an owner must confirm, and people who wait for a code."""
    appointments = [a for a in queries.waiting_appointments() if to_confirm(request.actor, a)]
    context = {
        "title": _("Confirmations"),
        "appointments": appointments,
        "resets": queries.one_of_each(queries.resets_for(request.actor)),
        "codes": queries.waiting_for_code(request.actor),
    }
    return render(request, "access/confirmations.html", context)


@page(model=Appointment)
@require_POST
@recent_login_required
def appointment_answer(request: Any, pk: Any) -> HttpResponse:
    """Confirm or refuse an appointment."""
    made = find(queries.waiting_appointments(), pk=pk)
    answer = actions.confirm_appointment if "agree" in request.POST else actions.refuse_appointment
    answer(request.actor, made)
    return HttpResponseRedirect(reverse("access:confirmations"))


@page(model=AccountReset)
@require_POST
@recent_login_required
def reset_answer(request: Any, pk: Any) -> HttpResponse:
    """Confirm or decline a reset."""
    asked = find(queries.resets_for(request.actor), pk=pk)
    actions.answer_reset(request.actor, asked, agreed="agree" in request.POST)
    return HttpResponseRedirect(reverse("access:confirmations"))


@page()
def notices_page(request: Any) -> HttpResponse:
    """What the reader was told."""
    rows = [
        {"notice": row, "text": notices.sentence(row), "url": notices.url(row)}
        for row in queries.notices_of(request.actor)[:200]
    ]
    return render(request, "access/notices.html", {"title": _("Notices"), "rows": rows})


@page(model=Notice)
@require_POST
def notice_seen(request: Any, pk: Any) -> HttpResponse:
    """Read a notice and go where it leads."""
    notice = find(queries.notices_of(request.actor), pk=pk)
    actions.mark_seen(request.actor, notice)
    return HttpResponseRedirect(notices.url(notice) or reverse("access:notices"))


@page()
def emergencies(request: Any) -> HttpResponse:
    """Emergency accesses of the reader and of the own compartments."""
    now = timezone.now()
    rows = [(row, row.is_active(now)) for row in queries.emergencies_of(request.actor)[:100]]
    new = reverse("access:emergency-new")
    context = {
        "title": _("Emergency access"),
        "subtitle": _("Reading only, for hours, with a reason; the owners are told at once."),
        "rows": rows,
        "actions": link(
            _("Open a compartment"), new, actor=request.actor, rule=carries_emergency, danger=True
        ),
    }
    return render(request, "access/emergencies.html", context)


@page(rule=carries_emergency)
@recent_login_required
def emergency_new(request: Any) -> HttpResponse:
    """Open a compartment in an emergency."""
    offered = queries.openable_in_emergency(request.actor)

    class Form(EmergencyForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.offer(offered)

    def save(given: dict[str, Any]) -> str:
        chosen = given.pop("compartment")
        actions.open_emergency(request.actor, chosen, **given)
        messages.warning(request, _("“%(name)s” is open to you. Its owners were told.") % {"name": chosen})
        return reverse("access:emergencies")

    return edit_page(
        request,
        title=_("Open a compartment in an emergency"),
        form_class=Form,
        save=save,
        key="access.emergency",
        submit_label=_("Open it and tell the owners"),
        cancel_url=reverse("access:emergencies"),
        autosave_url="",
    )


@page(model=EmergencyAccess)
@require_POST
def emergency_close(request: Any, pk: Any) -> HttpResponse:
    """Close an emergency access before its time."""
    actions.close_emergency(request.actor, find(queries.emergencies_of(request.actor), pk=pk))
    return HttpResponseRedirect(reverse("access:emergencies"))
