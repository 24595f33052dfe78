"""What a full disk or a busy database means to a person who was about to save something."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

DISK_FULL = "53100"
"""PostgreSQL's code of a full disk."""


@dataclass(frozen=True)
class Trouble:
    """A state of the server that keeps it from writing; `status` is what the page is answered with."""

    title: Any
    why: Any
    todo: Any
    status: int


FULL = Trouble(
    _("The disk of the server is full"),
    _("Nothing of what you just sent was saved. What was saved before is safe."),
    _("Keep your text, tell the administrator, and send it again when there is room."),
    507,
)
BUSY = Trouble(
    _("The register is busy"),
    _("Somebody else was writing for longer than we wait. Nothing of what you just sent was saved."),
    _("Wait a moment and send it again."),
    503,
)


def trouble_of(problem: BaseException) -> Trouble | None:
    """The trouble behind an exception; None when it is a fault of another kind."""
    if isinstance(problem, OSError):
        return FULL if problem.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if not isinstance(problem, OperationalError):
        return None
    code = getattr(problem.__cause__, "sqlstate", "")
    if code == DISK_FULL or "disk is full" in str(problem):
        return FULL
    return BUSY if "database is locked" in str(problem) else None
