"""`habeas serve`: the production server, one process a core, its static files and one process for jobs."""

import argparse
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from habeas.config import accesslog
from habeas.config.supervisor import Program, Supervisor
from habeas.core import epochs
from habeas.core.db import statistics

THREADS = 4
GRACE = 30
STAMP = ".collected"


def main(argv: list[str]) -> int:
    """Serve until stopped; refuses, with the remedy, what would not be safe or would not work."""
    options = parse(argv)
    refuse_debug()
    if options.migrate:
        migrate()
    refuse_old_database()
    call_command("check", fail_level="ERROR", stdout=io.StringIO())
    prepare_static_files()
    statistics.refresh(connection)
    connection.close()
    helpers = [] if options.no_worker else [Program("the job worker", [*habeas(), "worker"])]
    announce(options, bool(helpers))
    return Supervisor(Program("the web server", gunicorn(options)), helpers, grace=GRACE + 5).run()


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("habeas serve", description=__doc__)
    parser.add_argument(
        "--bind", default=os.environ.get("HABEAS_BIND", "127.0.0.1:8000"), metavar="ADDRESS:PORT"
    )
    parser.add_argument(
        "--processes", type=at_least_one, default=cores(), metavar="N", help="one a core if not given"
    )
    parser.add_argument("--migrate", action="store_true", help="bring the database up to this version first")
    parser.add_argument(
        "--no-worker", action="store_true", help="background jobs run elsewhere (habeas worker)"
    )
    parser.add_argument("--no-access-log", action="store_true")
    return parser.parse_args(argv)


def at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes: give 1 or more")
    return int(text)


def cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def refuse_debug() -> None:
    if settings.DEBUG:
        raise CommandError(
            "HABEAS_DEBUG is on: pages of errors would show what nobody may see. Unset it, then serve.",
            returncode=2,
        )


def migrate() -> None:
    """Bring the database up to this version, as its owner where the server is somebody else."""
    if not settings.DATABASE_OWNER_URL:
        call_command("migrate", interactive=False, verbosity=0)
        return
    done = subprocess.run([*habeas(), "migrate", "--no-input", "--verbosity=0"])  # noqa: S603
    if done.returncode:
        raise CommandError("the database was not brought up to this version; see above.", returncode=2)


def refuse_old_database() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if len(waiting) == len(executor.loader.graph.nodes):
        raise CommandError("the database is empty. Prepare it: `habeas migrate`.", returncode=2)
    if waiting:
        raise CommandError(
            f"the database is {len(waiting)} steps behind this version. Make a backup, then `habeas migrate` "
            "(or `habeas serve --migrate`).",
            returncode=2,
        )
    if not epochs.are_installed(connection):
        raise CommandError("the database lacks what this version keeps: `habeas migrate`.", returncode=2)


def prepare_static_files() -> None:
    """Collect, compress and fingerprint the static files into the data folder, when they have changed."""
    root = Path(settings.STATIC_ROOT)
    digest, stamp = digest_of_static_files(), root / STAMP
    if stamp.exists() and stamp.read_text() == digest:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest)


def digest_of_static_files() -> str:
    """Names, sizes and times of every static file, and how they are stored."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for line in sorted(static_files()):
        digest.update(line.encode())
    return digest.hexdigest()


def static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            yield f"{name} {about.st_size} {about.st_mtime_ns}\n"


def habeas() -> list[str]:
    return [sys.executable, "-m", "habeas"]


def gunicorn(options: argparse.Namespace) -> list[str]:
    """Threads beside processes, so that one slow reader of a large export does not keep a core idle."""
    words = {
        "--config": "python:habeas.config.workers",
        "--bind": options.bind,
        "--workers": options.processes,
        "--worker-class": "gthread",
        "--threads": THREADS,
        "--graceful-timeout": GRACE,
        "--timeout": 60,
        "--max-requests": 20_000,
        "--max-requests-jitter": 2_000,
        "--logger-class": "habeas.config.accesslog.QuietLogger",
        "--access-logformat": accesslog.FORMAT,
        "--log-level": "warning",
    }
    log = [] if options.no_access_log else ["--access-logfile", "-"]
    given = [word for pair in words.items() for word in map(str, pair)]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "habeas.config.wsgi:application",
        "--no-control-socket",
        *given,
        *log,
    ]


def announce(options: argparse.Namespace, with_worker: bool) -> None:
    jobs = "and one for background jobs" if with_worker else "and none for background jobs"
    address = (
        options.bind
        if "://" in options.bind or options.bind.startswith("unix:")
        else f"http://{options.bind}/"
    )
    print(
        f"habeas serves on {address} with {options.processes} web processes {jobs}. Stop it with Ctrl-C.",
        flush=True,
    )
