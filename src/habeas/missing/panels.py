"""What the register of the missing shows on pages of the floors below, and files on its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.coordination.models import Request, Session
from habeas.core import panels
from habeas.core.files.panels import files_panel
from habeas.core.pages import link
from habeas.missing import rules
from habeas.missing.models import Association, Case, Edition, GraveSite, Identification
from habeas.missing.queries import cases, figures


def register_panels() -> None:
    """Figures on a session's page, the case on a request's, files on the register's own pages."""
    panels.register(Session, figures_panel, order=10)
    panels.register(Request, case_panel, order=10)
    for model in (Case, Edition, Identification, GraveSite, Association):
        panels.register(model, files_panel, order=80)


def figures_panel(request: HttpRequest, session: Session) -> dict[str, Any] | None:
    """The list's figures frozen for a session, or the way to freeze them."""
    actor = request.actor  # type: ignore[attr-defined]
    row = figures.frozen(actor).filter(session=session).first()
    url = reverse("missing:freeze", args=[session.pk])
    ask = _("Freeze the figures of this session? They are not changed afterwards.")
    freeze = link(
        _("Freeze the figures"),
        url,
        actor=actor,
        rule=rules.can_freeze,
        target=session,
        method="post",
        confirm=ask,
    )
    if row is None and not freeze:
        return None
    return {
        "title": _("Figures of the list"),
        "template": "missing/_figures.html",
        "row": row,
        "icon": "chart",
        "column": "wide",
        "actions": [] if row is not None else freeze,
    }


def case_panel(request: HttpRequest, row: Request) -> dict[str, Any] | None:
    """The case that a request is about."""
    if row.about_model != Case._meta.label_lower:
        return None
    case = cases.cases(request.actor).filter(pk=row.about).first()  # type: ignore[attr-defined]
    if case is None:
        return None
    line = {"title": f"{case.reference}: {case.person}", "url": case.get_absolute_url()}
    template = "coordination/_lines.html"
    return {"title": _("The case"), "template": template, "lines": [line], "icon": "case", "column": "side"}
