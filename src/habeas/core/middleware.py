"""Errors that a person reads become pages: 404 for strangers, reason and remedy for readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.core.actions import write_refused
from habeas.core.errors import HabeasError, NotVisible, Refused
from habeas.core.trouble import Trouble, trouble_of

Handler = Callable[[HttpRequest], HttpResponse]


class _Problems:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return wrong_method(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotVisible):
            return not_found(request)
        if isinstance(problem, Refused):
            return refuse(request, problem)
        if isinstance(problem, HabeasError):
            return explain(request, problem)
        trouble = trouble_of(problem)
        return None if trouble is None else cannot_write(request, trouble)


def problem_middleware(get_response: Handler) -> Any:
    """Answer habeas errors that a view let pass."""
    return _Problems(get_response)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what this reader may not know of."""
    context = {
        "title": _("Not found"),
        "why": _("There is nothing at this address, or it is not for you to see."),
        "todo": [
            _("Check the address for a missing letter."),
            _("If a colleague sent the address, ask whether it was shared with your unit."),
        ],
    }
    return render(request, "core/message.html", context, status=404)


def wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page in place of the empty answer, as when somebody reloads what a button did; the status stays."""
    context = {
        "title": _("Nothing was done"),
        "why": _("This address does something when a button is pressed; it shows no page of its own."),
        "todo": [_("Go back and press the button there.")],
    }
    page = render(request, "core/message.html", context, status=405)
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page


def refuse(request: Any, problem: Refused) -> HttpResponse:
    """What is refused, why and what to do; the attempt is written down."""
    where = request.resolver_match.view_name if request.resolver_match else ""
    try:
        write_refused(request.actor, problem, where=where)
    except Exception as failed:
        if (trouble := trouble_of(failed)) is None:
            raise
        return cannot_write(request, trouble)
    return explain(request, problem)


def explain(request: HttpRequest, problem: HabeasError) -> HttpResponse:
    """What is refused, why, and what to do."""
    refused = isinstance(problem, Refused)
    context = {
        "title": _("Not allowed") if refused else _("This cannot be done"),
        "why": problem.message,
        "todo": [problem.remedy] if problem.remedy else [],
    }
    return render(request, "core/message.html", context, status=403 if refused else 409)


def cannot_write(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The server cannot write for the moment: what that means for what was sent."""
    context = {"title": trouble.title, "why": trouble.why, "todo": [trouble.todo]}
    return render(request, "core/message.html", context, status=trouble.status)
