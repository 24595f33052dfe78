"""The cursor that sends a statement's scope ahead of it, in the same message and the same transaction.

Outside a transaction the two form one of their own, so that nothing stays on the connection. Inside one, what was
carried stays until the next statement that carries something else, or until its end.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from habeas.core import policies

CONTROL = ("SAVEPOINT", "RELEASE SAVEPOINT")
BACK = "ROLLBACK TO"


class ScopedCursor(base.Cursor):  # type: ignore[name-defined]  # the types know the one of psycopg 2
    """A client-side cursor; `connection.carried` is what this transaction carries, None when that is unsure."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        ahead = self._ahead(query)
        try:
            if not ahead:
                return super().execute(query, params, **options)
            super().execute(ahead + self._text(query), params, **options)
        except BaseException:
            self._remember(None)
            raise
        self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        """As Django's, under what this statement carries and not what the one before it did."""
        self._carry(query)
        super().executemany(query, params_seq, **options)

    def copy(self, statement: Any, *args: Any, **options: Any) -> Any:
        self._carry(statement)
        return super().copy(statement, *args, **options)

    def stream(self, query: Any, *args: Any, **options: Any) -> Any:
        self._carry(query)
        return super().stream(query, *args, **options)

    def _carry(self, query: Any) -> None:
        """Send the scope in a message of its own; outside a transaction it ends at once, and nothing is carried."""
        if ahead := self._ahead(query):
            super().execute(ahead)

    def _ahead(self, query: Any) -> str:
        """The statement to send first, empty when the connection carries already what is wanted."""
        words = query.lstrip()[:20].upper() if isinstance(query, str) else ""
        idle = self.connection.info.transaction_status == TransactionStatus.IDLE
        if words.startswith(CONTROL):
            if idle:  # a transaction begins here: what the one before carried ended with it
                self._remember(None)
            return ""
        if words.startswith(BACK):
            self._remember(None)
            return ""
        wanted = policies.wanted()
        if idle:
            self._remember(wanted)
            return "" if wanted == policies.NOTHING else wanted
        if getattr(self.connection, "carried", None) == wanted:
            return ""
        self._remember(wanted)
        return wanted

    def _remember(self, carried: str | None) -> None:
        connection: Any = self.connection
        connection.carried = carried

    def _text(self, query: Any) -> str:
        return query if isinstance(query, str) else str(query.as_string(self.connection))
