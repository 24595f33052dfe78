"""What the address of a list asks for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict

from habeas.core.listing.columns import Column
from habeas.core.listing.filters import FilterForm
from habeas.core.listing.paging import COUNTED, WORDED, KeyPaginator
from habeas.core.listing.tables import Table

OWN = {"q", "sort", "page", "columns", "view", "export"}


MOST_LETTERS = 200


def words_asked(asked: QueryDict) -> str:
    """The words that an address asks for; without the character NUL, which PostgreSQL keeps in no text."""
    return asked.get("q", "").replace("\0", "").strip()[:MOST_LETTERS]


class ListQuery:
    """The address read: filtered and ordered rows, shown columns, and addresses for every next step."""

    def __init__(self, table: Table, request: HttpRequest, asked: QueryDict | None = None) -> None:
        """`asked` are the parameters of another moment (an export that waited), else those of the request."""
        self.table, self.request = table, request
        self.actor = request.actor  # type: ignore[attr-defined]
        self.get = request.GET if asked is None else asked
        self.text = words_asked(self.get)
        data = self.get if any(name not in OWN for name in self.get) else {}
        self.form: FilterForm = table.filters(data, actor=self.actor)
        self.form.is_valid()  # what is in use is known from here on
        self.sort = self._sort()

    def _sort(self) -> str:
        asked = self.get.get("sort", "")
        fields = self.table.sort_fields()
        return asked if asked.lstrip("-") in fields else ""

    def _sort_field(self) -> str:
        if not self.sort:
            return self.table.default_sort
        field = self.table.sort_fields()[self.sort.lstrip("-")]
        return f"-{field}" if self.sort.startswith("-") else field

    def rows(self) -> Any:
        """The rows that the address asks for and the reader may see."""
        queryset = self.form.apply(self.table.rows(self.actor))
        if self.text and self.table.searchable:
            queryset = self.table.search(queryset, self.actor, self.text)
        return self.table.ordered(queryset, self._sort_field())

    def page(self) -> Page:
        """The asked page; a number out of range shows the nearest."""
        filtered = bool(self.form.in_use())
        if self.text and self.table.searchable and not filtered:
            return self._worded().get_page(self.get.get("page"))
        most = COUNTED if filtered else 0
        return KeyPaginator(self.table, self.rows(), most).get_page(self.get.get("page"))

    def _worded(self) -> KeyPaginator:
        """The pages of a list that a word alone narrows."""
        found = self.table.search_newest(self.table.rows(self.actor), self.actor, self.text, WORDED + 1)
        return KeyPaginator(self.table, self.table.ordered(found, self._sort_field()), WORDED)

    def columns(self) -> list[Column]:
        """The columns to show: the first always, then the chosen or the usual ones."""
        chosen = set(self.get.getlist("columns"))
        first, *rest = self.table.columns
        if not chosen:
            return [first, *(column for column in rest if not column.hidden)]
        return [first, *(column for column in rest if column.key in chosen)]

    def url(self, **changes: Any) -> str:
        """This address with other parameters; None removes one; the page starts over."""
        query: QueryDict = self.get.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def without_value(self, name: str) -> str:
        return self.url(**{name: None})

    def kept(self, *but: str) -> list[tuple[str, str]]:
        """Parameters that a form of this page carries along."""
        return [(k, v) for k, values in self.get.lists() if k not in but and k != "page" for v in values]
