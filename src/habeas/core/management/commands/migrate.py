"""Django's own command; an empty database is built faster."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from habeas.core.db.first_migration import is_empty, rendered_alone


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        if not is_empty(connections[options["database"]]):
            return super().handle(*args, **options)
        with rendered_alone():
            return super().handle(*args, **options)
