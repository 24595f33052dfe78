"""Two ways to see how much the answer hangs on single lists.

Leaving a list out shows who carries the estimate. Within a list the truth is known: the other lists'
view of its members is taken as a table of its own, and the estimate compared with the size of the list.
"""

from __future__ import annotations

from dataclasses import dataclass

from habeas.science.recapture.search import candidate_models
from habeas.science.recapture.tables import DENSE_LISTS, CaptureTable


@dataclass(frozen=True)
class ListCheck:
    """One list. `without`: N by best BIC when it is left out. `size`: its members; `found`: their number
    as estimated from the other lists. None where there is no finite estimate or too few lists.
    """

    name: str
    without: float | None
    size: int
    found: float | None

    @property
    def error(self) -> float | None:
        """Relative error within the list, −0.4 for 40 % too few."""
        return None if self.found is None or not self.size else self.found / self.size - 1


def best_total(table: CaptureTable) -> float | None:
    """N of the model with the least BIC; None for fewer than two lists or persons on them, or without an estimate."""
    if table.size < 2 or table.size > DENSE_LISTS or table.n == 0:
        return None
    best = candidate_models(table).best("bic")
    return best.total if best else None


def check_lists(table: CaptureTable) -> tuple[ListCheck, ...]:
    """Both checks for every list; with two lists there is nothing to check."""
    if table.size < 3:
        return ()
    sizes = table.on_list()
    return tuple(
        ListCheck(
            name=name,
            without=best_total(table.without_list(index)),
            size=int(sizes[index]),
            found=best_total(table.within_list(index)),
        )
        for index, name in enumerate(table.lists)
    )
