"""Files on the pages of sessions, requests and papers."""

from __future__ import annotations

from habeas.coordination.models import Body, Paper, Request, Session
from habeas.core import panels
from habeas.core.files.panels import files_panel


def register_panels() -> None:
    """Rules, minutes and papers may come as files."""
    for model in (Body, Session, Request, Paper):
        panels.register(model, files_panel, order=80)
