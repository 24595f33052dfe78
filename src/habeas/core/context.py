"""What every page knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from habeas.core.navigation import sections_for
from habeas.core.packs.mission import status_note

_contributors: list[Callable[[HttpRequest], dict[str, Any]]] = []


def contribute(function: Callable[[HttpRequest], dict[str, Any]]) -> Callable[[HttpRequest], dict[str, Any]]:
    """Register more context for every page (upper floors: who is signed in, notices)."""
    if function not in _contributors:
        _contributors.append(function)
    return function


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation, search, the status note, and whether the data are invented."""
    actor = getattr(request, "actor", None)
    context: dict[str, Any] = {
        "actor": actor,
        "status_note": status_note(),
        "invented": settings.INVENTED,
        "mission_name": settings.MISSION_NAME,
        "home_url": "/",
    }
    if actor is not None and actor.is_somebody:
        context |= {
            "nav": sections_for(request),
            "search_url": reverse("core:search"),
            "printed_for": actor.label,
        }
    for more in _contributors:
        context |= more(request)
    return context
