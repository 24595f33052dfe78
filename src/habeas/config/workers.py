"""What each web process does before its first request (a configuration file of gunicorn)."""

from __future__ import annotations

import gc
from typing import Any

ALLOCATIONS = 50_000
"""New objects between two looks of the collector; nearly all that a page makes is freed without it."""


def post_worker_init(worker: Any) -> None:
    """The program itself is no garbage: the collector leaves it alone, and looks less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 10, 10)
