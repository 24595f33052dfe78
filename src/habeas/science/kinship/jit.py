"""Numba behind one typed door: compiled once, cached beside the source, released from the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile to machine code on first use and keep the result on disk."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))


def inlined(function: Function) -> Function:
    """Compile as part of the kernels that call it."""
    return cast(Function, numba.njit(inline="never", cache=True, nogil=True)(function))
