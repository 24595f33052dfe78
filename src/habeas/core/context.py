"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from habeas.core.navigation import sections_for


def status_note() -> str:
    """The status-neutral reference that every page, print and export carries."""
    return _(
        "References to Kosovo shall be understood in full compliance with United Nations Security Council "
        "resolution 1244 (1999)."
    )


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation, the status note, and whether the data are invented."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "nav": sections_for(request) if actor is not None and actor.is_somebody else [],
        "status_note": status_note(),
        "invented": settings.INVENTED,
        "mission_name": getattr(settings, "MISSION_NAME", "habeas"),
    }
