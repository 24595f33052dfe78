"""Too many failed sign-ins: a name at one address at once, a name or an address as a whole much later.

Eight wrong passwords at one address lock that name there, and nowhere else: nobody shuts a colleague out by typing
the name at another place, nor an office by mistyping. Guesses that are spread over many addresses or many names end
at `SIGN_IN_LIMITS`; that wide lock spares a name where it signed in within the last month.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

KNOWN_FOR = timedelta(days=30)


class Doorkeeper(AxesDatabaseHandler):
    """Counts failures per name and address, and beside them those of the whole name and the whole address."""

    def get_failures(self, request: Any, credentials: Any = None) -> int:
        """The failures that count here; as many as lock when the name or the address is guessed at widely."""
        made = int(super().get_failures(request, credentials))
        return max(made, settings.AXES_FAILURE_LIMIT) if _is_guessed_widely(request, credentials) else made


def _is_guessed_widely(request: Any, credentials: Any) -> bool:
    name, address = name_asked(request, credentials), request.axes_ip_address
    recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
    over = {
        "name": bool(name) and _failures(recent.filter(username=name)) >= settings.SIGN_IN_LIMITS["name"],
        "address": _failures(recent.filter(ip_address=address)) >= settings.SIGN_IN_LIMITS["address"],
    }
    return any(over.values()) and not _signed_in_here(name, address)


def _failures(attempts: Any) -> int:
    return int(attempts.aggregate(made=Sum("failures_since_start"))["made"] or 0)


def _signed_in_here(name: str, address: str) -> bool:
    since = timezone.now() - KNOWN_FOR
    known = AccessLog.objects.filter(username=name, ip_address=address, attempt_time__gte=since)
    return bool(name) and known.exists()


def name_asked(request: Any, credentials: Any = None) -> str:
    """The name that somebody signs in with, in the one way in which it is counted (names know no capitals)."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().lower().replace("\0", "")[:255]


def client_address(request: HttpRequest) -> str:
    """The address of the reader, behind as many proxies as the settings trust; empty when none is told."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer 429 with what to do."""
    return render(request, "core/errors/lockout.html", status=429)
