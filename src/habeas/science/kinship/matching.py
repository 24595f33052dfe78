"""Two samples of one person: direct match, with coancestry, drop-out and drop-in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .kernels import seen_probability
from .likelihood import MarkerRatio, Settings
from .markers import Marker
from .profiles import Profile, encode


def direct_match(
    first: Profile, second: Profile, markers: Sequence[Marker], settings: Settings | None = None
) -> MarkerRatio:
    """H1: both samples come from one person; H2: from two unrelated persons (who share theta).

    With drop-out or drop-in of a sample the true genotype is summed over. A marker that either sample lacks gives
    one.
    """
    settings = settings or Settings()
    codes = [encode(profile, markers) for profile in (first, second)]
    drops = [settings.drop_out.get(profile.sample, 0.0) for profile in (first, second)]
    h1, h2 = np.zeros(len(markers)), np.zeros(len(markers))
    for m, marker in enumerate(markers):
        if codes[0][m, 0] < 0 or codes[1][m, 0] < 0:
            continue
        seen = [_given_truth(marker, codes[i][m], drops[i], settings.drop_in) for i in range(2)]
        one = genotype_probabilities(marker, settings.theta)
        two = pair_probabilities(marker, settings.theta)
        with np.errstate(divide="ignore"):
            h1[m] = np.log((one * seen[0] * seen[1]).sum())
            h2[m] = np.log(seen[0].ravel() @ two @ seen[1].ravel())
    return MarkerRatio(tuple(m.name for m in markers), h1, h2)


def _given_truth(marker: Marker, code, drop_out: float, drop_in: float):  # type: ignore[no-untyped-def]
    """P(profile seen | ordered true genotype), shape (alleles, alleles)."""
    n, silent = marker.size, marker.silent_index
    table = np.zeros((n, n))
    drop_in = drop_in if drop_out > 0 else 0.0
    for x in range(n):
        for y in range(n):
            table[x, y] = seen_probability(code[0], code[1], x, y, silent, drop_out, drop_in, marker.freqs)
    return table


def genotype_probabilities(marker: Marker, theta: float):  # type: ignore[no-untyped-def]
    """Ordered genotype probabilities of one person, shape (alleles, alleles)."""
    p = marker.freqs
    table = (1 - theta) * np.outer(p, p)
    return table + theta * np.diag(p)


def pair_probabilities(marker: Marker, theta: float):  # type: ignore[no-untyped-def]
    """Ordered genotypes of two unrelated persons of one population, shape (alleles**2, alleles**2)."""
    one = genotype_probabilities(marker, theta)
    n = marker.size
    if not theta:
        return np.outer(one.ravel(), one.ravel())
    table = np.empty((n, n, n, n))
    same = np.eye(n)
    for a in range(n):
        for b in range(n):
            counts = same[a] + same[b]
            third = (theta * counts + (1 - theta) * marker.freqs) / (1 + theta)
            fourth = (theta * (counts[None, :] + same) + (1 - theta) * marker.freqs[None, :]) / (
                1 + 2 * theta
            )
            table[a, b] = one[a, b] * third[:, None] * fourth
    return table.reshape(n * n, n * n)
