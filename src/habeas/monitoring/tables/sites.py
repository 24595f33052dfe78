"""The list of sites as monitoring knows them, and the register of places of deprivation of liberty."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from habeas.core.actors import Actor
from habeas.core.listing import Column, Table
from habeas.core.listing.tables import registered
from habeas.core.terms.fields import TermChoiceField
from habeas.monitoring import queries
from habeas.places.choices import SiteKind
from habeas.places.models import Site
from habeas.places.pictures import sites_map
from habeas.places.tables import OfMunicipality, any_of


def told_gap(row: Any) -> str:
    """How the site stands against the expected interval, in words."""
    gap = queries.gap_of(row)
    if not gap.expected:
        return str(_("no interval set"))
    if gap.days is None:
        return str(_("never visited"))
    if not gap.late:
        return str(_("in time"))
    return ngettext("%(days)s day late", "%(days)s days late", gap.late) % {"days": gap.late}


def gap_badge(row: Any) -> str:
    """The colour of the gap: late by more than the interval itself is bad."""
    gap = queries.gap_of(row)
    if not gap.expected:
        return "quiet"
    if not gap.is_open:
        return "ok"
    return "bad" if gap.days is None or gap.late > gap.expected else "warn"


class CoveredFilters(OfMunicipality):
    """What sites are filtered by."""

    kind = forms.ChoiceField(label=_("Kind of site"), choices=any_of(SiteKind.choices))
    detention_kind = TermChoiceField(vocabulary="detention_place_type", label=_("Kind of detention"))
    community = TermChoiceField(vocabulary="community", label=_("Community living there"))
    gap = forms.ChoiceField(label=_("Visits"), choices=any_of([("due", _("due or never visited"))]))
    lookups = {
        "community": "communities__community",
        "gap": lambda rows, _told: queries.with_a_gap(rows),
    }


@registered
class CoveredSites(Table):
    """Sites with their last visit and the gap since, as far as the reader may know of visits."""

    key = "covered-sites"
    model = Site
    title = _("Coverage of sites")
    subtitle = _("When somebody was last there, against how often each type of site should be visited.")
    filters = CoveredFilters
    default_sort = "last_visit"
    select = ("municipality", "settlement", "authority")
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", _("Site"), str, sort="name_en"),
        Column("kind", _("Kind"), "kind_label", sort="kind"),
        Column("municipality", _("Municipality"), sort="municipality__code"),
        Column("last_visit", _("Last visit"), sort="last_visit", kind="date"),
        Column("visit_count", _("Visits"), sort="visit_count", kind="number"),
        Column("interval", _("Expected every … days"), lambda row: row.interval or None, kind="number"),
        Column("gap", _("Gap"), told_gap, badge=gap_badge),
        Column("last_attempt", _("Last attempt"), sort="last_attempt", kind="date", hidden=True),
        Column("visits_ahead", _("Planned"), sort="visits_ahead", kind="number", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.covered_sites(actor)

    def map_picture(self, rows: Any, request: Any) -> Any:
        return sites_map(self.related(rows))


@registered
class DetentionPlaces(CoveredSites):
    """The register of places of deprivation of liberty."""

    key = "detention-places"
    title = _("Places of deprivation of liberty")
    subtitle = _("Type, authority, capacity, address and visits of every place where people are held.")
    columns = (
        Column("name", _("Place"), str, sort="name_en"),
        Column("kind", _("Type"), "kind_label", sort="detention_kind"),
        Column("authority", _("Responsible authority")),
        Column("capacity", _("Capacity"), sort="capacity", kind="number"),
        Column("municipality", _("Municipality"), sort="municipality__code"),
        Column("address", _("Address"), "shown_address"),
        Column("last_visit", _("Last visit"), sort="last_visit", kind="date"),
        Column("visit_count", _("Visits"), sort="visit_count", kind="number"),
        Column("gap", _("Gap"), told_gap, badge=gap_badge),
    )
    default_sort = "detention_kind"

    def rows(self, actor: Actor) -> Any:
        return queries.covered_sites(actor).filter(kind=SiteKind.DETENTION)
