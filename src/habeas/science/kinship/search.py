"""Blind search: every victim against every missing person, by look-up and addition.

Families are taken block by block: tables are built, all victims are scored, what passes the threshold is handed on,
the tables are dropped. Memory does not grow with the product of the two sides, and the result depends neither on
the number of threads nor on the size of the blocks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .errors import KinshipError
from .jit import compiled
from .likelihood import Settings
from .markers import Marker
from .profiles import MINIMUM_MARKERS, Profile, encode, too_few
from .tables import Family, TableBlock, TableBuilder

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Places = NDArray[np.uint16] | NDArray[np.uint32]
SEX_CODES = {"M": 1, "F": 2, "U": 0}


@dataclass(frozen=True)
class SearchSettings:
    """threshold: log10 LR above which a pair is reported; top_k: best pairs kept a victim and a family whatever the
    threshold; drop_out, drop_in: of the victims' profiles; minimum_markers: fewer are reported, not matched."""

    threshold: float = 4.0
    top_k: int = 5
    threads: int = 2
    block: int = 64
    drop_out: float = 0.0
    drop_in: float = 0.0
    minimum_markers: int = MINIMUM_MARKERS

    def __post_init__(self) -> None:
        for name in ("top_k", "threads", "block"):
            if getattr(self, name) < 1:
                raise KinshipError(f"{name} {getattr(self, name)} must be at least 1")


@dataclass(frozen=True)
class Hits:
    """Pairs above the threshold: positions of victim and family, log10 LR, markers compared."""

    victim: NDArray[np.int64]
    family: NDArray[np.int64]
    log10_lr: Floats
    markers: Ints


@dataclass(frozen=True)
class Best:
    """Best partners, shape (rows, top_k), best first; -1 where there are fewer. Ties go to the earlier one."""

    partner: Ints
    log10_lr: Floats


@dataclass
class BlindSearch:
    """Victims and families of one search. Call `run` (or `matrix` when small), then read the best lists."""

    families: Sequence[Family]
    victims: Sequence[Profile]
    markers: Sequence[Marker]
    settings: Settings = field(default_factory=Settings)
    options: SearchSettings = field(default_factory=SearchSettings)

    def __post_init__(self) -> None:
        options = self.options
        self.builder = TableBuilder(
            self.markers, self.settings, drop_out=options.drop_out, drop_in=options.drop_in
        )
        self.left_out = [v.sample for v in self.victims if too_few(v, options.minimum_markers)]
        self.kept = np.array(
            [i for i, v in enumerate(self.victims) if not too_few(v, options.minimum_markers)], dtype=np.int64
        )
        self.places, self.typed, self.sexes = self._victim_arrays()
        self.best_by_victim = _empty_best(len(self.victims), options.top_k)
        self.best_by_family = _empty_best(len(self.families), options.top_k)
        self.inconsistent: list[tuple[str, str]] = []

    def _victim_arrays(self) -> tuple[Places, NDArray[np.bool_], NDArray[np.int8]]:
        """Table entries (victims, markers), which markers (markers, victims) are typed, and the recorded sexes."""
        index = self.builder.index
        coded = np.full((len(self.kept), len(self.markers), 2), -1, dtype=np.int32)
        for row, i in enumerate(self.kept):
            coded[row] = encode(self.victims[i], self.markers, self.victims[i].sex)
        sexes = np.array([SEX_CODES[self.victims[i].sex] for i in self.kept], dtype=np.int8)
        x_linked = np.array([m.chrom == "X" for m in self.markers])
        coded[(sexes == 0)[:, None] & x_linked[None, :]] = -1
        narrow = np.uint16 if index.width <= np.iinfo(np.uint16).max else np.uint32
        places = np.ascontiguousarray(index.places(coded).astype(narrow))
        return places, np.ascontiguousarray((coded[:, :, 0] >= 0).T), sexes

    def run(self) -> Iterator[Hits]:
        """Stream the pairs above the threshold, block by block in the order of the families."""
        for start, block, scores in self._scored():
            self._note(start, block, scores)
            hit_family, hit_victim = np.nonzero(scores >= self.options.threshold)
            together = block.informative[hit_family] & self.typed[:, hit_victim].T
            yield Hits(
                self.kept[hit_victim],
                hit_family + start,
                scores[hit_family, hit_victim],
                together.sum(axis=1).astype(np.int32),
            )

    def matrix(self) -> Floats:
        """log10 LR of shape (victims, families); NaN for victims left out and for sexes that differ."""
        result = np.full((len(self.victims), len(self.families)), np.nan)
        for start, block, scores in self._scored():
            self._note(start, block, scores)
            result[self.kept, start : start + len(scores)] = scores.T
        return result

    def _note(self, start: int, block: TableBlock, scores: Floats) -> None:
        keep_best_rows(scores, self.kept, start, self.best_by_family.partner, self.best_by_family.log10_lr)
        keep_best_columns(scores, self.kept, start, self.best_by_victim.partner, self.best_by_victim.log10_lr)
        for f, m in zip(*np.nonzero(block.inconsistent), strict=True):
            self.inconsistent.append((self.families[start + int(f)].id, self.markers[int(m)].name))

    def _scored(self) -> Iterator[tuple[int, TableBlock, Floats]]:
        """Blocks in order, a few in work at a time."""
        options = self.options
        starts = deque(range(0, len(self.families), options.block))
        waiting: deque[tuple[int, Future[tuple[TableBlock, Floats]]]] = deque()
        with ThreadPoolExecutor(max_workers=options.threads) as pool:
            while starts or waiting:
                while starts and len(waiting) <= options.threads:
                    start = starts.popleft()
                    waiting.append((start, pool.submit(self._score_block, start)))
                start, done = waiting.popleft()
                block, scores = done.result()
                yield start, block, scores

    def _score_block(self, start: int) -> tuple[TableBlock, Floats]:
        families = self.families[start : start + self.options.block]
        block = self.builder.build(families)
        sexes = np.array([SEX_CODES[f.sex] for f in families], dtype=np.int8)
        scores = np.empty((len(families), self.places.shape[0]))
        score_pairs(block.values, self.places, sexes, self.sexes, scores)
        block.values = block.values[:0]
        return block, scores


