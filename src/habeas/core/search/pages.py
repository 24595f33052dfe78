"""What the search page shows."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch

from habeas.core.actors import Actor
from habeas.core.search.entries import search

MOST_A_KIND = 20
NEWEST = 2_000
"""A word that stands in more entries is looked for among the newest of them."""


def results(actor: Actor, text: str) -> list[dict[str, Any]]:
    """Found records by kind, at most twenty of each; addresses come from the models."""
    grouped: dict[str, list[Any]] = {}
    for entry in search(actor, text, newest=NEWEST).order_by("model", "-changed_at")[:200]:
        found = grouped.setdefault(entry.model, [])
        if len(found) < MOST_A_KIND:
            found.append(entry)
    return [
        {"label": apps.get_model(label)._meta.verbose_name_plural, "found": _with_urls(label, entries)}
        for label, entries in grouped.items()
    ]


def _with_urls(label: str, entries: list[Any]) -> list[dict[str, Any]]:
    model: Any = apps.get_model(label)
    return [{"title": entry.title, "url": _url(model, entry)} for entry in entries]


def _url(model: Any, entry: Any) -> str:
    try:
        return str(model(pk=entry.record).get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""
