"""`habeas verify-audit`: prove that no audit row was changed, taken out or cut off."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from habeas.core import audit, trail
from habeas.core.actors import system_actor
from habeas.core.vault import datakeys

BROKEN = 1


class Command(BaseCommand):
    """Recompute the chain; the exit code is 0 when it is whole, 1 when it is broken."""

    help = "Prove that no audit row was changed or cut off."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", type=Path, metavar="FILE", help="a copy of the signed head that was kept elsewhere"
        )

        parser.add_argument(
            "--new-head",
            default="",
            metavar="REASON",
            help="sign the last row anew, when you know why the head on file is missing or another (a restored backup)",
        )

    def handle(self, *args: Any, head: Path | None, new_head: str, **options: Any) -> None:
        if head is not None and not head.is_file():
            raise CommandError(f"There is no head file at {head}.")
        datakeys.ring.check_fits()
        if new_head:
            kept = trail.sign_anew(system_actor("sign the trail anew"), new_head)
            self.stdout.write(
                f"A new head was signed; the former one is kept as {kept}." if kept else "A head was signed."
            )
        started = time.monotonic()
        verdict = audit.verify(progress=self._progress, head_file=head)
        seconds = max(time.monotonic() - started, 1e-6)
        self.stdout.write(f"{verdict.rows} rows in {seconds:.1f} s ({verdict.rows / seconds:,.0f} rows/s)")
        self.stdout.write(_about_head(head))
        for problem in verdict.problems:
            self.stdout.write(f"BROKEN  {problem}")
        self.stdout.write("The audit trail is whole." if verdict.intact else "The audit trail is broken.")
        if not verdict.intact:
            sys.exit(BROKEN)

    def _progress(self, row: int) -> None:
        self.stderr.write(f"  row {row:,}")


def _about_head(chosen: Path | None) -> str:
    path = chosen or audit.head.path
    if path.exists():
        return f"compared with the signed head in {path}"
    return f"NOT compared with a signed head: {path} is missing, so a cut end is not noticed"
