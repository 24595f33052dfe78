"""The public pages: a family asks and finds its answer again, without signing in.

Nothing here reads the register of the missing: what is shown depends on the question's own number, passphrase and
state alone, and a wrong number costs the same work as a wrong passphrase.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from habeas.core.actors import system_actor
from habeas.core.errors import Invalid
from habeas.missing import actions, forms
from habeas.missing.throttle import too_many


@never_cache
def ask(request: Any) -> HttpResponse:
    """Take a question and show reference number and passphrase once."""
    form = forms.QuestionForm(request.POST or None)
    context: dict[str, Any] = {"title": _("Ask about a missing person"), "form": form, **_desk()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "missing/ask.html", context, status=422 if form.errors else 200)
    desk = system_actor("take a family's question")
    if too_many(desk, request, "ask"):
        return _wait(request, "missing/ask.html", context)
    try:
        receipt = actions.receive_online(desk, None, language=_language(), **form.cleaned_data)
    except Invalid as problem:
        form.add_error(None, str(problem))
        return render(request, "missing/ask.html", context, status=422)
    context |= {"title": _("Your question was received"), "receipt": receipt, "back": _door(request)}
    return render(request, "missing/asked.html", context)


@never_cache
def answer(request: Any) -> HttpResponse:
    """Show the answer of a reference number and its passphrase; the same sentence for every wrong pair."""
    form = forms.LookUpForm(request.POST or None)
    context: dict[str, Any] = {"title": _("Your answer"), "form": form, **_desk()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "missing/answer.html", context, status=422 if form.errors else 200)
    desk = system_actor("take a family's question")
    if too_many(desk, request, "answer", form.cleaned_data["code"]):
        return _wait(request, "missing/answer.html", context)
    shown = actions.look_up_answer(desk, None, **form.cleaned_data)
    if shown is None:
        form.add_error(None, _("Number and passphrase do not fit. Check both, or call us."))
    return render(request, "missing/answer.html", {**context, "shown": shown}, status=200 if shown else 422)


def _wait(request: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """The form as it was written, with the reason why it waits."""
    why = _("There were too many tries. Please wait a quarter of an hour, or call us.")
    context["form"].add_error(None, why)
    return render(request, template, context, status=429)


def _desk() -> dict[str, Any]:
    return {"family_contact": settings.FAMILY_CONTACT}


def _door(request: Any) -> str:
    """The address under which the answer is found, as it is written on paper."""
    return str(request.build_absolute_uri(reverse("families:answer")))


def _language() -> str:
    return (get_language() or "en")[:2]
