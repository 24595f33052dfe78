"""The questionnaires: every file `<code>_v<version>.py` of this folder is a published version."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache

from habeas.monitoring.questionnaires.definition import Questionnaire


@cache
def published() -> dict[tuple[str, int], Questionnaire]:
    """Every published version by code and number."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if re.fullmatch(r"[a-z_]+_v\d+", module.name):
            made = importlib.import_module(f"{__name__}.{module.name}").QUESTIONNAIRE
            if module.name != f"{made.code}_v{made.version}":
                raise ValueError(f"{module.name}.py holds {made.code} version {made.version}: rename one.")
            found[made.code, made.version] = made
    return found


def find(code: str, version: int) -> Questionnaire | None:
    """A published version; None when there is none."""
    return published().get((code, version))


def latest() -> dict[str, Questionnaire]:
    """The newest version of each questionnaire by code."""
    return {code: made for (code, _version), made in sorted(published().items())}


def newest(code: str) -> Questionnaire | None:
    """The newest version of one questionnaire."""
    return latest().get(code)
