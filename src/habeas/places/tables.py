"""Lists of places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.core.pages import link
from habeas.core.pictures.picture import Picture
from habeas.core.terms.fields import TermChoiceField
from habeas.places import pictures, queries
from habeas.places.choices import OfficeKind, SiteKind
from habeas.places.models import Municipality, Office, Settlement, Site
from habeas.places.rules import keeps_places


def any_of(choices: Any) -> list[tuple[str, Any]]:
    """Choices of a filter, with the empty one first."""
    return [("", _("any")), *choices]


class MunicipalityFilters(FilterForm):
    region = forms.ChoiceField(label=_("Regional centre"))
    district = forms.ChoiceField(label=_("District"))
    lookups = {"region": "regional_centre_code"}

    def prepare(self, actor: Actor) -> None:
        rows = list(queries.municipalities_of_today())
        regions = sorted({(m.regional_centre_code, m.regional_centre) for m in rows if m.regional_centre})
        self.fields["region"].choices = any_of(regions)  # type: ignore[attr-defined]
        districts = sorted({m.district for m in rows if m.district})
        self.fields["district"].choices = any_of((d, d) for d in districts)  # type: ignore[attr-defined]


def communities_of(row: Any) -> str:
    """The communities of a settlement or site, in the reader's language."""
    return ", ".join(str(community) for community in row.communities.all())


@registered
class Municipalities(Table):
    key = "municipalities"
    model = Municipality
    title = _("Municipalities")
    filters = MunicipalityFilters
    default_sort = "code"
    columns = (
        Column("name", _("Municipality"), str),
        Column("code", _("Code"), sort="code", kind="code"),
        Column("region", _("Regional centre"), "regional_centre", sort="regional_centre"),
        Column("district", _("District"), sort="district"),
        Column("area", _("Area in km²"), "area_km2", sort="area_km2", kind="number"),
        Column("settlements", _("Settlements"), "settlement_count", sort="settlement_count", kind="number"),
        Column("sites", _("Sites"), "site_count", sort="site_count", kind="number"),
        Column("name_sq", _("Albanian name"), sort="name_sq", hidden=True),
        Column("name_sr", _("Serbian name in Cyrillic"), sort="name_sr", hidden=True),
        Column("name_sr_latn", _("Serbian name in Latin script"), hidden=True),
        Column("osce", _("OSCE double name"), "name_double_osce", hidden=True),
        Column("english", _("Name in English"), "name_un_english", sort="name_un_english", hidden=True),
        Column("other", _("Other names"), "other_names", hidden=True),
        Column("established", _("Established"), hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.municipalities()

    def map_picture(self, rows: Any, request: HttpRequest) -> Picture:
        return pictures.municipalities_map(rows)


class OfMunicipality(FilterForm):
    """A filter by municipality, for every list of things in one."""

    municipality = forms.ChoiceField(label=_("Municipality"))

    def prepare(self, actor: Actor) -> None:
        places = sorted(((str(m.pk), str(m)) for m in queries.municipalities_of_today()), key=lambda p: p[1])
        self.fields["municipality"].choices = any_of(places)  # type: ignore[attr-defined]


class SettlementFilters(OfMunicipality):
    community = TermChoiceField(vocabulary="community", label=_("Community living there"))
    lookups = {"community": lambda rows, code: rows.filter(communities__community=code)}


@registered
class Settlements(Table):
    key = "settlements"
    model = Settlement
    title = _("Settlements")
    filters = SettlementFilters
    default_sort = "municipality__code"
    columns = (
        Column("name", _("Settlement"), str, sort="name_sq"),
        Column("municipality", _("Municipality"), sort="municipality__code"),
        Column("region", _("Regional centre"), "region", sort="municipality__regional_centre"),
        Column("communities", _("Communities living there"), communities_of),
        Column("other", _("Other names"), "other_names", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.settlements()

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        url = reverse("places:settlement-add")
        return link(_("Enter a settlement"), url, actor=actor, rule=keeps_places, icon="plus")


class SiteFilters(OfMunicipality):
    kind = forms.ChoiceField(label=_("Kind of site"), choices=any_of(SiteKind.choices))
    detention_kind = TermChoiceField(vocabulary="detention_place_type", label=_("Kind of detention"))
    community = TermChoiceField(vocabulary="community", label=_("Community living there"))
    authority = forms.ModelChoiceField(None, label=_("Responsible authority"), empty_label=_("any"))
    state = forms.ChoiceField(
        label=_("State"), choices=any_of([("open", _("in use")), ("closed", _("closed"))])
    )
    lookups = {
        "state": lambda rows, state: rows.filter(closed_on__isnull=state == "open"),
        "community": "communities__community",
    }

    def prepare(self, actor: Actor) -> None:
        super().prepare(actor)
        self.fields["authority"].queryset = queries.site_authorities()  # type: ignore[attr-defined]


@registered
class Sites(Table):
    key = "sites"
    model = Site
    title = _("Sites")
    filters = SiteFilters
    default_sort = "municipality__code"
    select = ("municipality", "settlement", "authority")
    columns = (
        Column("name", _("Site"), str, sort="name_en"),
        Column("kind", _("Kind"), "kind_label", sort="kind"),
        Column("municipality", _("Municipality"), sort="municipality__code"),
        Column("settlement", _("Settlement"), "shown_settlement"),
        Column("authority", _("Responsible authority")),
        Column("capacity", _("Capacity"), sort="capacity", kind="number"),
        Column("closed_on", _("Closed on"), sort="closed_on", kind="date", hidden=True),
        Column("communities", _("Communities"), communities_of, hidden=True),
        Column("address", _("Address"), "shown_address", hidden=True),
        Column("precision", _("Precision"), lambda row: row.get_precision_display(), hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.sites()

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        url = reverse("places:site-add")
        return link(_("Enter a site"), url, actor=actor, rule=keeps_places, primary=True, icon="plus")

    def map_picture(self, rows: Any, request: HttpRequest) -> Picture:
        return pictures.sites_map(self.related(rows))


class OfficeFilters(OfMunicipality):
    kind = forms.ChoiceField(label=_("Kind of office"), choices=any_of(OfficeKind.choices))


@registered
class Offices(Table):
    key = "offices"
    model = Office
    title = _("Offices")
    filters = OfficeFilters
    default_sort = "kind"
    searchable = False
    select = ("municipality", "unit__organisation")
    columns = (
        Column("name", _("Office"), str, sort="unit__code"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        Column("unit", _("Unit")),
        Column("organisation", _("Organisation"), "unit.organisation"),
        Column("municipality", _("Municipality"), sort="municipality__code"),
        Column("covered", _("Municipalities covered"), "covered_count", sort="covered_count", kind="number"),
        Column("valid_from", _("Since"), sort="valid_from", kind="date", hidden=True),
        Column("valid_to", _("Until"), sort="valid_to", kind="date", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.offices().annotate(covered_count=Count("unit__coverage", distinct=True))
