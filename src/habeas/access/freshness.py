"""Signing in again before what should not happen at an unattended desk: exports, roles, resets."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import serialize_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """A way to the page that asks for the password, None when it was given a short while ago."""
    if is_fresh(request):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    where = methods[0]["url"] if methods else reverse("account_login")
    return HttpResponseRedirect(f"{where}?{urlencode({'next': suspend(request)})}")


def suspend(request: HttpRequest) -> str:
    """Keep what was sent, so that it goes on by itself; returns the address to come back to."""
    if request.method != "POST":
        return request.get_full_path()
    request.session[reauthentication.STATE_SESSION_KEY] = {"request": serialize_request(request)}
    return request.path


def is_fresh(request: HttpRequest) -> bool:
    """True when the reader signed in, or answered again, within the time of the settings."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    return bool(time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def recent_login_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view asks for the password again when it was given too long ago."""

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return ask_again(request) or view(request, *args, **kwargs)

    return guarded
