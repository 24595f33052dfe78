"""How places are laid out on their pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core.listing import Column
from habeas.core.listing.inline import known, map_panel, table_panel
from habeas.core.pages import link
from habeas.places import pictures, queries
from habeas.places.models import Municipality, Office, Settlement, Site
from habeas.places.rules import keeps_places
from habeas.places.tables import communities_of

MOST = 12


def municipality_page(request: HttpRequest, place: Municipality) -> dict[str, Any]:
    """All names, where it lies, who covers it, what is in it."""
    sites = list(queries.sites().filter(municipality=place)[:200])
    lists = reverse("places:municipalities")
    return {
        "title": str(place),
        "subtitle": place.regional_centre,
        "badges": _retired(place),
        "breadcrumbs": [{"label": _("Municipalities"), "url": lists}, {"label": str(place)}],
        "facts": _municipality_facts(place),
        "panels": [
            map_panel(_("Map"), pictures.municipality_map(place, sites), column="main", icon="map"),
            _names_panel(place),
            _coverage_panel(place),
            _settlements_panel(place),
            _sites_panel(place, sites),
        ],
    }


def _retired(row: Any) -> list[dict[str, Any]]:
    return [{"label": _("no longer in the pack"), "kind": "warn"}] if row.is_retired else []


def _municipality_facts(place: Municipality) -> list[tuple[str, Any]]:
    return known(
        [
            (_("code"), place.code),
            (_("district"), place.district),
            (_("regional centre"), place.regional_centre),
            (_("area"), _("%(area)s km²") % {"area": place.area_km2}),
            (_("established"), place.established),
            (_("code in imported data"), place.crosswalk_code),
            (_("note on the boundary"), place.boundary_note),
        ]
    )


def _names_panel(place: Municipality) -> dict[str, Any]:
    told = [
        (_("Albanian"), place.name_sq),
        (_("Albanian, definite form"), place.name_sq_definite),
        (_("Serbian in Cyrillic"), place.name_sr),
        (_("Serbian in Latin script"), place.name_sr_latn),
        (_("OSCE double name"), place.name_double_osce),
        (_("United Nations, in English"), place.name_un_english),
        (_("Other names"), "; ".join(place.others)),
    ]
    return {
        "title": _("Names"),
        "template": "places/_facts.html",
        "facts": [pair for pair in told if pair[1]],
        "column": "side",
        "icon": "book",
    }


def _coverage_panel(place: Municipality) -> dict[str, Any]:
    columns = (
        Column("unit", _("Unit")),
        Column("valid_from", _("Since"), kind="date"),
        Column("valid_to", _("Until"), kind="date"),
    )
    return table_panel(
        _("Covered by"),
        columns,
        queries.coverage_of(place),
        column="side",
        icon="people",
        nothing=_("No unit covers this municipality."),
    )


def _settlements_panel(place: Municipality) -> dict[str, Any]:
    rows = queries.settlements().filter(municipality=place)
    columns = (
        Column("name", _("Settlement"), str),
        Column("communities", _("Communities"), communities_of),
    )
    more = f"{reverse('places:settlements')}?municipality={place.pk}"
    return _counted(_("Settlements"), columns, rows, more, "building")


def _sites_panel(place: Municipality, sites: list[Site]) -> dict[str, Any]:
    columns = (Column("name", _("Site"), str), Column("kind", _("Kind"), "kind_label"))
    more = f"{reverse('places:sites')}?municipality={place.pk}"
    panel = table_panel(_("Sites"), columns, sites[:MOST], icon="building", actions=[_all(more)])
    return {**panel, "count": len(sites)}


def _counted(title: str, columns: Any, rows: Any, more: str, icon: str) -> dict[str, Any]:
    panel = table_panel(title, columns, rows[:MOST], icon=icon, actions=[_all(more)])
    return {**panel, "count": rows.count()}


def _all(url: str) -> dict[str, Any]:
    return {"label": _("All"), "url": url}


def settlement_page(request: HttpRequest, place: Settlement) -> dict[str, Any]:
    """A settlement in its municipality with its sites."""
    sites = list(queries.sites().filter(settlement=place)[:MOST])
    columns = (Column("name", _("Site"), str), Column("kind", _("Kind"), "kind_label"))
    return {
        "title": str(place),
        "subtitle": str(place.municipality),
        "badges": _invented(place),
        "breadcrumbs": [
            {"label": str(place.municipality), "url": place.municipality.get_absolute_url()},
            {"label": str(place)},
        ],
        "facts": known(
            [
                (_("municipality"), place.municipality),
                (_("regional centre"), place.region),
                (_("communities living there"), communities_of(place)),
                (_("other names"), "; ".join(place.others)),
                (_("point"), point_of(place)),
            ]
        ),
        "panels": [table_panel(_("Sites"), columns, sites, icon="building")],
    }


def _invented(row: Any) -> list[dict[str, Any]]:
    return [{"label": _("invented"), "kind": "warn"}] if row.invented else []


def point_of(row: Any) -> str:
    """Latitude and longitude as one reads them aloud; empty when unknown."""
    if isinstance(row, Site):
        return "" if row.shown_point is None else "{:.6g}, {:.6g}".format(*row.shown_point)
    return "" if row.latitude is None else f"{row.latitude.normalize():f}, {row.longitude.normalize():f}"


def site_page(request: Any, site: Site) -> dict[str, Any]:
    """A site: what it is, whose, where; visits come from the floors above."""
    keep = {"actor": request.actor, "rule": keeps_places}
    closed = [{"label": _("closed"), "kind": "quiet"}] if site.closed_on else []
    return {
        "title": str(site),
        "subtitle": f"{site.kind_label} · {site.municipality}",
        "badges": [*_invented(site), *closed],
        "breadcrumbs": [{"label": _("Sites"), "url": reverse("places:sites")}, {"label": str(site)}],
        "actions": [
            *link(_("Correct"), reverse("places:site-edit", args=[site.pk]), icon="edit", **keep),
            *link(_("Close"), reverse("places:site-close", args=[site.pk]), **keep),
        ],
        "facts": _site_facts(site),
        "panels": [
            map_panel(
                _("Map"),
                pictures.municipality_map(site.municipality, [site]),
                column="side",
                icon="map",
            )
        ],
    }


def _site_facts(site: Site) -> list[tuple[str, Any]]:
    return known(
        [
            (_("kind"), site.kind_label),
            (_("responsible authority"), site.authority),
            (_("capacity"), site.capacity),
            (_("municipality"), site.municipality),
            (_("settlement"), site.shown_settlement),
            (_("address"), site.shown_address),
            (_("point"), point_of(site)),
            (_("precision of the location"), site.get_precision_display()),
            (_("communities living there or served"), communities_of(site)),
            (_("closed on"), site.closed_on),
        ]
    )


def office_page(request: HttpRequest, office: Office) -> dict[str, Any]:
    """An office: its unit, what it covers, who works there today."""
    today = timezone.localdate()
    staff = (
        Column("user", _("Name")),
        Column("role", _("Role")),
        Column("valid_from", _("Since"), kind="date"),
    )
    covered = (
        Column("name", _("Municipality"), str),
        Column("region", _("Regional centre"), "regional_centre"),
    )
    return {
        "title": str(office),
        "subtitle": f"{office.get_kind_display()} · {office.unit}",
        "badges": _invented(office),
        "breadcrumbs": [{"label": _("Offices"), "url": reverse("places:offices")}, {"label": str(office)}],
        "facts": known(
            [
                (_("unit"), office.unit),
                (_("organisation"), office.unit.organisation),
                (_("municipality"), office.municipality),
                (_("address"), office.address),
                (_("point"), point_of(office)),
                (_("since"), office.valid_from),
                (_("until"), office.valid_to),
                (_("source"), office.source),
            ]
        ),
        "panels": [
            table_panel(_("Area covered"), covered, queries.covered_by(office.unit, today), icon="map"),
            table_panel(
                _("People working here"),
                staff,
                queries.staff_of(office, today),
                url=lambda row: "",
                column="side",
                icon="people",
            ),
        ],
    }


def place_start(request: HttpRequest) -> dict[str, Any]:
    """A new entry starts in the municipality that the address names."""
    asked = request.GET.get("municipality", "")
    found = queries.municipality_by_key(asked) if asked else None
    return {"municipality": found} if found else {}


def site_values(site: Site) -> dict[str, Any]:
    """The values of a site for its form."""
    names = (
        *("name_en", "name_sq", "name_sr", "kind", "detention_kind", "authority", "capacity"),
        *("municipality", "settlement", "address", "latitude", "longitude", "precision", "visit_every"),
    )
    values = {name: getattr(site, name) for name in names}
    return {**values, "communities": [row.community for row in site.communities.all()]}
