"""Who is asking, in which language, in which colours."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from habeas.access import session_list
from habeas.access.actors import actor_for
from habeas.core import actions
from habeas.core.actors import NOBODY

Handler = Callable[[HttpRequest], HttpResponse]
THEME_COOKIE = "habeas_theme"
SEEN_EVERY_SECONDS = 300.0
MOST_SESSIONS = 10_000
NOT_KEPT = "no-store, private"
WHENCE = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT")


def actor_middleware(get_response: Handler) -> Handler:
    """Put `request.actor` in place, built anew for every request, and say that actions come from a page."""

    def handle(request: Any) -> HttpResponse:
        user = request.user
        request.actor = actor_for(user) if user.is_authenticated else NOBODY
        with actions.via("page"):
            return get_response(request)

    return handle


def confidential_middleware(get_response: Handler) -> Handler:
    """What a signed-in reader is shown stays in no cache: neither on the way nor on the disk of a shared machine."""

    def handle(request: Any) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response

    return handle


def activity_middleware(get_response: Handler) -> Handler:
    """Keep the list of an account's sessions true to some minutes, without a write for every page.

    A session is written down when it is new to this process, comes from elsewhere, or was not written for five
    minutes. A register that cannot write for the moment (a full disk) still shows its pages.
    """
    written: dict[str, tuple[float, tuple[str, ...]]] = {}

    def handle(request: Any) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            at, whence = written.get(key, (0.0, ()))
            here = tuple(request.META.get(name, "") for name in WHENCE)
            if here != whence or time.monotonic() > at + SEEN_EVERY_SECONDS:
                if len(written) > MOST_SESSIONS:
                    written.clear()
                written[key] = (time.monotonic(), here)
                _write_down(request)
        return get_response(request)

    return handle


def _write_down(request: HttpRequest) -> None:
    try:
        session_list.write_down(request)
    except OperationalError as problem:
        logging.getLogger(__name__).error("The list of sessions is not written: %s", problem)


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
