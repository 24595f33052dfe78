"""What access shows on the pages of records."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import queries
from habeas.core.rules import can_share


def shares_panel(request: HttpRequest, row: Any) -> dict[str, Any] | None:
    """With whom the record is shared, and the way to share it; for those who may share."""
    actor = request.actor  # type: ignore[attr-defined]
    if row._meta.app_label == "access" or not can_share(actor, row):
        return None
    now = timezone.now()
    found = [(share, target, share.is_active(now)) for share, target in queries.shares_of_record(actor, row)]
    address = reverse("access:share-record", args=[row._meta.label_lower, row.pk])
    return {
        "title": _("Shown to others"),
        "template": "access/_shares_panel.html",
        "shares": found,
        "count": sum(active for _share, _target, active in found),
        "icon": "share",
        "column": "side",
        "actions": [{"label": _("Share"), "url": address, "icon": "share"}],
    }
