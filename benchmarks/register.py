"""A register of its own for a measurement: own folder, own keys; SQLite on disk, or PostgreSQL when
HABEAS_DATABASE_URL names one (`python tools/postgres.py python benchmarks/….py`)."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def register(settings: str = "habeas.config.settings", keep: Path | None = None) -> Iterator[Path]:
    """Start Django on an empty, migrated register; yields its data folder, removed afterwards unless it is kept."""
    folder = keep or Path(tempfile.mkdtemp(prefix="habeas-figures-"))
    os.environ.update(DJANGO_SETTINGS_MODULE=settings, HABEAS_DATA=str(folder), HABEAS_TEST="1")
    os.environ["HABEAS_SECOND_FACTOR"] = "off"  # the persons of a measurement sign in by their session alone
    for place in (ROOT / "src", ROOT):
        if str(place) not in sys.path:
            sys.path.insert(0, str(place))
    try:
        start()
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def start() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def database() -> str:
    """The name of the database that is measured."""
    from django.db import connection

    return str(connection.vendor)


def load() -> str:
    """What else the machine was doing in the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def people() -> Any:
    """The persons and compartments of the tests."""
    from tests.conftest import Staging, World

    from habeas.core import scope

    return World(lambda: scope.running(Staging()))
