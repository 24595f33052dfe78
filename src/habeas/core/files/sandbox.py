"""Runs the inspector on a file: in a process with limits, killed after ten seconds, its answer size-limited."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from habeas.core.errors import Invalid
from habeas.core.files import inspector

SECONDS = 10
PLACES, WAIT = max(2, os.cpu_count() or 2), 30.0
"""So many files are read at once; who waits longer than so many seconds for a place is asked to try again."""
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/nonexistent", "HOME": "/nonexistent"}


@dataclass(frozen=True)
class Seen:
    """What the inspector saw: facts, and the bytes it made (a preview, rows)."""

    facts: dict[str, Any]
    body: bytes


REFUSALS = {
    "too_many_pixels": (_("The picture is too large."), _("Make it smaller than 60 million pixels.")),
    "locked_pdf": (_("The PDF is locked with a password."), _("Save it without the password.")),
    "locked_archive": (_("The document is locked with a password."), _("Save it without the password.")),
    "damaged": (_("The file is damaged."), _("Open it in its own program and save it again.")),
    "bomb": (_("The file unpacks to an absurd size."), _("Do not open it; tell whoever sent it.")),
    "climbs": (
        _("The file holds names that lead outside itself."),
        _("Do not open it; tell whoever sent it."),
    ),
    "macros": (_("The document holds programs (macros)."), _("Save it without macros, or as PDF.")),
    "archive": (_("Archives are not received."), _("Unpack it and send the documents one by one.")),
    "no_such_page": (_("The document has no such page."), ""),
    "no_such_sheet": (_("The workbook has no such sheet."), ""),
    "no_table": (_("The file holds no table."), _("Choose a spreadsheet or a table as text (CSV).")),
    "old_office": (_("Old Office documents may hold programs."), _("Save it as .docx, .xlsx or PDF.")),
    "too_many_rows": (_("The table has too many rows."), _("Split it into several files.")),
}
DEMANDING = (
    _("The file could not be read within ten seconds and one gigabyte, or it is damaged."),
    _("Open it in its own program, save it again and send the new file."),
)


def inspect(what: str, body: bytes, *arguments: str) -> Seen:
    """What the inspector sees in `body`; raises Invalid with reason and remedy when it refuses or does not return."""
    with _place(), _memory(body) as given, _memory() as answer:
        script, packages = str(Path(inspector.__file__)), sysconfig.get_path("platlib")
        command = [sys.executable, "-I", "-S", script, packages, what, *arguments]
        try:
            done = subprocess.run(  # noqa: S603
                command, stdin=given, stdout=answer, stderr=subprocess.DEVNULL, env=ENVIRONMENT, cwd="/",
                timeout=SECONDS, close_fds=True,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise _refusal(*DEMANDING) from None
        answer.seek(0)
        first, _newline, rest = answer.read(inspector.TABLE).partition(b"\n")
    if done.returncode:
        raise _refusal(*DEMANDING)
    facts = json.loads(first)
    if "refused" in facts:
        raise _refusal(*REFUSALS[facts["refused"]])
    return Seen(facts, rest)


@contextmanager
def _place() -> Iterator[None]:
    """One of a few places, shared by all processes of the server: each file that is read may take a gigabyte."""
    folder, until = Path(settings.DATA) / "sandboxes", time.monotonic() + WAIT
    folder.mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as opened:
        places = [opened.enter_context((folder / f"place-{n}").open("w")) for n in range(PLACES)]
        while not any(map(_is_ours, places)):
            if time.monotonic() > until:
                raise _refusal(
                    _("The server is reading many files at this moment."), _("Try again in a minute.")
                )
            time.sleep(0.05)
        yield


def _is_ours(place: Any) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def doors() -> dict[str, int]:
    """What the kernel grants the inspector: Landlock's version, and 1 or 0 for the rest."""
    return inspect("doors", b"").facts


def _memory(body: bytes = b"") -> Any:
    """A file that exists in memory alone: the plain content never touches a disk."""
    handle = os.fdopen(os.memfd_create("habeas"), "w+b")
    handle.write(body)
    handle.seek(0)
    return handle


def _refusal(why: Any, remedy: Any) -> Invalid:
    return Invalid(why, remedy=remedy, field="file")
