"""Pages of places."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from habeas.core.editing import check_seen, edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page
from habeas.places import actions, forms, presenting, queries, tables
from habeas.places.models import Municipality, Office, Settlement, Site
from habeas.places.rules import keeps_places


@page()
def municipalities(request: HttpRequest) -> HttpResponse:
    """The municipalities as a list or a map."""
    return list_page(request, tables.Municipalities)


@page(model=Municipality)
def municipality(request: HttpRequest, pk: Any) -> HttpResponse:
    """One municipality."""
    place = find(queries.all_municipalities(), pk=pk)
    return detail(request, place, **presenting.municipality_page(request, place))


@page()
def settlements(request: HttpRequest) -> HttpResponse:
    """The settlements."""
    return list_page(request, tables.Settlements)


@page(model=Settlement)
def settlement(request: HttpRequest, pk: Any) -> HttpResponse:
    """One settlement."""
    place = find(queries.settlements(), pk=pk)
    return detail(request, place, **presenting.settlement_page(request, place))


@page(rule=keeps_places)
def settlement_add(request: Any) -> HttpResponse:
    """Enter a settlement."""

    def save(values: dict[str, Any]) -> Any:
        return actions.add_settlement(request.actor, values.pop("municipality"), **values)

    return edit_page(
        request,
        title=_("Enter a settlement"),
        form_class=forms.SettlementForm,
        save=save,
        key="places.settlement",
        initial=presenting.place_start(request),
    )


@page()
def sites(request: HttpRequest) -> HttpResponse:
    """The sites as a list or a map."""
    return list_page(request, tables.Sites)


@page(model=Site)
def site(request: HttpRequest, pk: Any) -> HttpResponse:
    """One site."""
    row = find(queries.sites(), pk=pk)
    return detail(request, row, **presenting.site_page(request, row))


@page(rule=keeps_places)
def site_add(request: Any) -> HttpResponse:
    """Enter a site."""

    def save(values: dict[str, Any]) -> Any:
        return actions.register_site(request.actor, values.pop("municipality"), **values)

    return edit_page(
        request,
        title=_("Enter a site"),
        form_class=forms.SiteForm,
        save=save,
        key="places.site",
        initial=presenting.place_start(request),
    )


@page(model=Site, rule=keeps_places)
def site_edit(request: Any, pk: Any) -> HttpResponse:
    """Correct the entry of a site."""
    row = find(queries.sites(), pk=pk)

    def save(values: dict[str, Any]) -> Any:
        check_seen(row, values.pop("seen_version"))
        return actions.change_site(request.actor, row, **values)

    return edit_page(
        request,
        title=_("Correct “%(site)s”") % {"site": row},
        form_class=forms.SiteForm,
        save=save,
        key="places.site",
        record=row,
        initial=presenting.site_values(row),
    )


@page(model=Site, rule=keeps_places)
def site_close(request: Any, pk: Any) -> HttpResponse:
    """Say that a site was closed."""
    row = find(queries.sites(), pk=pk)

    def save(values: dict[str, Any]) -> Any:
        check_seen(row, values["seen_version"])
        return actions.close_site(request.actor, row, day=values["day"])

    return edit_page(
        request,
        title=_("Close “%(site)s”") % {"site": row},
        form_class=forms.CloseForm,
        save=save,
        key="places.site-close",
        record=row,
    )


@page()
def offices(request: HttpRequest) -> HttpResponse:
    """The offices."""
    return list_page(request, tables.Offices)


@page(model=Office)
def office(request: HttpRequest, pk: Any) -> HttpResponse:
    """One office."""
    row = find(queries.offices(), pk=pk)
    return detail(request, row, **presenting.office_page(request, row))
