"""Mutation models: matrices of the probability that a parental allele (row) is passed on as another (column)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .errors import KinshipError

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Mutation:
    """Matrices for the father's and the mother's meioses, both of shape (alleles, alleles), rows sum to one."""

    model: str
    male: Matrix
    female: Matrix
    parameters: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for matrix in (self.male, self.female):
            _check_matrix(matrix)

    @property
    def name(self) -> str:
        """Model and rates as they stand in a report."""
        rates = ", ".join(f"{key} {value:g}" for key, value in self.parameters.items())
        return f"{self.model} ({rates})" if rates else self.model

    def is_stationary(self, freqs: Matrix, tolerance: float = 1e-10) -> bool:
        """Whether both sexes keep the allele frequencies unchanged from parents to children."""
        return self.drift(freqs) <= tolerance

    def drift(self, freqs: Matrix) -> float:
        """Largest change of an allele frequency in one generation, over both sexes."""
        return float(max(np.abs(freqs @ m - freqs).max() for m in (self.male, self.female)))


def _check_matrix(matrix: Matrix) -> None:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise KinshipError(f"a mutation matrix must be square, not {matrix.shape}")
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise KinshipError("a mutation matrix has a negative or infinite entry")
    sums = matrix.sum(axis=1)
    if np.abs(sums - 1).max() > 1e-6:
        raise KinshipError(
            f"row {int(np.abs(sums - 1).argmax()) + 1} of a mutation matrix does not sum to one"
        )


def equal_matrix(size: int, rate: float) -> Matrix:
    """Every other allele is equally likely to arise."""
    _check_rate(rate)
    if size == 1:
        return np.ones((1, 1))
    matrix = np.full((size, size), rate / (size - 1))
    np.fill_diagonal(matrix, 1 - rate)
    return matrix


def proportional_matrix(freqs: Matrix, rate: float) -> Matrix:
    """An allele arises in proportion to its frequency; `rate` is the mean rate, and the model is stationary."""
    _check_rate(rate)
    heterozygosity = 1 - float((freqs**2).sum())
    alpha = rate / heterozygosity if heterozygosity > 0 else 0.0
    if alpha * (1 - freqs.min()) > 1:
        raise KinshipError(f"mutation rate {rate} is too high for the proportional model at this marker")
    matrix = np.tile(alpha * freqs, (len(freqs), 1))
    np.fill_diagonal(matrix, 1 - alpha * (1 - freqs))
    return np.asarray(matrix)


def stepwise_matrix(alleles: Sequence[str], rate: float, rate2: float, step: float) -> Matrix:
    """Whole repeats by steps of decreasing probability, microvariants by another, smaller rate.

    `rate` is the probability of a mutation by a whole number of repeats, `rate2` of one to another microvariant
    class (spread evenly), `step` the ratio of an (n+1)-step to an n-step mutation. An allele that has no neighbour
    of one of the kinds gives that probability to staying (Familias' extended stepwise model).
    """
    _check_rate(rate)
    _check_rate(rate2)
    if not 0 < step < 1:
        raise KinshipError(f"mutation range {step} must lie between 0 and 1")
    numbers = np.array([_repeat_number(allele) for allele in alleles])
    micro = np.rint((numbers % 1) * 10)
    same = micro[:, None] == micro[None, :]
    distance = np.rint(np.abs(numbers[:, None] - numbers[None, :]))
    weight = np.where(same & (distance > 0), step**distance, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    matrix: Matrix = np.divide(rate * weight, total, out=np.zeros_like(weight), where=total > 0)
    others = (~same).sum(axis=1, keepdims=True)
    matrix += np.where(~same, np.divide(rate2, others, out=np.zeros(others.shape), where=others > 0), 0.0)
    np.fill_diagonal(matrix, 0.0)
    np.fill_diagonal(matrix, 1 - matrix.sum(axis=1))
    return matrix


def with_silent(matrix: Matrix) -> Matrix:
    """Add a silent allele that neither mutates nor arises by mutation."""
    size = len(matrix)
    extended = np.zeros((size + 1, size + 1))
    extended[:size, :size] = matrix
    extended[size, size] = 1.0
    return extended


def _check_rate(rate: float) -> None:
    if not 0 <= rate < 1:
        raise KinshipError(f"mutation rate {rate} must lie between 0 and 1")


def _repeat_number(allele: str) -> float:
    try:
        return float(allele)
    except ValueError:
        raise KinshipError(
            f"allele {allele!r} is not a repeat number; the stepwise model needs one"
        ) from None
