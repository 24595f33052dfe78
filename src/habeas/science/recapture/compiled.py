"""Compilation to machine code, with types kept: kernels are cached on disk and run outside the interpreter
lock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])
Result = TypeVar("Result")


def compiled(function: Function) -> Function:
    """Machine code for a kernel over arrays; errors inside it are those of NumPy."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_parallel(task: Callable[[int, int], Result], total: int) -> Sequence[Result]:
    """Runs `task(part, parts)` on every core, each over the rows `part, part + parts, …` of `total`."""
    parts = max(1, min(cores(), total))
    if parts == 1:
        return [task(0, 1)]
    with ThreadPoolExecutor(parts) as pool:
        return list(pool.map(lambda part: task(part, parts), range(parts)))
