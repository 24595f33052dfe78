"""The database with scoped compilers."""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations

VALUES_A_STATEMENT = 8_000
"""Well under what SQLite takes (32,766); Django's 999 dates from before 2020, and each statement has its price."""

LONG = 2_000
"""Characters of a statement that names many rows; the same comes again for the next of them."""


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "habeas.core.db.sqlite3.compiler"

    def bulk_batch_size(self, fields: Any, objs: Any) -> int:
        """How many rows go into one INSERT; changes of many rows, which name their key as text, stay as they were."""
        usual: int = super().bulk_batch_size(fields, objs)
        changes = len(fields) < 2 or isinstance(fields[0], str)
        return usual if changes else max(usual, VALUES_A_STATEMENT // len(fields))


class Cursor(base.SQLiteCursorWrapper):
    """As Django's; the text of a statement for many rows is made ready once, not at each execution."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None and len(query) > LONG:
            return _converted(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


@lru_cache(maxsize=32)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor
