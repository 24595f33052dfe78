"""Genotypes that can be seen: their places in a table vector, and what a family says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .engine import MarkerTable
from .jit import compiled
from .kernels import seen_rows
from .markers import Marker

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class GenotypeIndex:
    """Where genotype (a, b) of a marker stands in the table vector."""

    table: MarkerTable

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        lengths = [m.size * (m.size + 1) // 2 + 1 for m in self.table.markers]
        return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)

    @property
    def width(self) -> int:
        return int(self.offsets[-1])

    @cached_property
    def missing(self) -> NDArray[np.int64]:
        """The "no data" entry of each marker."""
        return self.offsets[1:] - 1

    def places(self, coded: Ints) -> NDArray[np.int64]:
        """Entries for coded profiles of shape (..., markers, 2), returned as (..., markers)."""
        low, high = coded.min(axis=-1).astype(np.int64), coded.max(axis=-1).astype(np.int64)
        entry = self.offsets[:-1] + high * (high + 1) // 2 + low
        return np.where(low < 0, self.missing, entry)


@dataclass(frozen=True)
class GenotypeLaw:
    """Genotypes that can be seen at a marker, their probabilities as missing person and as stranger given the
    references, and log10 LR; all of length (genotypes,)."""

    marker: Marker
    genotypes: tuple[tuple[str, ...], ...]
    related: Floats
    strangers: Floats
    log10_lr: Floats


def genotype_law(marker: Marker, joint: Floats, strangers: Floats, hemizygous: bool) -> GenotypeLaw | None:
    n, silent = marker.size, marker.silent_index
    related, apart = (_seen_sums(v[: n * n].reshape(n, n), silent, hemizygous) for v in (joint, strangers))
    if apart.sum() <= 0 or related.sum() <= 0:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log10(related) - np.log10(apart)
    ratio[np.isnan(ratio)] = -np.inf
    real = marker.alleles[: n - marker.has_silent]
    if hemizygous:
        names: tuple[tuple[str, ...], ...] = tuple((a,) for a in real)
    else:
        names = tuple((real[a], real[b]) for b in range(len(real)) for a in range(b + 1))
    return GenotypeLaw(marker, names, related / related.sum(), apart / apart.sum(), ratio)


def _seen_sums(square: Floats, silent: int, hemizygous: bool) -> Floats:
    """From ordered true genotypes to what is seen, in the order of the tables."""
    real = len(square) - (silent >= 0)
    if hemizygous:
        return np.asarray(np.diag(square)[:real].copy())
    both = square + square.T
    both[np.diag_indices(len(square))] = np.diag(square)
    seen = both[:real, :real].copy()
    if silent >= 0:
        seen[np.diag_indices(real)] += both[silent, :real]
    return np.asarray(np.concatenate([seen[: b + 1, b] for b in range(real)]))


def stranger_probabilities(table: MarkerTable, marker: Ints, total: Floats, hemizygous: bool) -> Floats:
    """A stranger's ordered genotype times the probability of the references, shape (jobs, most**2)."""
    freqs = table.freqs[marker]
    if hemizygous:
        squares = np.zeros((len(marker), table.most, table.most))
        diagonal = np.arange(table.most)
        squares[:, diagonal, diagonal] = freqs
    else:
        squares = freqs[:, :, None] * freqs[:, None, :]
    flat = np.zeros((len(marker), table.most**2))
    repack(squares, table.sizes, marker, flat)
    return flat * total[:, None]


@compiled
def repack(squares: Floats, sizes: Ints, marker: Ints, flat: Floats) -> None:
    """From padded squares to each marker's own row length."""
    for j in range(marker.shape[0]):
        n = sizes[marker[j]]
        for a in range(n):
            for b in range(n):
                flat[j, a * n + b] = squares[j, a, b]


@compiled
def ratio_rows(
    joint: Floats, strangers: Floats, marker: Ints, family: Ints, sizes: Ints, silents: Ints, hemizygous: bool,
    offsets: NDArray[np.int64], values: Floats, inconsistent: NDArray[np.bool_],
) -> None:  # fmt: skip
    """log10 LR of every genotype that can be seen; both orders, and the silent allele behind a homozygote."""
    for j in range(marker.shape[0]):
        m = marker[j]
        n = sizes[m]
        s = silents[m]
        at = offsets[m]
        possible = False
        for b in range(n):
            for a in range(b + 1):
                top = joint[j, a * n + b]
                bottom = strangers[j, a * n + b]
                if a != b:
                    top += joint[j, b * n + a]
                    bottom += strangers[j, b * n + a]
                elif s >= 0 and a != s and not hemizygous:
                    top += joint[j, a * n + s] + joint[j, s * n + a]
                    bottom += strangers[j, a * n + s] + strangers[j, s * n + a]
                if bottom > 0.0:
                    possible = True
                if top > 0.0 and bottom > 0.0:
                    values[family[j], at] = np.log10(top / bottom)
                else:
                    values[family[j], at] = -np.inf
                at += 1
        if not possible:
            inconsistent[j] = True
            values[family[j], offsets[m] : at] = 0.0


def seen_weights(table: MarkerTable, drop_out: float, drop_in: float) -> list[Floats]:
    """P(genotype seen | ordered true genotype), one array (genotypes, most**2) a marker."""
    found = []
    for m in table.markers:
        weights = np.zeros((m.size * (m.size + 1) // 2, table.most**2))
        seen_rows(m.size, m.silent_index, drop_out, drop_in, m.freqs, weights)
        found.append(weights)
    return found
