"""`habeas reapply-erasures`: after a restore, erase again what was erased since the backup was made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from habeas.core.vault import scrubbing
from habeas.retention.actions import reapply_erasures


class Command(BaseCommand):
    """May be run at any time; it changes nothing that is not on the list of destroyed keys."""

    help = "Apply the list of erasures to a restored database: what the backup brought back is erased again."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: Any, **options: Any) -> None:
        count = reapply_erasures()
        scrubbing.scrub()
        self.stdout.write(f"{count} records on the list of erasures: nothing of them can be read.")
