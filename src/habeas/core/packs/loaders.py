"""Who loads what: apps register a loader for each part of a pack they keep.

@loader("municipalities", files=("municipalities.csv",), after=("terms",))
def municipalities(pack): ...   # reads and checks, touches no database

@municipalities.stores
def store(rows, load): ...      # `load.sync(Model, rows, key=("code",))`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from habeas.core.packs.problems import PackError, Problem

REGISTRY: dict[str, Loader] = {}


class Loader:
    """Reads one part of a pack, and stores what was read."""

    def __init__(
        self, name: str, files: tuple[str, ...], after: tuple[str, ...], read: Callable[..., Any]
    ) -> None:
        self.name, self.files, self.after, self.read = name, files, after, read
        self.store: Callable[[Any, Any], None] | None = None

    def stores(self, function: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        """Register how the rows are stored."""
        self.store = function
        return function


def loader(
    name: str, *, files: tuple[str, ...], after: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Loader]:
    """Register the function that reads `files` as the part `name` of a pack; it runs after the parts `after`."""

    def register(read: Callable[..., Any]) -> Loader:
        if name in REGISTRY:
            raise ValueError(f"The loader '{name}' is registered twice.")
        REGISTRY[name] = Loader(name, files, after, read)
        return REGISTRY[name]

    return register


def in_order(names: Iterable[str]) -> list[Loader]:
    """The loaders that a manifest names, in its order; raises PackError when one is unknown or comes too early."""
    names = list(names)
    problems = [
        Problem(
            "manifest.toml",
            _("No part of the register loads “%(name)s”.") % {"name": name},
            _("Known parts: %(names)s.") % {"names": ", ".join(sorted(REGISTRY))},
        )
        for name in names
        if name not in REGISTRY
    ]
    problems += [
        Problem(
            "manifest.toml",
            _("“%(name)s” is loaded before “%(other)s”.") % {"name": name, "other": earlier},
            _("Put it later in “order”."),
        )
        for place, name in enumerate(names)
        if name in REGISTRY
        for earlier in REGISTRY[name].after
        if earlier in names[place:]
    ]
    if problems:
        raise PackError(problems)
    return [REGISTRY[name] for name in names]
