"""`habeas backup`: write one encrypted backup."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from habeas.core.actors import system_actor
from habeas.core.backup.keyshelf import NAME
from habeas.core.backup.writing import write_backup

INCOMPLETE = 1


class Command(BaseCommand):
    """The exit code is 1 when the backup was written but a file that the database names is missing."""

    help = "Write one encrypted backup of database and files; the key file is never part of it."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--to",
            action="append",
            required=True,
            metavar="age1…",
            help="who may restore it; repeat for more",
        )

    def handle(self, *args: Any, file: Path, to: list[str], **options: Any) -> None:
        started = time.monotonic()
        manifest = write_backup(system_actor("write a backup"), file, to, self.stderr.write)
        rows = sum(table["rows"] for table in manifest["tables"].values())
        files = sum(name.startswith("files/") for name in manifest["members"])
        self.stdout.write(
            f"{file}: {len(manifest['tables'])} tables with {rows} rows, {files} files, "
            f"{file.stat().st_size:,} bytes, {time.monotonic() - started:.1f} s."
        )
        self.stdout.write("The key file is not in it: keep its deposit apart (habeas keys escrow).")
        self.stdout.write(
            f"{manifest['record_keys']} record keys: {file.parent / NAME}, which replaces every older one. "
            "Keep one copy, the newest; what is erased is gone when the older ones are."
        )
        for name in manifest["missing"]:
            self.stderr.write(f"MISSING  {name} is known to the database, but not in the file store.")
        if manifest["missing"]:
            sys.exit(INCOMPLETE)
