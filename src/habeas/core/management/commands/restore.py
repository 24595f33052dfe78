"""`habeas restore`: bring a backup back into a new folder, compared table by table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from habeas.core.backup.restoring import Trust, restore_backup

NEXT = """Next: bring the key file {fingerprint} (master key {master}) to {folder}/keys/habeas.key
  HABEAS_DATA={folder} habeas keys recover DEPOSIT --identity FILE
then HABEAS_DATA={folder} habeas reapply-erasures   (what was erased since is erased here too)
and  HABEAS_DATA={folder} habeas verify-audit, and serve from that folder."""
POSTGRESQL = "With each of them name the restored database in HABEAS_DATABASE_URL; then habeas database-role."


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

        parser.add_argument(
            "--record-keys", type=Path, metavar="FILE", help="the newest record-keys.age (beside the backup)"
        )
        parser.add_argument(
            "--database",
            default="",
            metavar="ADDRESS",
            help="an empty PostgreSQL database, for a backup of one",
        )
        parser.add_argument(
            "--key", type=Path, metavar="FILE", help="the key file, or its deposit (this installation's own)"
        )
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="the newest audit-head.json at hand (this installation's own)",
        )
        parser.add_argument("--unsealed", action="store_true", help="do not ask who wrote the backup")
        parser.add_argument(
            "--older-keys", action="store_true", help="take record keys although newer ones exist"
        )

    def handle(self, *args: Any, file: Path, identity: Path, into: Path, **options: Any) -> None:
        folder = into.expanduser().absolute()
        shelf, database = options["record_keys"], options["database"]
        trust = Trust(options["key"], options["head"], options["unsealed"], options["older_keys"])
        manifest = restore_backup(file, identity, folder, shelf=shelf, database=database, trust=trust)
        for name, table in sorted(manifest["tables"].items()):
            if table["rows"]:
                self.stdout.write(f"  {name:<40}{table['rows']:>10} rows, equal")
        files = sum(name.startswith("files/") for name in manifest["members"])
        self.stdout.write(
            f"{len(manifest['tables'])} tables and {files} files are equal to the backup of {manifest['made_at']}."
        )
        if manifest["engine"] == "postgresql":
            self.stdout.write(POSTGRESQL)
        told = {"fingerprint": manifest["key_fingerprint"], "master": manifest["master"], "folder": folder}
        self.stdout.write(NEXT.format(**told))
