"""Who is asking, in which language, in which colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from habeas.access.actors import actor_for
from habeas.core import actions
from habeas.core.actors import NOBODY

Handler = Callable[[HttpRequest], HttpResponse]
THEME_COOKIE = "habeas_theme"


def actor_middleware(get_response: Handler) -> Handler:
    """Put `request.actor` in place, built anew for every request, and say that actions come from a page."""

    def handle(request: Any) -> HttpResponse:
        user = request.user
        request.actor = actor_for(user) if user.is_authenticated else NOBODY
        with actions.via("page"):
            return get_response(request)

    return handle


def preferences_middleware(get_response: Handler) -> Handler:
    """The language of the account, else of the cookie, else of the browser, else English; the account's colours."""

    def handle(request: Any) -> HttpResponse:
        language = language_of(request)
        if request.user.is_authenticated and request.user.theme != "auto":
            request.COOKIES.setdefault(THEME_COOKIE, request.user.theme)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return handle


def language_of(request: Any) -> str:
    """The language in which to answer."""
    chosen = request.user.language if request.user.is_authenticated else ""
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
