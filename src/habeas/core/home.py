"""The home page: upper floors say what waits for the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.core.pages import page

Contributor = Callable[[HttpRequest], dict[str, Any]]
LISTS = ("next_steps", "reviews", "overdue", "changes", "tiles", "actions", "lists", "pictures")
_contributors: list[tuple[int, Contributor]] = []


def contribute(function: Contributor, order: int = 50) -> None:
    """Add to the home page: keys of `core/home.html`; lists of several apps are joined."""
    if (order, function) not in _contributors:
        _contributors.append((order, function))


@page()
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, what is overdue, where nobody was."""
    context: dict[str, Any] = {"title": _("Home")}
    for _order, contributor in sorted(_contributors, key=lambda pair: pair[0]):
        for key, value in contributor(request).items():
            context[key] = context.get(key, []) + value if key in LISTS else value
    if "actions" in context:
        context["actions"] = one_main(context["actions"])
    return render(request, "core/home.html", context)


def one_main(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same actions with at most one main button: the first that asked to be it comes first, no address twice."""
    told: dict[str, dict[str, Any]] = {}
    for action in sorted(actions, key=lambda one: not one.get("primary")):
        told.setdefault(action["url"], {**action, "primary": bool(action.get("primary")) and not told})
    return list(told.values())
