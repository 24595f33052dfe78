"""The public pages: a family asks and finds its answer again, without signing in.

Nothing here reads the register of the missing: what is shown depends on the question's own number, passphrase and
state alone, and a wrong number costs the same work as a wrong passphrase.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
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
    context: dict[str, Any] = {"title": _("Ask about a missing person"), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "missing/ask.html", context, status=422 if form.errors else 200)
    desk = system_actor("take a family's question")
    if too_many(desk, request, "ask"):
        return _wait(request)
    try:
        receipt = actions.receive_online(desk, None, language=_language(), **form.cleaned_data)
    except Invalid as problem:
        form.add_error(None, str(problem))
        return render(request, "missing/ask.html", context, status=422)
    return render(
        request, "missing/asked.html", {"title": _("Your question was received"), "receipt": receipt}
    )


@never_cache
def answer(request: Any) -> HttpResponse:
    """Show the answer of a reference number and its passphrase; the same sentence for every wrong pair."""
    form = forms.LookUpForm(request.POST or None)
    context: dict[str, Any] = {"title": _("Your answer"), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "missing/answer.html", context, status=422 if form.errors else 200)
    desk = system_actor("take a family's question")
    if too_many(desk, request, "answer", form.cleaned_data["code"]):
        return _wait(request)
    shown = actions.look_up_answer(desk, None, **form.cleaned_data)
    if shown is None:
        form.add_error(None, _("Number and passphrase do not fit. Check both, or call us."))
    return render(request, "missing/answer.html", {**context, "shown": shown}, status=200 if shown else 422)


def _wait(request: Any) -> HttpResponse:
    why = _("There were too many tries. Please wait a quarter of an hour, or call us.")
    return render(request, "missing/wait.html", {"title": _("Please wait"), "why": why}, status=429)


def _language() -> str:
    return (get_language() or "en")[:2]
