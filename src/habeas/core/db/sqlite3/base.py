"""The database with scoped compilers."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.backends.sqlite3 import base, operations
from django.utils import timezone
from django.utils.dateparse import parse_datetime

VALUES_A_STATEMENT = 8_000
"""Well under what SQLite takes (32,766); Django's 999 dates from before 2020, and each statement has its price."""

LONG = 2_000
"""Characters of a statement that names many rows; the same comes again for the next of them."""

KEPT_VALUES = 10_000
"""Keys and moments that are kept as read: the rows of a page name the same ones again and again."""


@lru_cache(maxsize=KEPT_VALUES)
def _moment(told: bytes) -> datetime | None:
    return parse_datetime(told.decode())


@lru_cache(maxsize=KEPT_VALUES)
def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    return timezone.make_aware(moment, zone)


_key = lru_cache(maxsize=KEPT_VALUES)(UUID)
base.Database.register_converter("datetime", _moment)


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "habeas.core.db.sqlite3.compiler"

    def convert_uuidfield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else _key(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(value, datetime) and settings.USE_TZ and value.tzinfo is None:
            return _in_zone(value, self.connection.timezone)
        return super().convert_datetimefield_value(value, expression, connection)

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
