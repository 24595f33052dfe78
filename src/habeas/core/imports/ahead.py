"""The next rows of a file are read by a second process while this one writes those before them.

The second process is a fork: it knows what the first knows, asks no database and leaves what it read in memory that
both share. What it cannot do (a question to the database, a fork that is refused) the first process does itself when
it comes to these rows: nothing depends on the second but the time.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db import connections

from habeas.core.imports.reading import Reading

FRESH_FOR_SECONDS = 60.0
"""Rows that were read longer ago are read again: what they were compared with may have changed."""

PATIENCE_SECONDS = 20.0


class AsksDatabase(Exception):
    """The second process came to a question to the database, whose connection is the first's."""


@dataclass(frozen=True)
class _Reader:
    """The second process: which rows it reads, and the memory that it leaves them in."""

    rows: Hashable
    process: int
    memory: int
    began: float


_running: list[_Reader] = []
"""At most one."""


def begin(rows: Hashable, read: Callable[[], Reading]) -> None:
    """Have rows read by a second process; `rows` names them and all that their reading depends on."""
    drop()
    if not hasattr(os, "memfd_create") or len(os.sched_getaffinity(0)) < 2:
        return
    memory = os.memfd_create("habeas rows")
    try:
        process = os.fork()
    except OSError:
        os.close(memory)
        return
    if process == 0:
        _read_and_end(memory, read)
    _running.append(_Reader(rows, process, memory, time.monotonic()))


def _read_and_end(memory: int, read: Callable[[], Reading]) -> NoReturn:
    """What the second process does; it never returns to what the first was doing."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        for connection in connections.all(initialized_only=True):
            connection.execute_wrappers.append(_refuse)
        with os.fdopen(memory, "wb") as out:
            pickle.dump(read(), out, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _refuse(*_statement: Any) -> NoReturn:
    raise AsksDatabase


def take(rows: Hashable) -> Reading | None:
    """What the second process read of these rows; None when it reads others or came to nothing."""
    if not _running or _running[0].rows != rows or time.monotonic() - _running[0].began > FRESH_FOR_SECONDS:
        drop()
        return None
    reader = _running.pop()
    with os.fdopen(reader.memory, "rb") as told:
        if _status_of(reader):
            return None
        told.seek(0)
        found: Reading = pickle.load(told)  # noqa: S301  # written by this program, in memory of its own
    return found


def drop() -> None:
    """Forget what the second process reads."""
    while _running:
        reader = _running.pop()
        os.kill(reader.process, signal.SIGKILL)
        _status_of(reader)
        os.close(reader.memory)


def _status_of(reader: _Reader) -> int:
    """Wait for the end of the second process, not for ever; 0 when all was read."""
    until = time.monotonic() + PATIENCE_SECONDS
    try:
        while not (ended := os.waitpid(reader.process, os.WNOHANG))[0]:
            if time.monotonic() > until:
                os.kill(reader.process, signal.SIGKILL)
            time.sleep(0.002)
        return ended[1]
    except ChildProcessError:
        return 1  # somebody else has waited for it
