"""How an activity is laid out on its page and form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.coordination import rules
from habeas.coordination.choices import ActivityPart
from habeas.coordination.models import Activity
from habeas.coordination.tables import ACTIVITY_BADGES
from habeas.core.listing.inline import known
from habeas.core.pages import link


def activity_page(request: Any, activity: Activity) -> dict[str, Any]:
    """The context of an activity's page."""
    late = activity.is_late()
    state = _("overdue") if late else activity.get_state_display()
    return {
        "title": activity.title,
        "subtitle": f"{activity.reference} · {activity.get_kind_display()}",
        "badges": [{"label": state, "kind": "bad" if late else ACTIVITY_BADGES[activity.state]}],
        "breadcrumbs": [
            {"label": _("Activities"), "url": reverse("coordination:activities")},
            {"label": activity.reference},
        ],
        "actions": _actions(request.actor, activity),
        "facts": _facts(activity),
        "panels": [_text(_("Purpose"), activity.purpose), _text(_("What came of it"), activity.result)],
    }


def _actions(actor: Any, activity: Activity) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"coordination:{name}", args=[activity.pk])

    may: dict[str, Any] = {"actor": actor, "target": activity, "rule": rules.can_change_activity}
    return [
        *link(_("Carried out"), to("activity-done"), primary=True, icon="check", **may),
        *link(_("Edit"), to("activity-edit"), icon="edit", **may),
        *link(_("Cancel"), to("activity-cancel"), **may),
    ]


def _named(activity: Activity, part: str) -> str:
    return "; ".join(str(one) for one in activity.parties.all() if one.part == part)


def _facts(activity: Activity) -> list[tuple[Any, Any]]:
    took_part = [
        (_("women who took part"), activity.women),
        (_("men who took part"), activity.men),
    ]
    return known(
        [
            (_("form of training or advice"), activity.get_training_display()),
            (_("team"), activity.unit),
            (_("task of the mandate"), activity.task),
            (_("type of activity"), activity.get_type_display()),
            (_("level"), activity.get_level_display()),
            (_("municipality"), activity.municipality),
            (_("starts on"), date_format(activity.starts_on, "SHORT_DATE_FORMAT")),
            (_("ends on"), date_format(activity.ends_on, "SHORT_DATE_FORMAT")),
            (_("whom it is for"), _named(activity, ActivityPart.ADDRESSED)),
            (_("partners"), _named(activity, ActivityPart.PARTNER)),
            *((label, str(count)) for label, count in took_part if count is not None),
        ]
    )


def _text(title: str, text: str) -> dict[str, Any] | None:
    return {"title": title, "template": "coordination/_text.html", "text": text} if text else None


def activity_values(activity: Activity) -> dict[str, Any]:
    """The values of an activity for its form."""
    names = "kind training title purpose level unit task municipality starts_on ends_on type"
    values: dict[str, Any] = {name: getattr(activity, name) for name in names.split()}
    for name, part in (("addressed", ActivityPart.ADDRESSED), ("partners", ActivityPart.PARTNER)):
        values[name] = [one.organisation_id for one in activity.parties.all() if one.part == part]
    return values
