"""A list as a class: which rows, which columns, which filters, what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from habeas.core.actors import Actor
from habeas.core.listing.columns import Column
from habeas.core.listing.filters import FilterForm
from habeas.core.records import Protected
from habeas.core.search.entries import search


@dataclass(frozen=True)
class Mode:
    """Another way to show the rows of a list, named by `?view=key`: `template` sees what `build` makes as `shown`."""

    key: str
    label: Any
    icon: str
    template: str
    build: Callable[[Any, Any, Any], Any]


class Table:
    """Declare a list page by subclassing; `rows(actor)` must return a scoped queryset.

    `default_sort` is a field with optional minus; `select` goes to select_related; `row_url(row)` is where a row
    leads; `map_picture(rows, request)` makes a picture when the list can be a map; `modes` are further ways to show
    the same filtered rows (`build(table, rows, request)`); `identities` says that an export names people, so that a
    second person must agree to any of it.
    """

    key: ClassVar[str]
    model: ClassVar[type[models.Model]]
    title: ClassVar[Any]
    subtitle: ClassVar[Any] = ""
    columns: ClassVar[tuple[Column, ...]]
    filters: ClassVar[type[FilterForm]] = FilterForm
    searchable: ClassVar[bool] = True
    default_sort: ClassVar[str] = "-created_at"
    select: ClassVar[tuple[str, ...]] = ()
    prefetch: ClassVar[tuple[Any, ...]] = ()
    page_size: ClassVar[int] = 50
    exportable: ClassVar[bool] = True
    identities: ClassVar[bool] = False
    map_picture: ClassVar[Callable[..., Any] | None] = None
    modes: ClassVar[tuple[Mode, ...]] = ()
    empty: ClassVar[Callable[[Any], dict[str, Any]] | None] = None

    def rows(self, actor: Actor) -> Any:
        """The rows this reader may see."""
        return self.model.objects.visible_to(actor)  # type: ignore[attr-defined]

    def row_url(self, row: Any) -> str:
        """Where a row leads; empty for nowhere."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

    def actions(self, actor: Actor) -> list[dict[str, Any]]:
        """Buttons beside the title."""
        return []

    def search(self, queryset: Any, actor: Actor, text: str) -> Any:
        """Rows whose indexed words begin with the asked ones."""
        return queryset.filter(pk__in=search(actor, text, self.model).values("record"))

    def search_newest(self, queryset: Any, actor: Actor, text: str, newest: int) -> Any:
        """As `search`, among so many of the newest that match: enough for pages, not for an export."""
        if type(self).search is not Table.search:
            return self.search(queryset, actor, text)
        return queryset.filter(pk__in=search(actor, text, self.model, newest).values("record"))

    def ordered(self, queryset: Any, sort: str) -> Any:
        """Ordered by a column's sort field, the key last so that pages never overlap.

        The key runs the same way as the field, so that one index serves both directions.
        """
        return queryset.order_by(sort, "-pk" if sort.startswith("-") else "pk")

    def related(self, queryset: Any) -> Any:
        """With everything that the columns read, so that the number of queries does not grow."""
        if self.select:
            queryset = queryset.select_related(*self.select)
        return queryset.prefetch_related(*self.prefetch) if self.prefetch else queryset

    @classmethod
    def is_protected(cls) -> bool:
        return issubclass(cls.model, Protected)

    def sort_fields(self) -> dict[str, str]:
        """Column key to field."""
        return {column.key: column.sort for column in self.columns if column.sort}


TABLES: dict[str, type[Table]] = {}


def registered(table: type[Table]) -> type[Table]:
    """Make a table known by its key (saved views and exports name it)."""
    TABLES[table.key] = table
    return table
