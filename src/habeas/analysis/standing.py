"""The crises that go on, on the first page of whoever may know of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.coordination.models import Crisis
from habeas.coordination.queries import crises
from habeas.core.actors import Actor
from habeas.core.links import Link

MOST = 5
WEEK = timedelta(days=7)


def standing(request: HttpRequest) -> dict[str, Any]:
    """A line for each crisis that goes on; nothing when there is none."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    found = list(going_on(actor, today)[:MOST])
    if not found:
        return {}
    tagged = tags_by_crisis(actor, found, today - WEEK)
    return {"crises": [_line(one, *tagged.get(one.pk, (0, 0))) for one in found]}


def going_on(actor: Actor, today: date) -> Any:
    """The crises of a day that the actor may know of, the latest first."""
    return crises(actor).filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


def tags_by_crisis(actor: Actor, found: list[Crisis], since: date) -> dict[Any, tuple[int, int]]:
    """How many records that the actor may see are tagged with each crisis, in all and since a day; one query."""
    links = Link.objects.visible_to(actor).filter(kind="crisis", to_id__in=[one.pk for one in found])
    late = Count("pk", filter=Q(created_at__date__gte=since))
    rows = links.order_by().values("to_id").annotate(tagged=Count("pk"), late=late)
    return {row["to_id"]: (row["tagged"], row["late"]) for row in rows}


def _line(crisis: Crisis, tagged: int, late: int) -> dict[str, Any]:
    told = ngettext("%(count)d record tagged", "%(count)d records tagged", tagged) % {"count": tagged}
    week = _("%(count)d of them this week") % {"count": late} if late else ""
    return {
        "title": str(crisis),
        "text": ", ".join(part for part in (told, week) if part),
        "url": crisis.get_absolute_url(),
        "when": date_format(crisis.starts_on, "SHORT_DATE_FORMAT"),
        "icon": "warn",
    }
