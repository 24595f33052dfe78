"""The installed command `habeas`: one entry to the science, the server and the management commands.

The science commands never load Django, a database or a key: they serve anyone who has a table of their own.
"""

import difflib
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.management import BaseCommand

PACKAGE = Path(__file__).resolve().parent.parent
NOTHING_DONE = 2
INTERRUPTED = 130


@dataclass(frozen=True)
class Command:
    """One word after `habeas`."""

    group: str
    name: str
    about: str
    target: str  # a science module with main(argv), or the name of a Django management command

    def run(self, argv: list[str]) -> int:
        if self.group == SCIENCE:
            return run_science(self.target, argv)
        own = {"serve": run_serve, "manage": run_manage}.get(self.target)
        return own(argv) if own else run_django(self.target, argv)

    def exists(self) -> bool:
        """Whether this version has it; asked of the files, so that help never starts Django."""
        if self.group == SCIENCE:
            return (PACKAGE.parent / self.target.replace(".", "/")).with_suffix(".py").exists()
        own = PACKAGE.glob(f"*/management/commands/{self.target}.py")
        return self.target in ALWAYS or any(own)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; 2 says that nothing was done, and why."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("help", "-h", "--help"):
        return show_help(words[1:])
    if words[0] in ("version", "--version"):
        return show_version()
    command = find(words[0])
    if command is None:
        return refuse_unknown(words[0])
    try:
        return command.run(words[1:])
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def find(word: str) -> Command | None:
    return next((command for command in COMMANDS if command.name == word), None)


def run_science(module: str, argv: list[str]) -> int:
    """A science package's own command line: `main(argv)` returns the exit code."""
    if not (PACKAGE.parent / module.replace(".", "/")).with_suffix(".py").exists():
        return refuse("this version of habeas does not have that science yet.")
    answer: int | None = importlib.import_module(module).main(argv)
    return answer or 0


def run_django(name: str, argv: list[str]) -> int:
    """A management command of Django, by its own name; those that bring keys back start without the key file,
    those that shape the database sign in to it as its owner."""
    if name == "restore" or [name, *argv[:1]] == ["keys", "recover"]:
        os.environ["HABEAS_RECOVERING"] = "1"
    if {"-h", "--help"} & {*argv}:
        os.environ["HABEAS_EXPLAINING"] = "1"  # nothing is made by asking what a command does
    if name in AS_OWNER:
        os.environ["HABEAS_AS_OWNER"] = "1"
    return with_django(lambda: run_management_command(name, argv))


def run_serve(argv: list[str]) -> int:
    def serve() -> int:
        from habeas.config import serve

        return serve.main(argv)

    return with_django(serve)


def with_django(work: Callable[[], int]) -> int:
    """Start Django and do the work; an error that habeas or Django foresees is told in its own words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habeas.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import DatabaseError

    from habeas.core.errors import HabeasError
    from habeas.core.vault.keyfile import KeyFileError

    try:
        start_django()
        return work()
    except CommandError as error:
        return refuse(str(error), max(error.returncode, NOTHING_DONE))
    except (HabeasError, KeyFileError) as error:
        return refuse(str(error))
    except ImproperlyConfigured as error:
        return refuse(f"the configuration does not hold: {error}")
    except DatabaseError as error:
        return refuse(database_advice(error))


def start_django() -> None:
    """Read the settings; a value that makes no sense, or a folder that is not ours, is a mistake of the host."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
    except OSError as error:
        place = (
            f"{error.filename}: {error.strerror}. HABEAS_DATA names a folder that this account may write to."
        )
        raise ImproperlyConfigured(place) from error


def run_management_command(name: str, argv: list[str]) -> int:
    from django.core.management import get_commands, load_command_class

    application = get_commands().get(name)
    if application is None:
        return refuse(f"this version of habeas has no command “{name.replace('_', '-')}”.")
    command = load_command_class(application, name) if isinstance(application, str) else application
    run_command(command, name.replace("_", "-"), argv)
    return 0


def run_command(command: "BaseCommand", name: str, argv: list[str]) -> None:
    """What `manage.py` does, save that errors are not turned into an exit before they reach us."""
    command._called_from_command_line = True  # type: ignore[attr-defined]  # makes the parser print its usage instead of raising
    options = vars(command.create_parser("habeas", name).parse_args(argv))
    arguments = options.pop("args", ())
    command.execute(*arguments, **options)


