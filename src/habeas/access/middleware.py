"""Who is asking, and in which language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from habeas.access.actors import actor_for
from habeas.core import actions
from habeas.core.actors import NOBODY

Handler = Callable[[HttpRequest], HttpResponse]


def actor_middleware(get_response: Handler) -> Handler:
    """Put `request.actor` in place, built anew for every request, and say that actions come from a page."""

    def handle(request: Any) -> HttpResponse:
        user = request.user
        request.actor = actor_for(user) if user.is_authenticated else NOBODY
        with actions.via("page"):
            return get_response(request)

    return handle


def language_middleware(get_response: Handler) -> Handler:
    """The language of the cookie, else of the browser, else English."""

    def handle(request: Any) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return handle
