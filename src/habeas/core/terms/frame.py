"""What the pack says on every page: the name of the mission."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from habeas.core.packs import mission


def mission_in_the_bar(request: HttpRequest) -> dict[str, Any]:
    """The mission's name beside the mark, for those who are signed in."""
    actor = getattr(request, "actor", None)
    return {"unit_name": mission.mission_name()} if actor is not None and actor.is_somebody else {}
