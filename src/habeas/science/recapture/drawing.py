"""Random numbers for kernels: xoshiro256++ (Blackman & Vigna 2021, ACM TOMS 47) and the variates drawn from it.

The state is a uint64 (4,) array that belongs to one chain; `new_state` makes independent ones from one seed.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from habeas.science.recapture.compiled import compiled
from habeas.science.recapture.kernels import Floats, Ints

State = NDArray[np.uint64]

LAYERS = 128
TAIL = 3.442619855899
ONE_BY_ONE = 12
AREA = 9.91256303526217e-3


def ziggurat() -> tuple[Floats, Floats]:
    """Layer edges (129,) and their ratios (128,) of the normal ziggurat: Doornik 2005, after Marsaglia & Tsang 2000."""
    edges = np.zeros(LAYERS + 1)
    height = math.exp(-0.5 * TAIL * TAIL)
    edges[0], edges[1] = AREA / height, TAIL
    for i in range(2, LAYERS):
        edges[i] = math.sqrt(-2 * math.log(AREA / edges[i - 1] + height))
        height = math.exp(-0.5 * edges[i] * edges[i])
    return edges, edges[1:] / edges[:-1]


EDGES, RATIOS = ziggurat()


def new_state(seed: np.random.SeedSequence) -> State:
    return np.asarray(seed.generate_state(4, np.uint64), np.uint64)


@compiled
def next_bits(state: State) -> np.uint64:
    """64 random bits."""
    total = state[0] + state[3]
    found: np.uint64 = ((total << np.uint64(23)) | (total >> np.uint64(41))) + state[0]
    moved = state[1] << np.uint64(17)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= moved
    state[3] = (state[3] << np.uint64(45)) | (state[3] >> np.uint64(19))
    return found


@compiled
def uniform(state: State) -> float:
    """Above 0 and below 1."""
    return (np.float64(next_bits(state) >> np.uint64(12)) + 0.5) * 2.220446049250313e-16


@compiled
def normal(state: State) -> float:
    while True:
        bits = next_bits(state)
        layer = np.int64(bits & np.uint64(127))
        u = 2.0 * (np.float64(bits >> np.uint64(12)) + 0.5) * 2.220446049250313e-16 - 1.0
        if abs(u) < RATIOS[layer]:
            return float(u * EDGES[layer])
        if layer == 0:
            return normal_tail(state, bool(u < 0.0))
        x = u * EDGES[layer]
        high = math.exp(-0.5 * (EDGES[layer] * EDGES[layer] - x * x))
        low = math.exp(-0.5 * (EDGES[layer + 1] * EDGES[layer + 1] - x * x))
        if low + uniform(state) * (high - low) < 1.0:
            return float(x)


@compiled
def normal_tail(state: State, negative: bool) -> float:
    while True:
        x = math.log(uniform(state)) / TAIL
        if -2.0 * math.log(uniform(state)) >= x * x:
            return x - TAIL if negative else TAIL - x


@compiled
def gamma(state: State, shape: float) -> float:
    """Shape at least 1: Marsaglia & Tsang 2000 (ACM TOMS 26, 363–372)."""
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(state)
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        u = uniform(state)
        square = x * x
        if u < 1.0 - 0.0331 * square * square or math.log(u) < 0.5 * square + d * (1.0 - v + math.log(v)):
            return d * v


@compiled
def log_factorial_rest(k: float) -> float:
    """What Stirling's formula misses of log k!."""
    if k < 10.0:
        return math.lgamma(k + 1.0) - ((k + 0.5) * math.log(k + 1.0) - (k + 1.0) + 0.9189385332046727)
    square = 1.0 / ((k + 1.0) * (k + 1.0))
    return (1.0 / 12.0 - (1.0 / 360.0 - square / 1260.0) * square) / (k + 1.0)


