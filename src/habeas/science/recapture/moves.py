"""Two moves that help the sampler between its valleys, with class shares and chances integrated out.

Given who of the documented is in which class, the joint density of the classes' unseen numbers u_k is,
up to a constant,
(N − 1)! / Π u_k! · Π_k B(1 + n_k, α + n_later) · Π_jk B(1 + on list j, 1 + not on it), with n_k all
persons of the class.
The moves are Metropolis steps on it; shares and chances are drawn again right after (Papaspiliopoulos & Roberts 2008,
Biometrika 95, 169–186, for the exchange of labels).
"""

from __future__ import annotations

import math

from habeas.science.recapture.compiled import compiled
from habeas.science.recapture.drawing import State, uniform
from habeas.science.recapture.kernels import Ints


@compiled
def log_gamma(x: float) -> float:
    """log Γ(x), by Stirling's series from 10 on."""
    if x < 10.0:
        return math.lgamma(x)
    inverse = 1.0 / x
    return (
        (x - 0.5) * math.log(x)
        - x
        + 0.9189385332046727
        + inverse * (1.0 / 12.0 - inverse * inverse * (1.0 / 360.0 - inverse * inverse / 1260.0))
    )


@compiled
def log_beta(a: float, b: float) -> float:
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


@compiled
def exchange_neighbours(state: State, members: Ints, unseen: Ints, listed: Ints, alpha: float) -> None:
    """Exchanges the labels of two neighbouring classes."""
    classes = members.size
    if classes < 2:
        return
    k = int(uniform(state) * (classes - 1))
    first = float(members[k] + unseen[k])
    second = float(members[k + 1] + unseen[k + 1])
    if first == second:
        return
    later = 0.0
    for c in range(k + 2, classes):
        later += members[c] + unseen[c]
    change = log_beta(1.0 + second, alpha + first + later) - log_beta(1.0 + first, alpha + second + later)
    if k + 2 < classes:
        change += log_beta(1.0 + first, alpha + later) - log_beta(1.0 + second, alpha + later)
    if change < 0.0 and math.log(uniform(state)) >= change:
        return
    members[k], members[k + 1] = members[k + 1], members[k]
    unseen[k], unseen[k + 1] = unseen[k + 1], unseen[k]
    for j in range(listed.shape[0]):
        listed[j, k], listed[j, k + 1] = listed[j, k + 1], listed[j, k]


@compiled
def shift_unseen(
    state: State, members: Ints, unseen: Ints, listed: Ints, alpha: float, n: int, farthest: int
) -> None:
    """Adds to or takes from the unseen persons of one class, by steps of every size up to n."""
    classes = members.size
    k = int(uniform(state) * classes)
    step = int(math.exp(uniform(state) * math.log(n))) + 1
    step = int(uniform(state) * step) + 1
    if uniform(state) < 0.5:
        step = -step
    everyone = 0
    for c in range(classes):
        everyone += unseen[c]
    if unseen[k] + step < 0 or everyone + step > farthest:
        return
    before = float(members[k] + unseen[k])
    after = before + step
    total = float(n + everyone)
    change = log_gamma(total + step) - log_gamma(total)
    change += log_gamma(unseen[k] + 1.0) - log_gamma(unseen[k] + step + 1.0)
    change -= listed.shape[0] * (log_gamma(2.0 + after) - log_gamma(2.0 + before))
    for j in range(listed.shape[0]):
        change += log_gamma(1.0 + after - listed[j, k]) - log_gamma(1.0 + before - listed[j, k])
    later = 0.0
    for c in range(classes - 1, -1, -1):
        size = float(members[c] + unseen[c])
        if c < classes - 1 and c == k:
            change += log_beta(1.0 + after, alpha + later) - log_beta(1.0 + before, alpha + later)
        elif c < k:
            change += log_gamma(alpha + later + step) - log_gamma(alpha + later)
            change -= log_gamma(1.0 + size + alpha + later + step) - log_gamma(1.0 + size + alpha + later)
        later += size
    if change >= 0.0 or math.log(uniform(state)) < change:
        unseen[k] += step
