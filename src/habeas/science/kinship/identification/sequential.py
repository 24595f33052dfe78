"""The sequential answer, beside the joint one: always the largest ratio next, the rest computed again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .problem import Problem
from .scoring import NOBODY
from .solve import STRANGER, Identification

TIE = 1e-9


def sequential_answers(
    found: Identification, *, threshold: float = 1.0, limit: int = 64
) -> list[tuple[str, ...]]:
    """Missing person by victim (or `*`). Equal largest ratios split the answer; at most `limit` are followed."""
    answers: dict[tuple[str, ...], None] = {}
    _follow(found, [NOBODY] * len(found.problem.missing), float(np.log(threshold)), answers, limit)
    return list(answers)


def _follow(
    found: Identification, seated: list[int], cut: float, answers: dict[tuple[str, ...], None], limit: int
) -> None:
    if len(answers) >= limit:
        return
    table = _updated(found, seated)
    best = np.nanmax(table, initial=-np.inf)
    if not best > cut:
        answers[_named(found.problem, seated)] = None
        return
    for victim, missing in zip(*np.nonzero(table >= best - TIE * max(1.0, abs(best))), strict=True):
        _follow(
            found, [int(victim) if i == missing else v for i, v in enumerate(seated)], cut, answers, limit
        )


def _updated(found: Identification, seated: list[int]) -> NDArray[np.float64]:
    """Log LR of each free pair given those already named, shape (victims, missing); -inf where taken."""
    table = np.full((len(found.problem.victims), len(seated)), -np.inf)
    first = 0
    for scorer, allowed in zip(found.scorers, found.allowed, strict=True):
        size = len(scorer.family.missing)
        now = tuple(seated[first : first + size])
        base = float(scorer.score([now])[0])
        for k in range(size):
            rows = [int(v) for v in np.flatnonzero(allowed[:, k]) if int(v) not in seated]
            if now[k] == NOBODY and rows:
                choices = [tuple(v if i == k else c for i, c in enumerate(now)) for v in rows]
                table[rows, first + k] = scorer.score(choices) - base
        first += size
    return table


def _named(problem: Problem, seated: list[int]) -> tuple[str, ...]:
    named = [STRANGER] * len(problem.victims)
    for missing, victim in zip(problem.missing, seated, strict=True):
        if victim != NOBODY:
            named[victim] = missing
    return tuple(named)


def with_prior(problem: Problem, pair: NDArray[np.float64], name: str) -> Problem:
    """The same problem under another prior."""
    return replace(problem, prior=replace(problem.prior, pair=pair, name=name))
