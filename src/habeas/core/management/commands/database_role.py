"""`habeas database-role`: the PostgreSQL role that serves may read and write rows, and nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection, transaction

from habeas.core import row_security

SAID = """\
The role “{role}” {done}. It may read and write rows of this database; it owns nothing, makes nothing,
and what a row is open to it follows from the reader whom each statement carries.
Serve with HABEAS_DATABASE_URL; keep HABEAS_DATABASE_OWNER_URL for `habeas migrate` alone."""
NEEDS_BOTH = (
    "name both addresses: HABEAS_DATABASE_OWNER_URL signs in as the owner of the database, HABEAS_DATABASE_URL as "
    "the role that serves (postgresql://habeas_app:PASSWORD@HOST/DATABASE)."
)


class Command(BaseCommand):
    help = "Makes the PostgreSQL role that HABEAS_DATABASE_URL signs in as; run as the owner of the database."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql" or not settings.DATABASE_ROLE:
            raise CommandError(NEEDS_BOTH, returncode=2)
        role = settings.DATABASE_ROLE
        if role == connection.settings_dict["USER"]:
            raise CommandError(f"both addresses sign in as “{role}”. {NEEDS_BOTH}", returncode=2)
        password = unquote(urlsplit(settings.DATABASE_URL).password or "")
        with transaction.atomic():
            new = row_security.make_role(connection, role, password)
            row_security.grant_to_role(connection, role)
        self.stdout.write(SAID.format(role=role, done="was made" if new else "was there and is set right"))
