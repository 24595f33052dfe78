"""Latent classes with a Dirichlet process: Manrique-Vallier 2016 (Biometrics 72, 1246–1254), the model of LCMCR.

Persons fall into classes; within a class the lists are independent, so differences between persons
explain the dependence of
lists. Class shares follow a truncated stick-breaking process with a gamma prior on its parameter, list
chances are uniform,
and N has the prior 1/N, cut at 21 n. Gibbs sampling over patterns, not persons: time does not grow with the population.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from habeas.science.recapture.chains import Convergence, convergence
from habeas.science.recapture.compiled import in_parallel
from habeas.science.recapture.drawing import new_state
from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.gibbs import FARTHEST, run, sort_classes
from habeas.science.recapture.kernels import Floats, Ints
from habeas.science.recapture.tables import CaptureTable

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Settings:
    """`burn_in` updates are thrown away, then `kept` draws a chain are kept, one in `thin` updates."""

    classes: int = 10
    chains: int = 4
    burn_in: int = 10_000
    kept: int = 1000
    thin: int = 100
    shape: float = 0.25
    rate: float = 0.25
    seed: int = 1

    def check(self) -> None:
        for name, least in (("classes", 1), ("chains", 1), ("burn_in", 0), ("kept", 4), ("thin", 1)):
            if getattr(self, name) < least:
                raise RecaptureError(
                    "bad-setting", name=name, value=getattr(self, name), expected=f"at least {least}"
                )


@dataclass(frozen=True)
class LatentPosterior:
    """Posterior draws of N, float64 (chains, kept), and of the classes in use, int64, same shape."""

    draws: Floats
    occupied: Ints
    n: int
    level: float
    settings: Settings
    convergence: Convergence

    @property
    def total(self) -> float:
        return float(np.median(self.draws))

    @property
    def lo(self) -> float:
        return float(np.quantile(self.draws, (1 - self.level) / 2))

    @property
    def hi(self) -> float:
        return float(np.quantile(self.draws, (1 + self.level) / 2))

    @property
    def edge_weight(self) -> float:
        """Share of draws in the last twentieth of the allowed range."""
        return float(np.mean(self.draws - self.n > 0.95 * FARTHEST * self.n))


def start_chain(
    rng: np.random.Generator, table: CaptureTable, settings: Settings
) -> tuple[Floats, Floats, Ints, float]:
    """A start drawn wide of the data, so that chains which agree have forgotten it."""
    classes, lists = settings.classes, table.size
    observed = np.clip(table.on_list() / table.n, 0.01, 0.99)
    spread = rng.uniform(0.2, 1.8, (lists, classes)) * observed[:, None]
    chance = np.empty((lists, 2, classes))
    chance[:, 1, :] = np.clip(spread * rng.uniform(0.2, 1.0), 0.005, 0.995)
    chance[:, 0, :] = 1 - chance[:, 1, :]
    return rng.dirichlet(np.ones(classes)), chance, np.zeros(classes, np.int64), 1.0


def run_chain(
    table: CaptureTable, settings: Settings, seed: np.random.SeedSequence, tell: Callable[[int], None]
) -> tuple[Ints, Ints]:
    """Unseen persons and classes in use, int64 (kept,) each."""
    share, chance, unseen, alpha = start_chain(np.random.default_rng(seed), table, settings)
    state = new_state(seed)
    prior = np.array([settings.shape, settings.rate])
    out, used = np.empty(settings.kept, np.int64), np.empty(settings.kept, np.int64)

    def advance(alpha: float, thin: int, out: Ints, used: Ints) -> float:
        return float(
            run(state, table.patterns, table.counts, prior, alpha, share, chance, unseen, thin, out, used)
        )

    early = min(500, settings.burn_in)
    scratch = np.empty(1, np.int64)
    if early:
        alpha = advance(alpha, early, scratch, scratch.copy())
        sort_classes(np.zeros(settings.classes, np.int64), unseen, share, chance)
    if settings.burn_in > early:
        alpha = advance(alpha, settings.burn_in - early, scratch, scratch.copy())
    block = max(1, settings.kept // 20)
    for start in range(0, settings.kept, block):
        alpha = advance(alpha, settings.thin, out[start : start + block], used[start : start + block])
        tell(len(out[start : start + block]))
    return out, used


def latent_classes(
    table: CaptureTable,
    settings: Settings | None = None,
    *,
    level: float = 0.95,
    progress: Progress | None = None,
) -> LatentPosterior:
    """Posterior of N from several chains; the same seed gives the same draws on any number of cores."""
    chosen = settings or Settings()
    chosen.check()
    seeds = np.random.SeedSequence(chosen.seed).spawn(chosen.chains)
    draws = np.empty((chosen.chains, chosen.kept))
    used = np.empty((chosen.chains, chosen.kept), np.int64)
    told = [0]

    def tell(more: int) -> None:
        told[0] += more
        if progress:
            progress("draws kept", told[0])

    def task(part: int, parts: int) -> None:
        for chain in range(part, chosen.chains, parts):
            unseen, used[chain] = run_chain(table, chosen, seeds[chain], tell)
            draws[chain] = unseen + table.n

    in_parallel(task, chosen.chains)
    return LatentPosterior(draws, used, table.n, level, chosen, convergence(draws))
