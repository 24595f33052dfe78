"""One chain of the latent-class sampler in machine code (see `latent`)."""

from __future__ import annotations

import numpy as np

from habeas.science.recapture.compiled import compiled
from habeas.science.recapture.drawing import State, gamma, multinomial, poisson, uniform
from habeas.science.recapture.kernels import Floats, Ints
from habeas.science.recapture.moves import exchange_neighbours, shift_unseen

FARTHEST = 20
"""Unseen persons are at most this many times the documented, as in the reference implementation."""

SHIFT_EVERY = 2


@compiled
def draw_classes(
    rng: State,
    patterns: Ints,
    counts: Ints,
    share: Floats,
    chance: Floats,
    members: Ints,
    listed: Ints,
    scores: Floats,
    drawn: Ints,
) -> None:
    """Puts the persons of each pattern into classes; tallies class sizes and, by list, who is on it."""
    lists, classes = listed.shape
    members[:] = 0
    listed[:] = 0
    for m in range(patterns.size):
        pattern = patterns[m]
        scores[:] = share
        total = 0.0
        for j in range(lists):
            row = chance[j, 1] if pattern >> j & 1 else chance[j, 0]
            for k in range(classes):
                scores[k] *= row[k]
        for k in range(classes):
            total += scores[k]
        if not total > 0.0:
            scores[:] = share
            total = 1.0
        multinomial(rng, counts[m], total, scores, drawn)
        for k in range(classes):
            members[k] += drawn[k]
        for j in range(lists):
            if pattern >> j & 1:
                row_listed = listed[j]
                for k in range(classes):
                    row_listed[k] += drawn[k]


@compiled
def draw_chances(rng: State, members: Ints, unseen: Ints, listed: Ints, chance: Floats) -> None:
    """Chance of each list in each class, Beta(1 + on it, 1 + not on it); `chance[j, 0]` is its complement."""
    lists, classes = listed.shape
    for k in range(classes):
        size = members[k] + unseen[k]
        for j in range(lists):
            if size == 0:
                on = uniform(rng)
                chance[j, 1, k] = on
                chance[j, 0, k] = 1.0 - on
            else:
                on = gamma(rng, 1.0 + listed[j, k])
                off = gamma(rng, 1.0 + size - listed[j, k])
                chance[j, 1, k] = on / (on + off)
                chance[j, 0, k] = off / (on + off)


@compiled
def draw_shares(rng: State, members: Ints, unseen: Ints, alpha: float, share: Floats) -> float:
    """Class shares by stick breaking, V_k ~ Beta(1 + n_k, α + n_later); returns the log of the last share."""
    classes = share.size
    later = 0
    for k in range(classes):
        later += members[k] + unseen[k]
    log_left = 0.0
    left = 1.0
    for k in range(classes - 1):
        size = members[k] + unseen[k]
        later -= size
        if size == 0:
            one = -np.log(uniform(rng))
        else:
            one = gamma(rng, 1.0 + size)
        two, log_two = small_gamma(rng, alpha + later)
        whole = one + two
        share[k] = left * one / whole
        log_left += log_two - np.log(whole)
        left = np.exp(log_left)
    share[classes - 1] = left
    return log_left


@compiled
def small_gamma(rng: State, shape: float) -> tuple[float, float]:
    """A gamma variate and its logarithm, exact also where the variate itself is too small for a float."""
    if shape >= 1.0:
        value = gamma(rng, shape)
        return value, np.log(value)
    log_value = np.log(gamma(rng, shape + 1.0)) + np.log(uniform(rng)) / shape
    return np.exp(log_value), log_value


@compiled
def draw_unseen(rng: State, n: int, share: Floats, chance: Floats, scores: Floats, unseen: Ints) -> int:
    """Persons on no list given the chances: negative binomial, cut at 20 n; then their classes."""
    lists = chance.shape[0]
    scores[:] = share
    for j in range(lists):
        for k in range(share.size):
            scores[k] *= chance[j, 0, k]
    missed = 0.0
    for k in range(share.size):
        missed += scores[k]
    found = FARTHEST * n
    for _ in range(1000):
        mean = gamma(rng, n) * missed / max(1.0 - missed, 1e-300)
        if mean > 40.0 * FARTHEST * n:
            continue
        drawn = poisson(rng, mean)
        if drawn <= FARTHEST * n:
            found = drawn
            break
    multinomial(rng, found, missed, scores, unseen)
    return found


@compiled
def sort_classes(members: Ints, unseen: Ints, share: Floats, chance: Floats) -> None:
    """Largest class first; the prior of stick breaking expects it so."""
    order = np.argsort(-share)
    share[:] = share[order]
    members[:] = members[order]
    unseen[:] = unseen[order]
    for j in range(chance.shape[0]):
        for bit in range(2):
            chance[j, bit, :] = chance[j, bit, :][order]


@compiled
def run(
    rng: State,
    patterns: Ints,
    counts: Ints,
    prior: Floats,
    alpha: float,
    share: Floats,
    chance: Floats,
    unseen: Ints,
    thin: int,
    out: Ints,
    occupied: Ints,
) -> float:
    """Runs `out.size · thin` updates, keeps every `thin`-th N − n in `out` and the classes in use; returns α.

    `prior`: shape and rate of the gamma prior of α. `share` (K,), `chance` (J, 2, K) and `unseen` (K,) are the state.
    """
    lists, classes = chance.shape[0], share.size
    n = counts.sum()
    members = np.zeros(classes, np.int64)
    listed = np.zeros((lists, classes), np.int64)
    scores = np.empty(classes)
    drawn = np.zeros(classes, np.int64)
    for kept in range(out.size):
        missing = 0
        for turn in range(thin):
            draw_classes(rng, patterns, counts, share, chance, members, listed, scores, drawn)
            exchange_neighbours(rng, members, unseen, listed, alpha)
            if turn % SHIFT_EVERY == 0:
                shift_unseen(rng, members, unseen, listed, alpha, n, FARTHEST * n)
            draw_chances(rng, members, unseen, listed, chance)
            log_last = draw_shares(rng, members, unseen, alpha, share)
            missing = draw_unseen(rng, n, share, chance, scores, unseen)
            alpha = gamma(rng, prior[0] + classes - 1.0) / (prior[1] - log_last)
        out[kept] = missing
        used = 0
        for k in range(classes):
            used += members[k] + unseen[k] > 0
        occupied[kept] = used
    return alpha
