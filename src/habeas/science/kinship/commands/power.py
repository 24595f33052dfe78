"""`power`: what the present references can prove, and whom to sample next."""

from __future__ import annotations

import argparse
from typing import Any

from ..cli import policy, say, say_json, settings_of
from ..errors import KinshipError
from ..formats import reading as get
from ..formats.blind import load_search
from ..formats.cases import Case, load_case
from ..markers import Marker
from ..pedigree import Hypothesis, Pedigree
from ..power import family_power, whom_to_sample
from ..report import engine_version
from ..tables import Family


def power(chosen: argparse.Namespace) -> None:
    families, markers, theta = _power_families(chosen)
    chosen.drop_in = 0.0
    settings = settings_of(chosen, theta)
    answers = []
    for family in families:
        options = {"threshold": chosen.threshold, "simulations": chosen.simulations, "seed": chosen.seed}
        found = family_power(family, markers, settings, **options)
        next_ones = []
        if chosen.candidates:
            next_ones = whom_to_sample(
                family, markers, settings, simulations=chosen.candidates, seed=chosen.seed
            )
        answers.append({"family": family.id, **vars(found), "next": [vars(c) for c in next_ones]})
    if chosen.json:
        say_json(answers)
        return
    for answer in answers:
        _tell_power(answer)
    say(f"{engine_version()}; theta {settings.theta:g}; seed {chosen.seed}; {chosen.simulations} simulations")


def _tell_power(answer: dict[str, Any]) -> None:
    low, middle, high = answer["quantiles"]
    say(
        f"family {answer['family']}: expected log10 LR {answer['expected']:.2f}, "
        f"5/50/95 % {low:.2f} {middle:.2f} {high:.2f}"
    )
    say(
        f"  reaches {answer['threshold']:g} with probability {answer['reaches']:.4f}; a stranger does with "
        f"{answer['false_alarm']:.2g}; exclusion power {answer['exclusion']:.6f}"
    )
    for candidate in answer["next"]:
        say(f"  sampling {candidate['person']}: {candidate['expected']:.2f} ({candidate['gain']:+.2f})")


def _power_families(chosen: argparse.Namespace) -> tuple[list[Family], tuple[Marker, ...], float]:
    """Families of a search file, or the first hypothesis of a case with MP as the missing person."""
    raw = get.parse_json(get.read_text(chosen.file), str(chosen.file))
    if raw.get("schema") == "blind-search/1":
        problem = load_search(chosen.file, policy(chosen))
        families = [f for f in problem.families if chosen.family in (None, f.id)]
        if not families:
            raise KinshipError(f"there is no family {chosen.family!r}", file=str(chosen.file))
        return families, problem.markers, problem.theta
    case = load_case(chosen.file, policy(chosen))
    return [case_family(case, str(chosen.file))], case.markers, case.theta


def case_family(case: Case, file: str) -> Family:
    """The tree of H1 that has MP, with everybody else's profile."""
    trees: tuple[Pedigree, ...] = case.h1.components if isinstance(case.h1, Hypothesis) else ()
    for tree in trees:
        if "MP" in tree:
            references = {p: r for p, r in case.profiles.items() if p != "MP" and p in tree}
            return Family(case.id or "case", tree, "MP", references)
    raise KinshipError("the case has no missing person named MP", file=file)
