"""The page after too many failed sign-ins; the same words for every name and address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer 429 with what to do."""
    context = {
        "title": _("Too many attempts"),
        "why": _("Too many attempts to sign in came from here. Wait a quarter of an hour and try again."),
    }
    return render(request, "core/message.html", context, status=429)
