"""Y-STR and mitochondrial haplotypes: counted in a database, with a confidence limit; one line counts once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Literal

from scipy.special import betaincinv

from .errors import KinshipError

Kind = Literal["Y-STR", "mtDNA"]
Haplotype = Mapping[str, str]


@dataclass(frozen=True)
class LineageEvidence:
    """A comparison along one line. `upper` is the one-sided upper confidence limit of the haplotype's frequency."""

    kind: Kind
    line: str
    compared: int
    differences: int
    count: int
    size: int
    upper: float
    confidence: float

    @property
    def log10_lr(self) -> float:
        """Of a full match; a comparison with differences has no ratio here."""
        return -log10(self.upper) if self.differences == 0 else float("nan")

    @property
    def sentence(self) -> str:
        if self.differences:
            return (
                f"{self.kind}: {self.differences} of {self.compared} positions differ; "
                "a mutation or another line, for the analyst to judge"
            )
        return (
            f"{self.kind}: match at {self.compared} positions; seen {self.count} times in {self.size}, frequency at "
            f"most {self.upper:.2g} with {self.confidence:.0%} confidence; everybody of the line shares it"
        )


def upper_limit(count: int, size: int, confidence: float = 0.95) -> float:
    """One-sided Clopper-Pearson limit of a frequency seen `count` times in `size`."""
    if not 0 <= count <= size or size < 1:
        raise KinshipError(f"a count of {count} in {size} is impossible")
    if not 0 < confidence < 1:
        raise KinshipError(f"confidence {confidence} must lie between 0 and 1")
    return 1.0 if count == size else float(betaincinv(count + 1, size - count, confidence))


def compare_lineage(
    kind: Kind,
    line: str,
    victim: Haplotype,
    relative: Haplotype,
    database: Sequence[Haplotype],
    *,
    confidence: float = 0.95,
) -> LineageEvidence:
    """Compare a victim with a relative of a paternal or maternal line, at the positions that both have.

    The haplotype is counted in the database at the positions compared.
    """
    shared = sorted(set(victim) & set(relative))
    if not shared:
        raise KinshipError(f"no {kind} position is typed on both sides")
    differences = sum(victim[p] != relative[p] for p in shared)
    count = sum(all(other.get(p) == victim[p] for p in shared) for other in database)
    limit = upper_limit(count, len(database), confidence)
    return LineageEvidence(kind, line, len(shared), differences, count, len(database), limit, confidence)


def combined_lines_log10(items: Sequence[LineageEvidence]) -> float:
    """Sum over different lines; two relatives of one line are one piece of evidence, and multiplying them is
    refused."""
    lines = [(item.kind, item.line) for item in items]
    for line in lines:
        if lines.count(line) > 1:
            raise KinshipError(
                f"{line[0]} of the line {line[1]!r} stands twice; relatives of one line are dependent"
            )
    return sum(item.log10_lr for item in items)
