"""What is tagged with a crisis, across monitoring, recommendations and activities: figures, map, line of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.coordination import actions
from habeas.coordination.crisis_page import facts_of
from habeas.coordination.models import Activity, Crisis
from habeas.coordination.queries import tagged
from habeas.core import panels
from habeas.core.actors import Actor
from habeas.core.listing.inline import map_panel, picture_panel
from habeas.core.pages import link
from habeas.core.pictures.bars import Stack, stacked_bars
from habeas.core.pictures.maps import AreaMark, area_map, shade_of
from habeas.core.pictures.picture import Picture
from habeas.core.rules import can_work
from habeas.monitoring.models import Finding, Incident, Visit
from habeas.monitoring.pictures import LIMITS, marks
from habeas.places.names import name_of
from habeas.places.queries import municipalities_of_today
from habeas.places.shapes import municipality_shapes
from habeas.recommendations.models import Recommendation

NEWEST, MONTHS, MOST = 30, 24, 2_000
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class Tagged:
    """A kind of record that is tagged: its model, its list, and the day on which it happened."""

    model: Any
    label: Any
    icon: str
    url: str
    day: str
    shown: tuple[str, ...] = ()


KINDS = {
    "visits": Tagged(Visit, gettext_lazy("visits"), "visit", "monitoring:visits", "planned_for", ("site",)),
    "incidents": Tagged(
        Incident, gettext_lazy("incidents"), "warn", "monitoring:incidents", "happened_latest"
    ),
    "findings": Tagged(Finding, gettext_lazy("findings"), "finding", "monitoring:findings", "created_at"),
    "activities": Tagged(
        Activity, gettext_lazy("activities"), "calendar", "coordination:activities", "starts_on"
    ),
}


def register_panels() -> None:
    """Figures, line of time and map on the page of a crisis."""
    panels.register(Crisis, figures_panel, order=20)
    panels.register(Crisis, months_panel, order=30)
    panels.register(Crisis, places_panel, order=40)
    panels.register(Crisis, newest_panel, order=50)


def rows_of(actor: Actor, crisis: Crisis, kind: Tagged) -> Any:
    """The records of a kind that are tagged with a crisis and that the actor may see."""
    return kind.model.objects.visible_to(actor).filter(
        pk__in=tagged(actor, crisis, kind.model._meta.label_lower)
    )


def counts(actor: Actor, crisis: Crisis) -> dict[str, int]:
    """How many records of each kind are tagged; a query a kind."""
    return {name: rows_of(actor, crisis, kind).count() for name, kind in KINDS.items()}


def figures_panel(request: Any, crisis: Crisis) -> dict[str, Any]:
    """How much of each kind is tagged; each figure leads to its list."""
    found = counts(request.actor, crisis)
    to_gather = reverse("analysis:crisis-gather", args=[crisis.pk])
    return {
        "title": _("Tagged with this crisis"),
        "template": "analysis/_counts.html",
        "rows": [(kind.label, found[name], address(kind, crisis)) for name, kind in KINDS.items()],
        "icon": "link",
        "actions": link(
            _("Gather"), to_gather, actor=request.actor, rule=can_work, target=crisis, icon="plus"
        ),
    }


def address(kind: Tagged, crisis: Crisis) -> str:
    """The list of a kind, filtered by a crisis."""
    return f"{reverse(kind.url)}?crisis={crisis.pk}"


def months_panel(request: Any, crisis: Crisis) -> dict[str, Any] | None:
    """Records by month and kind."""
    picture = by_month(request.actor, crisis)
    if picture is None:
        return None
    return picture_panel(_("Month by month"), picture, icon="chart", column="wide")


def by_month(actor: Actor, crisis: Crisis) -> Picture | None:
    """Stacked bars of the last months, one part a kind; None when nothing is tagged."""
    found: dict[str, Counter[date]] = {}
    for name, kind in KINDS.items():
        rows = rows_of(actor, crisis, kind).order_by().annotate(month=TruncMonth(kind.day)).values("month")
        told = rows.annotate(n=Count("pk")).values_list("month", "n")
        found[name] = Counter({_day(month).replace(day=1): number for month, number in told if month})
    known = sorted(set().union(*found.values()))[-MONTHS:]
    if not known:
        return None
    stacks = [
        Stack(date_format(month, "M Y"), tuple(found[name][month] for name in KINDS)) for month in known
    ]
    series = tuple(str(kind.label) for kind in KINDS.values())
    return stacked_bars(_("Records by month"), stacks, series, head=_("month"), marks=marks())


def _day(moment: Any) -> date:
    return moment.date() if hasattr(moment, "date") else moment


def places_panel(request: Any, crisis: Crisis) -> dict[str, Any] | None:
    """Where the tagged records lie."""
    picture = by_place(request.actor, crisis)
    return None if picture is None else map_panel(_("Where"), picture, icon="map")


def by_place(actor: Actor, crisis: Crisis) -> Picture | None:
    """A map of municipalities by the number of tagged visits, incidents and findings; None without any."""
    counted: Counter[str] = Counter()
    for name in ("visits", "incidents", "findings"):
        rows = rows_of(actor, crisis, KINDS[name]).order_by().values("municipality__code")
        counted.update(dict(rows.annotate(n=Count("pk")).values_list("municipality__code", "n")))
    if not counted:
        return None
    here = reverse("monitoring:incidents")
    found = {
        place.code: AreaMark(
            names=(name_of(place),),
            text=str(counted[place.code]),
            shade=shade_of(counted[place.code], LIMITS),
            url=f"{here}?crisis={crisis.pk}&municipality={place.pk}",
        )
        for place in municipalities_of_today()
    }
    legend: dict[int | None, str] = {0: _("none"), 1: "1", 2: "2–3", 3: "4–7", 4: "8–15", 5: _("16 and more")}
    head = (_("municipality"), _("number"))
    title = _("Visits, incidents and findings by municipality")
    return area_map(title, municipality_shapes(), found, legend=legend, head=head, marks=marks())


def newest_panel(request: Any, crisis: Crisis) -> dict[str, Any]:
    """What was tagged, as a line of time."""
    return {
        "title": _("What happened"),
        "template": "analysis/_newest.html",
        "entries": newest(request.actor, crisis),
        "icon": "history",
        "column": "side",
    }


def newest(actor: Actor, crisis: Crisis) -> list[dict[str, Any]]:
    """The latest tagged records of all kinds, the newest first; a query a kind."""
    found = [
        (_day(getattr(row, kind.day)), row, kind)
        for kind in KINDS.values()
        for row in rows_of(actor, crisis, kind)
        .select_related("municipality", *kind.shown)
        .order_by(f"-{kind.day}")[:NEWEST]
    ]
    found.sort(key=lambda one: (one[0], str(one[1].pk)), reverse=True)
    return [_entry(*one) for one in found[:NEWEST]]


def _entry(day: date, row: Any, kind: Tagged) -> dict[str, Any]:
    return {
        "when": date_format(day, "SHORT_DATE_FORMAT"),
        "iso": day.isoformat(),
        "title": str(row),
        "url": row.get_absolute_url(),
        "text": name_of(row.municipality) if row.municipality else "",
        "kind": "warn" if kind.model is Incident else "",
    }


def situation_page(request: Any, crisis: Any) -> dict[str, Any]:
    """The quick report on a crisis: its facts, its figures, the last fortnight, what is open; made to be printed."""
    actor, today = request.actor, timezone.localdate()
    found, lately = counts(actor, crisis), _lately(actor, crisis, today)
    months, where = by_month(actor, crisis), by_place(actor, crisis)
    calls = _calls(actor, crisis)
    return {
        "title": _("Situation: %(crisis)s") % {"crisis": crisis},
        "subtitle": _("As of %(day)s, of what you may see") % {"day": date_format(today)},
        "breadcrumbs": [
            {"label": _("Crises"), "url": reverse("coordination:crises")},
            {"label": str(crisis), "url": crisis.get_absolute_url()},
            {"label": _("Situation report")},
        ],
        "facts": [
            (_("kind of crisis"), crisis.get_kind_display()),
            *facts_of(crisis),
            *((kind.label, str(found[name])) for name, kind in KINDS.items()),
            *((label, str(number)) for label, number in calls),
        ],
        "panels": [
            {"title": _("What it is about"), "template": "coordination/_text.html", "text": crisis.about},
            *([picture_panel(_("Month by month"), months, icon="chart")] if months else []),
            *([map_panel(_("Where"), where, icon="map", column="side")] if where else []),
            {
                "title": _("The last 14 days"),
                "template": "analysis/_newest.html",
                "entries": lately,
                "icon": "history",
                "column": "side",
            },
        ],
        "notes": [] if any(found.values()) else [_("Nothing is tagged with this crisis yet.")],
    }


def _lately(actor: Actor, crisis: Crisis, today: date) -> list[dict[str, Any]]:
    since = (today - FORTNIGHT).isoformat()
    return [one for one in newest(actor, crisis) if since <= one["iso"] <= today.isoformat()]


def _calls(actor: Actor, crisis: Crisis) -> list[tuple[Any, int]]:
    """Recommendations on the tagged findings: all, and those that nobody answered in time."""
    findings = tagged(actor, crisis, Finding._meta.label_lower)
    rows = Recommendation.objects.visible_to(actor).filter(finding__in=findings)
    late = rows.filter(state="issued", deadline__lt=timezone.localdate())
    return [(_("recommendations"), rows.count()), (_("overdue recommendations"), late.count())]


class GatherForm(forms.Form):
    """Which kinds of records, of the places and the time of a crisis, are tagged with it."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("what lies in its places and its time and is not tagged"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(name, f"{KINDS[name].label} ({number})") for name, number in counts.items()]


