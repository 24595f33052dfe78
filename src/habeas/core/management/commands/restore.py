"""`habeas restore`: bring a backup back into a new folder, compared table by table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from habeas.core.backup.restoring import restore_backup

NEXT = """Next: bring the key file {fingerprint} (master key {master}) to {folder}/keys/habeas.key
  HABEAS_DATA={folder} habeas keys recover DEPOSIT --identity FILE
then HABEAS_DATA={folder} habeas verify-audit, and serve from that folder."""
POSTGRESQL = "Load the database with: pg_restore --no-owner --dbname=NEW-DATABASE {folder}/database.pgdump"


class Command(BaseCommand):
    """Nothing is overwritten, and nothing stays behind when the backup is refused."""

    help = "Restore a backup into a new folder and compare every table and file with its manifest."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--identity", type=Path, required=True, help="the age identity file of a recipient"
        )
        parser.add_argument(
            "--into", type=Path, required=True, metavar="FOLDER", help="a new or empty folder"
        )

    def handle(self, *args: Any, file: Path, identity: Path, into: Path, **options: Any) -> None:
        folder = into.expanduser().absolute()
        manifest = restore_backup(file, identity, folder)
        for name, table in sorted(manifest["tables"].items()):
            if table["rows"]:
                self.stdout.write(f"  {name:<40}{table['rows']:>10} rows, equal")
        files = sum(name.startswith("files/") for name in manifest["members"])
        self.stdout.write(
            f"{len(manifest['tables'])} tables and {files} files are equal to the backup of {manifest['made_at']}."
        )
        if manifest["engine"] == "postgresql":
            self.stdout.write(POSTGRESQL.format(folder=folder))
        told = {"fingerprint": manifest["key_fingerprint"], "master": manifest["master"], "folder": folder}
        self.stdout.write(NEXT.format(**told))