def database_advice(error: Exception) -> str:
    """The remedy for what a database most often says; any other word is passed on."""
    said = str(error).strip()
    if "locked" in said:
        return f"the database is locked by another program. Stop it or wait, then try again. ({said})"
    if "disk is full" in said or "No space left" in said:
        return f"the disk is full: nothing was written, what was there is whole. Make room, then try again. ({said})"
    if "no such table" in said or "does not exist" in said:
        return f"the database is not prepared: run `habeas migrate` first. ({said})"
    if "unable to open" in said or "connection" in said:
        return f"the database cannot be reached: look at HABEAS_DATABASE_URL and HABEAS_DATA. ({said})"
    return f"the database refused: {said}"


def refuse(text: str, code: int = NOTHING_DONE) -> int:
    print(f"habeas: {text}", file=sys.stderr)
    return code


def refuse_unknown(word: str) -> int:
    near = difflib.get_close_matches(word.replace("_", "-"), [command.name for command in COMMANDS], n=1)
    hint = f" Did you mean `habeas {near[0]}`?" if near else ""
    return refuse(f"there is no command “{word}”.{hint} `habeas help` lists them all.")


def show_help(words: list[str]) -> int:
    command = find(words[0]) if words else None
    if command:
        return command.run(["--help"])
    print("habeas: the working register of a human-rights field presence\n\nusage: habeas COMMAND [options]")
    here = [command for command in COMMANDS if command.exists()]
    for group in dict.fromkeys(command.group for command in here):
        print(f"\n{group}")
        for command in here:
            if command.group == group:
                print(f"  {command.name:<18}{command.about}")
    print("\n`habeas COMMAND --help` tells the options of a command.")
    print("HABEAS_DATA names the folder of data and keys, HABEAS_DATABASE_URL the database.")
    return 0


def show_version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        print(f"habeas {version('habeas')}")
    except PackageNotFoundError:
        print("habeas, run from its sources")
    return 0


RUN, DATA, SAFETY = "Run", "Data", "Safety"
SCIENCE, WORKSHOP = "Science (no database, no settings)", "Workshop"

COMMANDS = (
    Command(RUN, "demo", "a fresh habeas with the Kosovo pack and invented work", "demo"),
    Command(
        RUN, "serve", "the production server: one process a core, static files, background jobs", "serve"
    ),
    Command(RUN, "worker", "run background jobs only", "worker"),
    Command(DATA, "migrate", "prepare the database, or bring it up to this version", "migrate"),
    Command(
        DATA, "database-role", "make the PostgreSQL role that serves, with its few rights", "database_role"
    ),
    Command(DATA, "load-pack", "load or renew a pack of places, mandate and terms", "load_pack"),
    Command(DATA, "create-user", "add a person who may log in", "create_user"),
    Command(
        SAFETY,
        "recover-owner",
        "let the sole owner of a compartment back in, with two custodians",
        "recover_owner",
    ),
    Command(SAFETY, "check", "look for mistakes in the configuration", "check"),
    Command(SAFETY, "keys", "make, rotate and recover the keys", "keys"),
    Command(SAFETY, "verify-audit", "prove that no audit row was changed or cut off", "verify_audit"),
    Command(SAFETY, "backup", "write one encrypted backup", "backup"),
    Command(SAFETY, "restore", "restore a backup and compare it", "restore"),
    Command(
        SAFETY, "reapply-erasures", "erase again what a restored backup brought back", "reapply_erasures"
    ),
    Command(SCIENCE, "kinship", "compare DNA profiles of remains and families", "habeas.science.kinship.cli"),
    Command(SCIENCE, "estimate", "how many are on no list, and how surely", "habeas.science.recapture.cli"),
    Command(SCIENCE, "link", "find the same person in several lists", "habeas.science.linkage.cli"),
    Command(WORKSHOP, "messages", "collect and compile the texts to translate", "messages"),
    Command(WORKSHOP, "manage", "any other management command of Django", "manage"),
)
AS_OWNER = ("migrate", "makemigrations", "database_role", "backup", "restore")
ALWAYS = ("serve", "manage", "migrate", "check")


def run_manage(argv: list[str]) -> int:
    if not argv or argv[0].startswith("-"):
        return refuse("name the management command: habeas manage NAME [options]")
    return run_django(argv[0].replace("-", "_"), argv[1:])


if __name__ == "__main__":
    sys.exit(main())
