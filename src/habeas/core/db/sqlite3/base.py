"""The database with scoped compilers."""

from typing import Any

from django.db.backends.sqlite3 import base, operations

VALUES_A_STATEMENT = 8_000
"""Well under what SQLite takes (32,766); Django's 999 dates from before 2020, and each statement has its price."""


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "habeas.core.db.sqlite3.compiler"

    def bulk_batch_size(self, fields: Any, objs: Any) -> int:
        """How many rows go into one INSERT; changes of many rows, which name their key as text, stay as they were."""
        usual: int = super().bulk_batch_size(fields, objs)
        changes = len(fields) < 2 or isinstance(fields[0], str)
        return usual if changes else max(usual, VALUES_A_STATEMENT // len(fields))


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