def untagged(actor: Actor, crisis: Crisis, kind: Tagged) -> Any:
    """Records of the crisis's compartment, in its places and its time, that are not tagged with it."""
    rows = kind.model.objects.workable_by(actor).filter(compartment=crisis.compartment)
    day = f"{kind.day}__date" if kind.day.endswith("_at") else kind.day
    rows = rows.filter(**{f"{day}__gte": crisis.starts_on})
    if crisis.ends_on is not None:
        rows = rows.filter(**{f"{day}__lte": crisis.ends_on})
    places = list(crisis.places.values_list("municipality", flat=True))
    rows = rows.filter(municipality__in=places) if places else rows
    return rows.exclude(pk__in=tagged(actor, crisis, kind.model._meta.label_lower))


def untagged_counts(actor: Actor, crisis: Crisis) -> dict[str, int]:
    """How many records of each kind could be gathered; a query a kind."""
    return {name: untagged(actor, crisis, kind).count() for name, kind in KINDS.items()}


def gather(actor: Actor, crisis: Crisis, names: Iterable[str]) -> Crisis:
    """Tag what could be gathered of some kinds, the newest 2,000 of each."""
    for name in names:
        kind = KINDS[name]
        rows = untagged(actor, crisis, kind).order_by(f"-{kind.day}")[:MOST]
        actions.gather(actor, crisis, records=list(rows))
    return crisis
