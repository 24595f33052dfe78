"""Organisations, units and roles: for everybody who signs in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from habeas.access import queries
from habeas.access.models import Organisation, Unit
from habeas.access.tables import Organisations, Roles, Units
from habeas.core.listing.views import list_page
from habeas.core.pages import detail, find, page


@page()
def organisations(request: HttpRequest) -> HttpResponse:
    """Missions, institutions and partners through time."""
    return list_page(request, Organisations)


@page()
def units(request: HttpRequest) -> HttpResponse:
    """Components, departments, centres and teams."""
    return list_page(request, Units)


@page()
def roles(request: HttpRequest) -> HttpResponse:
    """What each role may be granted, and what it carries."""
    return list_page(request, Roles)


@page(model=Organisation)
def organisation(request: HttpRequest, pk: Any) -> HttpResponse:
    """An organisation: names, those before and after, units, staff."""
    row = find(queries.organisations().select_related("parent", "host", "successor"), pk=pk)
    facts = [
        (_("Kind"), row.get_kind_display()),
        (_("Short name"), row.short_name),
        (_("Part of"), link_to(row.parent)),
        (_("Hosted by"), link_to(row.host)),
        (_("Legal basis"), row.legal_basis),
        (_("From"), _day(row.valid_from or row.established)),
        (_("Until"), _day(row.valid_to)),
        (_("What changed at its end"), row.what_changed),
        (_("Source"), source_of(row)),
    ]
    panels = [
        panel(_("Units"), "access/_tree.html", icon="building", tree=queries.unit_tree(row)),
        panel(_("Names"), "access/_names.html", names=row.names.all(), row=row),
        panel(_("Before and after"), "access/_chain.html", icon="history", column="side", bodies=chain(row)),
        panel(_("Staff and configuration"), "access/_staffing.html", rows=queries.staffing_of(row)),
        panel(_("Members"), "access/_bodies.html", column="side", bodies=row.members.all()),
        panel(_("Hosts"), "access/_bodies.html", column="side", bodies=row.hosted.all()),
    ]
    return body_page(request, row, facts, panels, [(_("Organisations"), reverse("access:organisations"))])


@page(model=Unit)
def unit(request: HttpRequest, pk: Any) -> HttpResponse:
    """A unit: what it belongs to, those before and after, what is under it, staff."""
    row = find(queries.units().select_related("organisation", "parent", "successor"), pk=pk)
    facts = [
        (_("Kind"), row.get_kind_display()),
        (_("Organisation"), link_to(row.organisation)),
        (_("Part of"), link_to(row.parent)),
        (_("Side"), row.get_side_display()),
        (_("Its director approves for"), row.area if row.is_approver else ""),
        (_("From"), _day(row.valid_from)),
        (_("Until"), _day(row.valid_to)),
        (_("What changed at its end"), row.what_changed),
        (_("Source"), source_of(row)),
    ]
    panels = [
        panel(_("Under it"), "access/_bodies.html", icon="building", bodies=row.children.all()),
        panel(_("Names"), "access/_names.html", names=row.names.all(), row=row),
        panel(_("Before and after"), "access/_chain.html", icon="history", column="side", bodies=chain(row)),
        panel(
            _("Staff and configuration"),
            "access/_staffing.html",
            rows=queries.staffing_of(row.organisation, row),
        ),
    ]
    crumbs = [(_("Units"), reverse("access:units"))]
    return body_page(request, row, facts, panels, crumbs)


def body_page(request: HttpRequest, row: Any, facts: Any, panels: Any, crumbs: Any) -> HttpResponse:
    """What the pages of organisations and units share."""
    badges = [{"label": _("invented"), "kind": "special"}] if row.invented else []
    shown = [p for p in panels if any(p.get(key) for key in ("tree", "names", "bodies", "rows"))]
    return detail(
        request,
        row,
        title=str(row),
        facts=[(label, value) for label, value in facts if value],
        badges=badges,
        panels=shown,
        breadcrumbs=[{"label": label, "url": url} for label, url in crumbs],
    )


def panel(title: str, template: str, **context: Any) -> dict[str, Any]:
    """A panel of the page."""
    return {"title": title, "template": template, **context}


def chain(row: Any) -> list[Any]:
    """Those before and after, when there are any."""
    bodies = queries.chain_of(row)
    return bodies if len(bodies) > 1 else []


def link_to(body: Any) -> str:
    """The name of another body as a link to it."""
    return format_html('<a href="{}">{}</a>', body.get_absolute_url(), body) if body else ""


def source_of(row: Any) -> str:
    """The source, with the confidence in it."""
    return f"{row.source} ({row.confidence})" if row.source and row.confidence else str(row.source)


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
