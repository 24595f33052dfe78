"""`identify`: victims and missing, all families considered together."""

from __future__ import annotations

import argparse
from dataclasses import replace

from ..cli import Progress, policy, say, say_json
from ..formats.dvi import load_dvi
from ..formats.evidence import population_prior
from ..identification.conclusions import verdicts
from ..identification.sequential import sequential_answers
from ..identification.solve import STRANGER, Identification, Solution
from ..identification.summary import identification_json
from ..notices import notices
from ..report import engine_version


def identify(chosen: argparse.Namespace) -> None:
    problem = load_dvi(chosen.file, policy(chosen))
    settings = replace(problem.settings, founders=chosen.founders)
    if chosen.theta is not None:
        settings = replace(settings, theta=chosen.theta)
    prior = replace(problem.prior, event=chosen.event) if chosen.event else problem.prior
    problem = replace(problem, settings=settings, prior=prior)
    if chosen.population is not None:
        problem = replace(problem, prior=population_prior(problem, chosen.population))
    found = Identification(problem, seed=chosen.seed)
    progress = Progress("component", len(found.components()), quiet=chosen.quiet)
    solution = found.solve(chosen.top, lambda done, _: progress.at(done))
    if chosen.json:
        say_json(identification_json(found, solution))
        return
    _tell_identification(found, solution, chosen.threshold)


def _tell_identification(found: Identification, solution: Solution, threshold: float) -> None:
    for text in notices(found.problem.victims, {}):
        say(f"note: {text}")
    say(f"{'victim':<16} {'verdict':<12} {'missing':<24} {'posterior':>12}  reason")
    for verdict in verdicts(found, solution, threshold=threshold):
        names = " or ".join(verdict.missing) or "-"
        say(
            f"{verdict.victim:<16} {verdict.verdict:<12} {names:<24} {verdict.posterior:>12.8f}  {verdict.reason}"
        )
    for answer in sequential_answers(found):
        say(f"sequential answer: {_answer(found, answer)}")
    say(
        f"joint answer:      {_answer(found, solution.top[0].named)}, posterior {solution.top[0].posterior:.6f}"
    )
    say(f"{solution.assignments} possible assignments; {solution.method}")
    say(f"{found.problem.prior.description}; theta {found.problem.settings.theta:g}; {engine_version()}")


def _answer(found: Identification, named: tuple[str, ...]) -> str:
    pairs = zip(found.problem.victims, named, strict=True)
    return ", ".join(f"{v.sample} = {name if name != STRANGER else 'nobody'}" for v, name in pairs)
