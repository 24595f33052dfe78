"""Loads or renews a pack of places, mandate and terms."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from habeas.core.actors import system_actor
from habeas.core.packs.loading import load_pack, read_pack
from habeas.core.packs.manifest import folder_of, seal, shipped_packs


class Command(BaseCommand):
    help = "Loads or renews a pack of places, mandate and terms; what it no longer names is retired, not deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        names = ", ".join(shipped_packs())
        parser.add_argument("pack", help=f"a pack that comes with habeas ({names}) or the path of a folder")
        parser.add_argument("--check", action="store_true", help="read and check the pack, load nothing")
        parser.add_argument(
            "--seal", action="store_true", help="write rows and digests of your own pack into its manifest"
        )

    def handle(self, *args: Any, pack: str, check: bool, seal: bool, **options: Any) -> None:
        folder = folder_of(pack)
        if seal:
            self.seal(folder)
        elif check:
            read_pack(folder, self.stdout.write)
        else:
            loaded = load_pack(system_actor("load a pack"), None, folder=folder, progress=self.stdout.write)
            self.stdout.write(f"{loaded} is loaded.")

    def seal(self, folder: Any) -> None:
        self.stdout.write(f"{seal(folder)} files sealed in {folder}.")
