"""Panels: an upper floor shows itself on a lower floor's page without the lower floor knowing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest

from habeas.core.records import Protected

Panel = Callable[[HttpRequest, Any], dict[str, Any] | None]
_panels: dict[type[models.Model], list[tuple[int, Panel]]] = defaultdict(list)
_everywhere: list[tuple[int, Panel]] = []


def register(model: type[models.Model], panel: Panel, order: int = 50) -> None:
    """Show `panel(request, row)` on the page of `model`; it returns None when it has nothing to say.

    Keys of the answer: title, template or html, and optionally column ("side"), count, icon, actions, flush.
    """
    if (order, panel) not in _panels[model]:
        _panels[model].append((order, panel))


def register_everywhere(panel: Panel, order: int = 50) -> None:
    """Show a panel on the page of every protected record."""
    if (order, panel) not in _everywhere:
        _everywhere.append((order, panel))


def panels_for(request: HttpRequest, row: models.Model) -> list[dict[str, Any]]:
    """The panels of a row's page, in order."""
    common = _everywhere if isinstance(row, Protected) else []
    ordered = sorted([*_panels[type(row)], *common], key=lambda pair: pair[0])
    return [shown for _order, panel in ordered if (shown := panel(request, row))]
