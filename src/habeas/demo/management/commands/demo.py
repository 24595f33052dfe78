"""A running habeas with the Kosovo pack and a year of invented work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from habeas.access.models import User
from habeas.core.db import statistics
from habeas.demo import building
from habeas.demo.people import ACCOUNTS, PASSWORD
from habeas.science.linkage import ready


class Command(BaseCommand):
    help = "Prepares a database with the Kosovo pack and invented work, serves it here, prints the accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default=os.environ.get("HABEAS_BIND", "127.0.0.1:8000"))
        parser.add_argument("--no-serve", action="store_true", help="prepare only")
        parser.add_argument(
            "--scale",
            type=float,
            default=1.0,
            help="how many years of work: 100 for benchmarks, 0.1 for a quick look; a larger one adds what is missing",
        )

    def handle(self, *args: Any, bind: str, no_serve: bool, scale: float, **options: Any) -> None:
        started = time.monotonic()
        self.prepare()
        server = None if no_serve or building.is_built() else subprocess.Popen(serving(bind))  # noqa: S603 our own program
        if server is not None:
            self.tell_accounts(bind)
        try:
            self.fill(scale)
        except BaseException:
            stop(server)
            raise
        self.tell(f"Ready after {time.monotonic() - started:.0f} s; the data lie in {settings.DATA}.")
        if server is not None:
            sys.exit(outlive(server))
        self.tell_accounts(bind)
        if not no_serve:
            os.execv(sys.executable, serving(bind))  # noqa: S606 the server takes this process's place

    def prepare(self) -> None:
        """Make the database with its places, people and first work, or nothing."""
        if building.is_built():
            return
        with linkage_compiled() as self.compiled:
            self.make_first_work()

    def make_first_work(self) -> None:
        self.stdout.write("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        if building.is_begun():
            self.stdout.write("A demo was begun here and not finished: taking it up again.")
            return
        if User.objects.exists():
            raise CommandError(
                f"The database in {settings.DATA} is in use already. The demo needs an empty one: set HABEAS_DATA to "
                "another folder.",
                returncode=2,
            )
        building.mark().write_text("begun\n")
        with transaction.atomic():
            building.build(self.tell, compiled=self.compiled)

    def fill(self, scale: float) -> None:
        """Write the year in chunks; broken off, the next start goes on after the last whole one."""
        begun = time.monotonic()
        rows = building.build_year(self.tell, scale=scale)
        if rows:
            taken = time.monotonic() - begun
            self.tell(f"{rows:,} rows in {taken:.1f} s, {rows / taken:,.0f} a second.")
            statistics.refresh(connection)
        building.mark().write_text("complete\n")

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def tell_accounts(self, bind: str) -> None:
        """The address and who may sign in."""
        self.stdout.write(f"\nOpen http://{bind}/ and sign in. Everything in this database is invented.\n")
        self.stdout.write(f"  password of every account: {PASSWORD}\n")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<16}{account.role.replace('_', ' ')}")
        self.stdout.write("")
        self.stdout.flush()


def serving(bind: str) -> list[str]:
    """The command that serves; it starts beside the writing of the year, on the second core."""
    return [sys.executable, "-m", "habeas", "serve", "--bind", bind, "--no-access-log"]


def stop(server: subprocess.Popen[bytes] | None) -> None:
    if server is not None:
        server.terminate()
        server.wait()


def outlive(server: subprocess.Popen[bytes]) -> int:
    """Wait for the server to end; whoever stops this process stops the server."""
    signal.signal(signal.SIGTERM, lambda number, frame: server.terminate())
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()


@contextmanager
def linkage_compiled() -> Iterator[Callable[[], Any]]:
    """Make the machine code of linkage on the second core meanwhile; yields what waits for it."""
    compiling = subprocess.Popen([sys.executable, "-m", ready.__name__])  # noqa: S603 our own program
    try:
        yield compiling.wait
    finally:
        compiling.terminate()
        compiling.wait()
