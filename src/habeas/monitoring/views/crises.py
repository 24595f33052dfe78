"""Tagging visits, incidents and findings with crises."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from habeas.coordination.views.crises import tag_page
from habeas.core.pages import find, page
from habeas.monitoring import queries
from habeas.monitoring.models import Finding, Incident, Visit


@page(model=Visit)
def visit_tag(request: Any, pk: Any) -> HttpResponse:
    """Tag a visit with crises."""
    return tag_page(request, find(queries.visits(request.actor), pk=pk))


@page(model=Incident)
def incident_tag(request: Any, pk: Any) -> HttpResponse:
    """Tag an incident with crises."""
    return tag_page(request, find(queries.incident_rows(request.actor), pk=pk))


@page(model=Finding)
def finding_tag(request: Any, pk: Any) -> HttpResponse:
    """Tag a finding with crises."""
    return tag_page(request, find(queries.findings(request.actor), pk=pk))