def _empty_best(rows: int, top_k: int) -> Best:
    return Best(np.full((rows, top_k), -1, dtype=np.int32), np.full((rows, top_k), -np.inf))


@compiled
def score_pairs(
    tables: Floats, places: Places, family_sex: NDArray[np.int8], victim_sex: NDArray[np.int8], out: Floats
) -> None:
    """Sum the markers' entries of every victim, for every family; NaN where the sexes differ.

    A family's table stays in the first-level cache while all victims (two bytes a marker) stream past.
    """
    victims, markers = places.shape
    for f in range(tables.shape[0]):
        table = tables[f]
        row = out[f]
        for j in range(victims):
            total = 0.0
            for m in range(markers):
                total += table[places[j, m]]
            row[j] = total
        if family_sex[f] != 0:
            for j in range(victims):
                if victim_sex[j] != 0 and victim_sex[j] != family_sex[f]:
                    row[j] = np.nan


@compiled
def insert(partner: Ints, value: Floats, who: int, score: float) -> None:
    """Put a pair into a list kept best first; an equal score stays behind the earlier one."""
    k = value.shape[0] - 1
    while k > 0 and (partner[k - 1] < 0 or score > value[k - 1]):
        value[k] = value[k - 1]
        partner[k] = partner[k - 1]
        k -= 1
    value[k] = score
    partner[k] = who


@compiled
def keep_best_rows(scores: Floats, kept: NDArray[np.int64], start: int, partner: Ints, value: Floats) -> None:
    """Best victims of each family of the block; the last of a list, -inf while it is not full, is the bar."""
    last = value.shape[1] - 1
    for f in range(scores.shape[0]):
        bar = value[start + f, last]
        for j in range(scores.shape[1]):
            if scores[f, j] > bar:
                insert(partner[start + f], value[start + f], kept[j], scores[f, j])
                bar = value[start + f, last]


@compiled
def keep_best_columns(
    scores: Floats, kept: NDArray[np.int64], start: int, partner: Ints, value: Floats
) -> None:
    """Best families of each victim, over the blocks so far."""
    last = value.shape[1] - 1
    for f in range(scores.shape[0]):
        for j in range(scores.shape[1]):
            if scores[f, j] > value[kept[j], last]:
                insert(partner[kept[j]], value[kept[j]], start + f, scores[f, j])
