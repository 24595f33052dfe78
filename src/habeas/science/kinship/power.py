"""What a family's references can prove, and whom to sample next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .errors import KinshipError
from .genotypes import GenotypeLaw
from .likelihood import Settings
from .markers import Marker
from .profiles import Profile
from .tables import Family, TableBuilder

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Power:
    """Power of one set of references.

    expected: mean of log10 LR when the remains are the missing person's; deviation: its standard deviation (both
    exact sums); quantiles: 5, 50 and 95 percent of log10 LR, simulated; reaches: share of simulations that reach
    the threshold; false_alarm: the same for strangers; exclusion: probability that a stranger is impossible at one
    marker at least, without mutation.
    """

    expected: float
    deviation: float
    quantiles: tuple[float, float, float]
    reaches: float
    false_alarm: float
    exclusion: float
    threshold: float
    simulations: int
    seed: int


def family_power(
    family: Family,
    markers: Sequence[Marker],
    settings: Settings | None = None,
    *,
    threshold: float = 4.0,
    simulations: int = 10_000,
    seed: int = 1,
) -> Power:
    """Power of the present references; `threshold` is a log10 LR."""
    laws = TableBuilder(markers, settings).laws(family)
    rng = np.random.default_rng(seed)
    related, strangers = np.zeros(simulations), np.zeros(simulations)
    for law in laws:
        related += law.log10_lr[_drawn(law.related, rng, simulations)]
        strangers += law.log10_lr[_drawn(law.strangers, rng, simulations)]
    mean, variance = expected_log10(laws)
    low, middle, high = np.quantile(related, [0.05, 0.5, 0.95]) if laws else (0.0, 0.0, 0.0)
    return Power(
        mean,
        float(np.sqrt(variance)),
        (float(low), float(middle), float(high)),
        float((related >= threshold).mean()),
        float((strangers >= threshold).mean()),
        exclusion_power(family, markers, settings),
        threshold,
        simulations,
        seed,
    )


def _drawn(p: Floats, rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    total = np.cumsum(p)
    return np.asarray(np.searchsorted(total, rng.random(count) * total[-1], side="right"), dtype=np.int64)


def expected_log10(laws: Iterable[GenotypeLaw]) -> tuple[float, float]:
    """Exact mean and variance of log10 LR of the true missing person."""
    mean = variance = 0.0
    for law in laws:
        possible = law.related > 0
        p, value = law.related[possible], law.log10_lr[possible]
        first = float(p @ value)
        mean += first
        variance += float(p @ value**2) - first**2
    return mean, max(0.0, variance)


def exclusion_power(family: Family, markers: Sequence[Marker], settings: Settings | None = None) -> float:
    """Probability that a random stranger is impossible at one marker at least (mutation left aside)."""
    plain = [marker.without_mutation() for marker in markers]
    passes = 1.0
    for law in TableBuilder(plain, settings).laws(family):
        passes *= 1 - float(law.strangers[np.isneginf(law.log10_lr)].sum())
    return 1 - passes


@dataclass(frozen=True)
class Candidate:
    """A relative who could be sampled: mean log10 LR with them, and the gain over the present references."""

    person: str
    expected: float
    gain: float
    standard_error: float


def whom_to_sample(
    family: Family,
    markers: Sequence[Marker],
    settings: Settings | None = None,
    *,
    candidates: Iterable[str] | None = None,
    simulations: int = 40,
    seed: int = 1,
) -> list[Candidate]:
    """Untyped relatives by what sampling them is expected to add, best first.

    Each candidate's profile is simulated from what the present references say of it.
    """
    untyped = [p for p in family.pedigree.by_id if p not in family.references and p != family.missing]
    chosen = list(candidates) if candidates is not None else untyped
    for person in chosen:
        if person not in untyped:
            raise KinshipError("is not an untyped relative of the family", sample=person)
    builder = TableBuilder(markers, settings)
    now, _ = expected_log10(builder.laws(family))
    found = [_candidate(builder, family, person, now, simulations, seed) for person in chosen]
    return sorted(found, key=lambda c: -c.gain)


def _candidate(
    builder: TableBuilder, family: Family, person: str, now: float, simulations: int, seed: int
) -> Candidate:
    rng = np.random.default_rng(seed)
    profiles = _simulated(builder, replace(family, missing=person), rng, simulations)
    values = []
    for profile in profiles:
        larger = replace(family, references={**family.references, person: profile})
        values.append(expected_log10(builder.laws(larger))[0])
    mean = float(np.mean(values))
    error = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
    return Candidate(person, mean, mean - now, error)


def _simulated(builder: TableBuilder, family: Family, rng: np.random.Generator, count: int) -> list[Profile]:
    """Profiles of the family's 'missing' drawn from their law given the references."""
    genotypes: list[dict[str, tuple[str, ...]]] = [{} for _ in range(count)]
    for law in builder.laws(family):
        for k, drawn in enumerate(_drawn(law.related, rng, count)):
            genotypes[k][law.marker.name] = law.genotypes[int(drawn)]
    sex = family.sex
    return [Profile(family.missing, g, sex) for g in genotypes]
