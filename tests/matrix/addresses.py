"""Every address of the register, from the URL resolver, with rows filled in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver

from habeas.core.pages import PAGES, PageSpec
from habeas.core.records import Personal, Protected

OUTSIDE = {
    "account/": "allauth: sign-in, password, second factor, sessions of the own account; tested in tests/access",
    "families/": "public: a family asks without signing in; reads no record; tested in tests/missing/test_enquiries.py",
    "language/": "Django's language switch: sets a cookie",
}
"""Addresses that are no pages of the registry, each with the reason."""


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver."""

    route: str
    name: str
    page: PageSpec | None
    parameters: tuple[str, ...]

    @property
    def reason_outside(self) -> str:
        return next((why for prefix, why in OUTSIDE.items() if self.route.startswith(prefix)), "")


def addresses() -> list[Address]:
    """All patterns of the resolver."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, prefix: str, space: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            key = getattr(entry.callback, "page_key", "")
            parameters = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
            yield Address(route, f"{space}{entry.name}", PAGES.get(key), parameters)


def paths_for(address: Address, world: Any, turn: int = 0) -> list[str]:
    """The paths to ask: of the page of a record one for each planted row and one for a row that does not exist; of what
    is done with a record one for a row of each place; of an address for records of any kind a quarter of the kinds,
    another one at each turn (all of them with `HABEAS_MATRIX=whole`)."""
    return sorted(set(_paths(address, world, turn)))


LIST_QUESTIONS = (("get", "?q=Qz0&sort=-created_at&page=1"), ("get", "?view=map"), ("post", "?export=csv"))
"""What is asked of a list besides its first page: search and order, the map, an export."""


TURNS = 1 if os.environ.get("HABEAS_MATRIX") == "whole" else 4
"""How many people share the kinds of an address that takes any: the page is one, its queries are compared for all."""


def _paths(address: Address, world: Any, turn: int) -> Iterator[str]:
    if not address.parameters:
        yield "/" + address.route
        return
    if set(address.parameters) == {"label", "pk"}:
        yield from _of_any_kind(address, world, turn)
        return
    for key in _keys(address, world):
        path = address.route
        for name in address.parameters:
            path = re.sub(rf"<(?:\w+:)?{name}>", _value(address, name, key), path)
        yield "/" + path


def _of_any_kind(address: Address, world: Any, turn: int) -> Iterator[str]:
    """An address that takes a protected record of any kind: one planted row of each, from each place in turn."""
    planted: dict[str, list[Any]] = {}
    for (label, _), rows in world.garden.rows.items():
        planted.setdefault(label, []).append(rows[0])
    for number, (label, rows) in enumerate(sorted(planted.items())):
        if (number + turn) % TURNS:
            continue
        path = address.route.replace("<str:label>", label)
        yield "/" + re.sub(r"<uuid:pk>", str(rows[(number // TURNS) % len(rows)].pk), path)


def _value(address: Address, name: str, key: UUID) -> str:
    return str(key) if name == "pk" else {"section": "treatment", "table": "visits"}.get(name, "north")


def _keys(address: Address, world: Any) -> list[UUID]:
    model = address.page.model if address.page else None
    if model is None:
        return [uuid4()]
    if issubclass(model, (Protected, Personal)):
        places = [rows for (label, _), rows in world.garden.rows.items() if label == model._meta.label_lower]
        if not address.route.endswith("<uuid:pk>/"):
            return [rows[0].pk for rows in places]
        return [*(row.pk for rows in places for row in rows), uuid4()]
    rows = getattr(model.objects, "visible_to", lambda actor: model.objects.all())
    from habeas.core.actors import system_actor

    return [row.pk for row in rows(system_actor("set the scene of a test"))[:2]]
