"""Small numbers in what is published: a cell that could point to somebody is left out, and so is a second one."""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5
"""The smallest number that is told; nought is told as well, it says nothing about anybody."""


def suppressed(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int | None]:
    """The counts with None where a number is too small.

    A single gap could be filled in from a total, and so could several that hold less than `least` together: the
    next smallest numbers are left out until they cannot.
    """
    hidden = {row for row, count in counts.items() if 0 < count < least}
    rest = sorted(
        (row for row, count in counts.items() if count >= least), key=lambda row: (counts[row], row)
    )
    while hidden and rest and (len(hidden) < 2 or sum(counts[row] for row in hidden) < least):
        hidden.add(rest.pop(0))
    return {row: None if row in hidden else count for row, count in counts.items()}
