"""Pages of sites as monitoring knows them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from habeas.core.listing import list_page
from habeas.core.pages import page
from habeas.monitoring import tables


@page()
def covered_sites(request: Any) -> HttpResponse:
    """Sites with their last visit and the gap since."""
    return list_page(request, tables.CoveredSites)


@page()
def detention_places(request: Any) -> HttpResponse:
    """The register of places of deprivation of liberty."""
    return list_page(request, tables.DetentionPlaces)