@compiled
def poisson(state: State, mean: float) -> int:
    """Hörmann 1993 (Insurance: Mathematics and Economics 12, 39–45), algorithm PTRS; products below a mean of 10."""
    if mean < 10.0:
        stop = math.exp(-mean)
        product = uniform(state)
        count = 0
        while product > stop:
            product *= uniform(state)
            count += 1
        return count
    log_mean = math.log(mean)
    b = 0.931 + 2.53 * math.sqrt(mean)
    a = -0.059 + 0.02483 * b
    inverse = 1.1239 + 1.1328 / (b - 3.4)
    v_safe = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u = uniform(state) - 0.5
        v = uniform(state)
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= v_safe:
            return int(k)
        if k < 0 or (us < 0.013 and v > us):
            continue
        if math.log(v) + math.log(inverse) - math.log(a / (us * us) + b) <= k * log_mean - mean - math.lgamma(
            k + 1.0
        ):
            return int(k)


@compiled
def binomial_by_inversion(state: State, n: int, p: float) -> int:
    """Walks up the distribution; for n·p below 10 and p at most 1/2. P(0) ≥ 1 − n·p spares the usual case a power."""
    u = uniform(state)
    if u <= 1.0 - n * p:
        return 0
    odds = p / (1.0 - p)
    start = math.exp(n * math.log1p(-p))
    while True:
        term = start
        for x in range(n + 1):
            if u <= term:
                return x
            u -= term
            term *= odds * (n - x) / (x + 1.0)
        u = uniform(state)


@compiled
def binomial_by_rejection(state: State, n: int, p: float) -> int:
    """Transformed rejection: Hörmann 1993 (Journal of Statistical Computation and Simulation 46), algorithm BTRS."""
    spread = math.sqrt(n * p * (1.0 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    c = n * p + 0.5
    v_safe = 0.92 - 4.2 / b
    while True:
        u = uniform(state) - 0.5
        v = uniform(state)
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + c)
        if us >= 0.07 and v <= v_safe:
            return int(k)
        if 0 <= k <= n and accepts(n, p, k, v * (2.83 + 5.1 / b) * spread / (a / (us * us) + b)):
            return int(k)


@compiled
def accepts(n: int, p: float, k: float, height: float) -> bool:
    mode = math.floor((n + 1) * p)
    odds = p / (1.0 - p)
    bound = (mode + 0.5) * math.log((mode + 1.0) / (odds * (n - mode + 1.0)))
    bound += log_factorial_rest(mode) + log_factorial_rest(n - mode)
    bound += (n + 1.0) * math.log((n - mode + 1.0) / (n - k + 1.0))
    bound += (k + 0.5) * math.log(odds * (n - k + 1.0) / (k + 1.0))
    return math.log(height) <= bound - log_factorial_rest(k) - log_factorial_rest(n - k)


@compiled
def binomial(state: State, n: int, p: float) -> int:
    """Successes among n trials of chance p."""
    if n == 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    turned = p > 0.5
    chance = 1.0 - p if turned else p
    if n * chance < 10.0:
        found = binomial_by_inversion(state, n, chance)
    else:
        found = binomial_by_rejection(state, n, chance)
    return n - found if turned else found


@compiled
def throw_each(state: State, n: int, left: float, shares: Floats, out: Ints) -> None:
    """Throws n one by one into the classes with a share above 0, adding to `out`."""
    for _ in range(n):
        u = uniform(state) * left
        k = -1
        for c in range(shares.size):
            if shares[c] > 0.0:
                k = c
                u -= shares[c]
                if u <= 0.0:
                    break
        out[k] += 1


@compiled
def multinomial(state: State, n: int, total: float, shares: Floats, out: Ints) -> None:
    """Throws n into classes with chances `shares` (K,), which add up to `total` and are used up, into `out` (K,).

    The largest class first by a binomial; when few are left, one by one: both spare draws.
    """
    out[:] = 0
    left = total
    rest = n
    while rest > ONE_BY_ONE:
        top = np.uint64(0)
        high = shares[0]
        for k in range(1, shares.size):
            if shares[k] > high:
                top = np.uint64(k)
                high = shares[k]
        if high >= left * (1.0 - 1e-15):
            out[top] += rest
            return
        drawn = binomial(state, rest, high / left)
        out[top] += drawn
        rest -= drawn
        left -= high
        shares[top] = 0.0
    throw_each(state, rest, left, shares, out)
