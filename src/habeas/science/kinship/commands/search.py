"""`search`: every victim against every missing person."""

from __future__ import annotations

import argparse

import numpy as np
from numpy.typing import NDArray

from ..cli import Progress, policy, say, say_json, settings_of
from ..formats.blind import SearchProblem, load_search
from ..likelihood import Settings
from ..report import engine_version
from ..search import BlindSearch, SearchSettings


def search(chosen: argparse.Namespace) -> None:
    problem = load_search(chosen.file, policy(chosen))
    options = SearchSettings(
        threshold=chosen.threshold,
        top_k=chosen.top,
        threads=chosen.threads,
        drop_out=chosen.drop_out,
        drop_in=chosen.drop_in,
        minimum_markers=chosen.minimum_markers,
    )
    chosen.drop_in = 0.0
    settings = settings_of(chosen, problem.theta)
    work = BlindSearch(problem.families, problem.victims, problem.markers, settings, options)
    if chosen.json:
        say_json(_matrix_json(problem, work.matrix()))
        return
    _tell_search(chosen, problem, work, settings)


def _matrix_json(problem: SearchProblem, matrix: NDArray[np.float64]) -> dict[str, object]:
    return {
        "victims": [v.sample for v in problem.victims],
        "missing": [f.missing for f in problem.families],
        "matrix": matrix.tolist(),
    }


def _tell_search(
    chosen: argparse.Namespace, problem: SearchProblem, work: BlindSearch, settings: Settings
) -> None:
    progress = Progress("families", len(problem.families), quiet=chosen.quiet)
    say(f"{'victim':<16} {'missing':<16} {'family':<16} {'log10 LR':>10} {'markers':>8}")
    total = 0
    for block, hits in enumerate(work.run()):
        progress.at(min((block + 1) * work.options.block, len(problem.families)))
        total += len(hits.victim)
        for v, f, score, markers in zip(hits.victim, hits.family, hits.log10_lr, hits.markers, strict=True):
            family = problem.families[f]
            say(
                f"{problem.victims[v].sample:<16} {family.missing:<16} {family.id:<16} {score:>10.4f} {markers:>8}"
            )
    say(f"{total} pairs with log10 LR of at least {chosen.threshold:g}")
    for sample in work.left_out:
        say(f"not matched, fewer than {chosen.minimum_markers} markers: {sample}")
    for name, marker in sorted(set(work.inconsistent)):
        say(f"references exclude each other in family {name} at {marker}; the marker was left out")
    _tell_best(problem, work)
    say(f"{problem.rare.name}; drop-out {work.options.drop_out:g}, drop-in {work.options.drop_in:g}")
    say(
        f"{engine_version()}; mutation {problem.mutation}; theta {settings.theta:g}; founders {settings.founders}"
    )


def _tell_best(problem: SearchProblem, work: BlindSearch) -> None:
    """The nearest families of victims whom no family reaches with the threshold."""
    for v, (partners, scores) in enumerate(
        zip(work.best_by_victim.partner, work.best_by_victim.log10_lr, strict=True)
    ):
        near = [
            (int(f), float(s)) for f, s in zip(partners, scores, strict=True) if f >= 0 and np.isfinite(s)
        ]
        if near and near[0][1] < work.options.threshold:
            listed = ", ".join(f"{problem.families[f].missing} {s:.2f}" for f, s in near)
            say(f"below the threshold, {problem.victims[v].sample}: {listed}")
