"""The names of actions in the reader's words: each app's module `deeds` names its own, by code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@cache
def deeds() -> dict[str, Any]:
    """Every action's name by its code, those of commands included, which no server process has loaded."""
    modules = [f"{app.name}.deeds" for app in apps.get_app_configs() if app.name.startswith("habeas.")]
    found: dict[str, Any] = {}
    for name in filter(find_spec, modules):
        found |= import_module(name).DEEDS
    return found


def deed_in_words(code: str) -> str:
    """What was done; the code where no action has it any more."""
    return str(deeds().get(code, code))
