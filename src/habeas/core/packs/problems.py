"""What can be wrong with a pack, told so that the person who wrote the row can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from habeas.core.errors import Invalid

SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One fault: where it stands, what stands there, why it cannot be, and what to do."""

    file: str
    why: str
    remedy: str
    row: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(_("row %(number)d") % {"number": self.row})
        if self.column:
            place.append(_("column %(name)s") % {"name": self.column})
        said = f"“{self.value}”: {self.why}" if self.column else self.why
        return f"{', '.join(place)}: {said} {self.remedy}".strip()


class BadCell(Exception):
    """Raised while a row is read; the table collects it and goes on with the next row."""

    def __init__(self, column: str, why: str, remedy: str = "") -> None:
        super().__init__(why)
        self.column, self.why, self.remedy = column, why, remedy


class PackError(Invalid):
    """The pack does not hold; nothing of it was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(_("and %(count)d more") % {"count": len(problems) - SHOWN})
        super().__init__("\n".join(lines), remedy=_("Nothing was loaded."), code="pack")
