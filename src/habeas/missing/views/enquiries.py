"""Pages of families' questions for those who answer them: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination.views.recording import record
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.missing import actions, forms, rules, tables
from habeas.missing.models import EnquiryFile
from habeas.missing.presenting.families import enquiry_page, spoken
from habeas.missing.queries import cases
from habeas.missing.queries import enquiries as queries
from habeas.missing.queries.choosing import cases_meant
from habeas.people.actions import open_enquiry


@page()
def enquiries(request: Any) -> HttpResponse:
    """Questions of families."""
    return list_page(request, tables.EnquiryTable)


@page()
def enquiry_add(request: Any) -> HttpResponse:
    """Take a question that came on paper, by telephone or in person; the receipt is shown once."""
    actor = request.actor
    places = cases.workplaces(actor)
    start = {"compartment": queries.desk_among(places)}
    form = forms.IntakeForm(request.POST or None, compartments=places, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        receipt = actions.receive_question(actor, data.pop("compartment"), **data)
        return _receipt(request, receipt, _("Question taken"))
    context = {"title": _("Take a question"), "form": form}
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@page(model=EnquiryFile)
def enquiry(request: Any, pk: Any) -> HttpResponse:
    """One question."""
    row = find(queries.files(request.actor), pk=pk)
    return detail(request, row, **enquiry_page(request, row))


@page(model=EnquiryFile)
def enquiry_open(request: Any, pk: Any) -> HttpResponse:
    """Read what was asked and what was told in person, with a reason."""
    row = find(queries.files(request.actor), pk=pk)
    context: dict[str, Any] = {"title": _("Open the question"), "cancel_url": row.get_absolute_url()}
    form = forms.ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context |= {"form": form, "submit_label": _("Open")}
        return render(request, "core/form.html", context, status=422 if form.errors else 200)
    reason = form.cleaned_data["reason"]
    opened = {
        "told": open_enquiry(request.actor, row.enquiry, reason=reason),
        "tellings": actions.open_tellings(request.actor, row, reason=reason) if row.told_on else [],
    }
    return render(request, "missing/question.html", {**context, **opened, "row": row})


@page(model=EnquiryFile)
@require_POST
def enquiry_come(request: Any, pk: Any) -> HttpResponse:
    """Show the family online that the answer waits in person."""
    row = find(queries.files(request.actor), pk=pk)
    actions.ask_to_come(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=EnquiryFile)
def enquiry_consent(request: Any, pk: Any) -> HttpResponse:
    """Change how far the asker agrees, or record that the consent was taken back."""
    row = find(queries.files(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Change the consent"),
        form_class=forms.ConsentForm,
        action=actions.change_consent,
        rule=rules.can_keep,
        initial={"consent_level": row.consent_level},
    )


@page(model=EnquiryFile)
def enquiry_about(request: Any, pk: Any) -> HttpResponse:
    """Say which case the question is about."""
    row = find(queries.files(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Say whom it is about"),
        form_class=forms.AboutForm,
        action=actions.say_whom,
        rule=rules.can_say_whom,
        initial={"case": cases.cases(request.actor).filter(pk=row.case).first()},
        form_options={"cases": lambda told: cases_meant(request.actor, told)},
        template="missing/lookup_form.html",
    )


@page(model=EnquiryFile)
@require_POST
def enquiry_passphrase(request: Any, pk: Any) -> HttpResponse:
    """A new passphrase for who lost theirs; shown once."""
    row = find(queries.files(request.actor), pk=pk)
    return _receipt(request, actions.give_new_passphrase(request.actor, row), _("New passphrase"))


def _receipt(request: Any, receipt: actions.Receipt, title: str) -> HttpResponse:
    row = queries.file_of_code(request.actor, receipt.code)
    context = {
        "title": title,
        "receipt": receipt,
        "row_url": row.get_absolute_url() if row is not None else reverse("missing:enquiries"),
        "language": spoken(row.enquiry.language if row is not None else ""),
        "back": request.build_absolute_uri(reverse("families:answer")),
        "family_contact": settings.FAMILY_CONTACT,
    }
    return render(request, "missing/receipt.html", context)


@page(model=EnquiryFile)
def enquiry_verify(request: Any, pk: Any) -> HttpResponse:
    """Record that identity was verified in person."""
    row = find(queries.files(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Identity verified in person"),
        form_class=forms.VerifyForm,
        action=actions.verify_identity,
        rule=rules.can_verify,
    )


@page(model=EnquiryFile)
def enquiry_tell(request: Any, pk: Any) -> HttpResponse:
    """Record what was told in person."""
    row = find(queries.files(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Record what was told"),
        form_class=forms.TellForm,
        action=actions.tell_in_person,
        rule=rules.can_tell,
        form_options={"cases": lambda told: cases_meant(request.actor, told)},
        template="missing/lookup_form.html",
    )
