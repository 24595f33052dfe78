"""Kernels in machine code and both cores: the door to Numba of this package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from habeas.science.names.alike import compiled, woven

Result = TypeVar("Result")
Item = TypeVar("Item")
__all__ = ["compiled", "cores", "each", "in_parallel", "woven"]


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_parallel(task: Callable[[int, int], Result], total: int) -> Sequence[Result]:
    """Runs `task(start, end)` over slices of `0 … total`, one thread a core; results in order."""
    parts = max(1, min(cores(), total))
    edges = [total * part // parts for part in range(parts + 1)]
    if parts == 1:
        return [task(0, total)]
    with ThreadPoolExecutor(parts) as pool:
        return list(pool.map(task, edges[:-1], edges[1:]))


def each(task: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Runs `task(item)` for every item, one thread a core; results in order."""
    with ThreadPoolExecutor(cores()) as pool:
        return list(pool.map(task, items))
