"""The database with scoped compilers, and a cursor that carries their scope."""

from typing import Any

from django.db.backends.postgresql import base, operations

from habeas.core.db.postgresql.cursor import ScopedCursor


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "habeas.core.db.postgresql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Binding on the server takes one statement at a time, so it is not offered: the scope goes ahead."""
        params = super().get_connection_params()
        return params | {"cursor_factory": ScopedCursor}
