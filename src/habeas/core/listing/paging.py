"""Pages of long lists: the keys come first, from an index alone; then the rows of these keys, with all they show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from habeas.core.listing.tables import Table

COUNTED = 10_000
"""How far the rows of a filtered list are counted; a list that nothing narrows is counted whole."""
WORDED = 1_000
"""How many of the newest matches of a word alone can be paged to."""


class Rows:
    """The rows of one page, read when somebody looks at them."""

    def __init__(self, paginator: KeyPaginator, bottom: int, top: int) -> None:
        self.paginator, self.bottom, self.top = paginator, bottom, top

    @cached_property
    def found(self) -> list[Any]:
        return self.paginator.read(self.bottom, self.top)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


class KeyPaginator(Paginator):
    """Pages of `rows` as `table` relates them, counted up to `most` (0: all)."""

    object_list: Any

    def __init__(self, table: Table, rows: Any, most: int = 0) -> None:
        super().__init__(rows, table.page_size)
        self.table, self.most = table, most

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        rows = rows.order_by()
        found: int = rows.values("pk")[: self.most + 1].count() if self.most else rows.count()
        return found

    @cached_property
    def count(self) -> int:
        """The rows that can be paged to."""
        return min(self._counted, self.most) if self.most else self._counted

    @property
    def has_more(self) -> bool:
        """There are more rows than are counted."""
        return self._counted > self.count

    def page(self, number: Any) -> Any:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        rows: Any = Rows(self, bottom, min(bottom + self.per_page, self.count))
        return Page(rows, number, self)

    def read(self, bottom: int, top: int) -> list[Any]:
        """The rows from `bottom` to `top`; a short list at once, a long one by its keys."""
        rows: Any = self.object_list
        if self.count <= self.per_page:
            return list(self.table.related(rows)[bottom:top])
        keys = self._keys(rows, bottom, top)
        found = {row.pk: row for row in self.table.related(rows.filter(pk__in=keys))}
        return [found[key] for key in keys if key in found]

    def _keys(self, rows: Any, bottom: int, top: int) -> list[Any]:
        """The keys in order, counted from the nearer end."""
        if self.has_more or bottom <= self.count // 2:
            return list(rows.values_list("pk", flat=True)[bottom:top])
        backwards = rows.reverse().values_list("pk", flat=True)[self.count - top : self.count - bottom]
        return list(backwards)[::-1]
