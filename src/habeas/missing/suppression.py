"""Small numbers are not shown, nor can they be worked out from what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")
THRESHOLD = 5


def suppressed(
    cells: Mapping[Key, int], *, threshold: int = THRESHOLD, total_shown: bool = True
) -> dict[Key, int | None]:
    """The cells with small ones (1 to threshold-1) as None.

    When the total stands beside the cells, one hidden cell could be worked out from the others: a second one, the
    smallest of those above zero, is hidden with it; also when the hidden ones together are below the threshold.
    """
    hidden = {key for key, value in cells.items() if 0 < value < threshold}
    if total_shown and hidden:
        rest = sorted((value, str(key), key) for key, value in cells.items() if value and key not in hidden)
        while rest and (len(hidden) == 1 or sum(cells[key] for key in hidden) < threshold):
            hidden.add(rest.pop(0)[2])
    return {key: None if key in hidden else value for key, value in cells.items()}


def shown(value: int | None) -> str:
    """A cell as it is read."""
    return "·" if value is None else f"{value:,}"
