"""What access adds to every page: who is signed in, notices, the reader's menu."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.access import queries


def page(request: Any) -> dict[str, Any]:
    """The name of the reader, the number of notices not seen yet, the links of the reader's menu."""
    actor, user = getattr(request, "actor", None), getattr(request, "user", None)
    if actor is None or not actor.is_somebody or user is None or not user.is_authenticated:
        return {}
    return {
        "user_name": str(user),
        "user_links": [
            {"label": _("Your account"), "url": reverse("access:account"), "icon": "person"},
            {"label": _("Your drafts"), "url": reverse("core:drafts"), "icon": "edit"},
            {"label": _("Sign out"), "url": reverse("account_logout"), "icon": "exit", "method": "post"},
        ],
        "notices_url": reverse("access:notices"),
        "notices_count": queries.unseen_notices(actor),
    }
