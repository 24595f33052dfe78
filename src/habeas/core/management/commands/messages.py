"""Keeps the catalogues of messages: update, check, compile, prune. Needs no gettext."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from habeas.core.i18n.catalogues import problems, prune, read_catalogue, update_all, write_catalogue
from habeas.core.i18n.compiled import compile_catalogue
from habeas.core.i18n.extraction import extract_messages
from habeas.core.i18n.languages import CATALOGUE_LOCALES, catalogue_path


class Command(BaseCommand):
    help = "Updates, checks or compiles the catalogues of messages."
    requires_system_checks: list[str] = []  # a half-translated project must still be able to run this

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "step", nargs="?", choices=("update", "check", "compile", "prune"), default="update"
        )
        parser.add_argument(
            "--check", dest="step", action="store_const", const="check", help="same as: check"
        )

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        {"update": self.update, "check": self.check_complete, "compile": self.compile, "prune": self.prune}[
            step
        ]()

    def update(self) -> None:
        template = extract_messages()
        update_all(template)
        for locale in CATALOGUE_LOCALES:
            catalog = read_catalogue(locale)
            missing = sum(problem.kind == "missing" for problem in problems(template, catalog))
            self.stdout.write(f"{locale}: {len(catalog)} messages, {missing} without translation")

    def check_complete(self) -> None:
        template = extract_messages()
        found = [
            problem for locale in CATALOGUE_LOCALES for problem in problems(template, read_catalogue(locale))
        ]
        if found:
            listed = "\n".join(map(str, found))
            raise CommandError(
                f"{listed}\n{len(found)} problems. Run 'habeas messages update', then translate."
            )
        self.stdout.write(f"{len(template)} messages complete in {', '.join(CATALOGUE_LOCALES)}")

    def compile(self) -> None:
        for locale in CATALOGUE_LOCALES:
            self.stdout.write(str(compile_catalogue(catalogue_path(locale), locale)))

    def prune(self) -> None:
        for locale in CATALOGUE_LOCALES:
            self.stdout.write(str(write_catalogue(prune(read_catalogue(locale)))))
