"""What the home page says while the invented year is still being written."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from habeas.core import home
from habeas.demo import building


def register_home() -> None:
    home.contribute(still_writing, 5)


def still_writing(request: HttpRequest) -> dict[str, Any]:
    """How far the year is; nothing once it is whole, and nothing where no work is invented."""
    found = building.progress() if settings.INVENTED else None
    if found is None:
        return {}
    note = _("The invented year is still being written; each part is whole.")
    value = _("%(done)d of %(all)d") % {"done": found[0], "all": found[1]}
    return {"tiles": [{"label": _("parts written"), "value": value, "url": "", "note": note}]}
