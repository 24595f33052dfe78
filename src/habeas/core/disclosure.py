"""Small numbers in what is shown to many: a cell that could point to somebody is left out, and so is a second one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

Key = TypeVar("Key")
LEAST = 5
"""The smallest number that is told; nought is told as well, it says nothing about anybody."""


def suppressed(
    cells: Mapping[Key, int],
    *,
    least: int = LEAST,
    total_shown: bool = True,
    persons: Mapping[Key, int] | None = None,
) -> dict[Key, int | None]:
    """The cells with None where a number lies between nought and `least`.

    When the total stands beside the cells, a single gap could be filled in from it, and several could be if they hold
    little together: each holds one at least, since nought is told. The next smallest are left out until any of the gaps
    could hold `least` for all that is known. Cells that count something else than people, such as attendances, are
    judged by the `persons` behind each.
    """
    heads = cells if persons is None else persons
    hidden = {key for key, count in heads.items() if 0 < count < least}
    rest = sorted((count, str(key), key) for key, count in heads.items() if count >= least)
    while total_shown and rest and betrayed([heads[key] for key in hidden], least=least):
        hidden.add(rest.pop(0)[2])
    return {key: None if key in hidden else count for key, count in cells.items()}


def betrayed(hidden: Collection[int], *, least: int = LEAST) -> bool:
    """Whether their sum gives numbers of people away that are not told: a single one, or several known to be small."""
    return bool(hidden) and (len(hidden) < 2 or sum(hidden) - len(hidden) + 1 < least)
