"""What may be said of each missing person and each victim: identified, undecidable among siblings, open, excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .scoring import NOBODY, Choice
from .solve import STRANGER, Identification, Solution

DEFAULT_POSTERIOR = 0.9995
EQUAL = 1e-7


@dataclass(frozen=True)
class SymmetricGroup:
    """Missing of one family that the references cannot tell apart, and the victims they share."""

    family: str
    missing: tuple[str, ...]
    victims: tuple[str, ...]
    posterior: float
    log_glr: float

    @property
    def sentence(self) -> str:
        return (
            f"{{{', '.join(self.missing)}}} = {{{', '.join(self.victims)}}} as a set; "
            "the references cannot say who is who"
        )


@dataclass(frozen=True)
class Verdict:
    """One victim: the verdict is identified, undecidable, open or stranger; posterior of what is named."""

    victim: str
    missing: tuple[str, ...]
    posterior: float
    verdict: str
    reason: str


def symmetric_groups(found: Identification, solution: Solution) -> list[SymmetricGroup]:
    """Groups among whom the best assignment can be permuted without any change of its likelihood."""
    groups = []
    for f in range(len(found.scorers)):
        choice = best_choice(found, solution, f)
        for seats in _interchangeable(found, f, choice):
            victims = tuple(sorted({choice[k] for k in seats} - {NOBODY}))
            if victims:
                groups.append(_group(found, solution, f, seats, victims))
    return groups


def best_choice(found: Identification, solution: Solution, family: int) -> Choice:
    """Whom the best assignment gives to the missing of a family."""
    named = solution.top[0].named
    missing = found.scorers[family].family.missing
    return tuple(named.index(m) if m in named else NOBODY for m in missing)


def _interchangeable(found: Identification, family: int, choice: Choice) -> list[tuple[int, ...]]:
    """Seats that can swap their victims (or victim and nobody) with equal likelihood, as connected groups."""
    scorer = found.scorers[family]
    base = float(scorer.score([choice])[0])
    ties: list[set[int]] = [{k} for k in range(len(choice))]
    for i, k in combinations(range(len(choice)), 2):
        swapped = list(choice)
        swapped[i], swapped[k] = choice[k], choice[i]
        if choice[i] == choice[k] or not _seats_fit(found, family, swapped):
            continue
        value = float(scorer.score([tuple(swapped)])[0])
        if abs(value - base) <= EQUAL:
            merged = next(t for t in ties if i in t) | next(t for t in ties if k in t)
            ties = [t for t in ties if not t & merged] + [merged]
    return [tuple(sorted(t)) for t in ties if len(t) > 1]


def _seats_fit(found: Identification, family: int, choice: Sequence[int]) -> bool:
    allowed = found.allowed[family]
    return all(v == NOBODY or bool(allowed[v, k]) for k, v in enumerate(choice))


def _group(
    found: Identification, solution: Solution, family: int, seats: tuple[int, ...], victims: tuple[int, ...]
) -> SymmetricGroup:
    missing = tuple(found.scorers[family].family.missing[k] for k in seats)
    names = tuple(found.problem.victims[v].sample for v in victims)
    columns = [found.problem.missing.index(m) for m in missing]
    posterior = min(float(solution.posterior[v, columns].sum()) for v in victims)
    return SymmetricGroup(
        found.scorers[family].family.id, missing, names, posterior, _log_glr(solution, victims, missing)
    )


def _log_glr(solution: Solution, victims: tuple[int, ...], missing: tuple[str, ...]) -> float:
    """Best assignment that has these victims as this set, against the best that has not (among those listed)."""
    best = solution.top[0].log_likelihood
    for other in solution.top:
        if any(other.named[v] not in missing for v in victims):
            return best - other.log_likelihood
    return float("inf")


def verdicts(
    found: Identification, solution: Solution, *, threshold: float = DEFAULT_POSTERIOR
) -> list[Verdict]:
    """One verdict a victim, against a posterior threshold."""
    group_of = {v: g for g in symmetric_groups(found, solution) for v in g.victims}
    result = []
    for i, victim in enumerate(found.problem.victims):
        group = group_of.get(victim.sample)
        name, posterior = solution.best_of(i)
        if group is not None:
            word = "undecidable" if group.posterior >= threshold else "open"
            result.append(Verdict(victim.sample, group.missing, group.posterior, word, group.sentence))
        elif posterior < threshold:
            reason = f"posterior {posterior:.6f} is below {threshold}"
            result.append(Verdict(victim.sample, (name,), posterior, "open", reason))
        elif name == STRANGER:
            result.append(Verdict(victim.sample, (), posterior, "stranger", "none of the missing"))
        else:
            reason = f"posterior {posterior:.10f} reaches {threshold}"
            result.append(Verdict(victim.sample, (name,), posterior, "identified", reason))
    return result


def incompatible_markers(found: Identification, victim: int, missing: str) -> int:
    """Markers at which the victim cannot be the missing person without a mutation."""
    family = found.problem.family_of[missing]
    scorer = found.scorers[family]
    plain = [m.without_mutation() for m in found.problem.markers]
    table = type(scorer)(scorer.family, tuple(plain), found.problem, found.victims)
    seat = scorer.family.missing.index(missing)
    choice = tuple(victim if k == seat else NOBODY for k in range(len(scorer.family.missing)))
    return int(np.isneginf(table.marker_ratios(choice)).sum())
