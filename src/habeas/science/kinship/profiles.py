"""DNA profiles and their translation into allele numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .errors import ProfileError
from .markers import Marker
from .pedigree import Sex

Genotype = tuple[str, ...]
MISSING = -1
MINIMUM_MARKERS = 8
AMELOGENIN = frozenset({"AMEL", "AMELOGENIN"})


@dataclass(frozen=True)
class Profile:
    """Unordered genotypes by marker, one allele for a male's X; an absent marker is a missing result."""

    sample: str
    genotypes: Mapping[str, Genotype] = field(default_factory=dict)
    sex: Sex = "U"

    def __post_init__(self) -> None:
        for marker, genotype in self.genotypes.items():
            if len(genotype) not in (1, 2):
                raise ProfileError(
                    f"{len(genotype)} alleles {', '.join(genotype)}; a single person has at most two",
                    sample=self.sample,
                    marker=marker,
                )

    @property
    def typed_markers(self) -> int:
        return sum(1 for marker in self.genotypes if marker.upper() not in AMELOGENIN)

    @property
    def amelogenin_sex(self) -> Sex:
        """Sex by the amelogenin result; U without one."""
        for marker, genotype in self.genotypes.items():
            if marker.upper() in AMELOGENIN:
                return "M" if "Y" in genotype else "F"
        return "U"

    def genotype_text(self, marker: str) -> str:
        return "/".join(self.genotypes[marker]) if marker in self.genotypes else ""


def encode(profile: Profile, markers: Sequence[Marker], sex: Sex | None = None) -> NDArray[np.int32]:
    """Allele numbers of shape (markers, 2), -1 for missing; a hemizygous allele is written twice.

    Raises ProfileError for an allele that is not in the table or two different X alleles in a male.
    """
    known_sex = sex or profile.sex
    coded = np.full((len(markers), 2), MISSING, dtype=np.int32)
    for i, marker in enumerate(markers):
        genotype = profile.genotypes.get(marker.name)
        if genotype is None:
            continue
        if marker.chrom == "X" and known_sex == "M" and len(set(genotype)) > 1:
            raise ProfileError(
                f"a male has two X alleles {'/'.join(genotype)}; check the sex or the sample",
                sample=profile.sample,
                marker=marker.name,
            )
        coded[i, 0] = marker.allele_index(genotype[0], profile.sample)
        coded[i, 1] = marker.allele_index(genotype[-1], profile.sample)
    return coded


def observed_alleles(profiles: Sequence[Profile], marker: str) -> set[str]:
    return {allele for profile in profiles for allele in profile.genotypes.get(marker, ())}


def too_few(profile: Profile, minimum: int = MINIMUM_MARKERS) -> bool:
    """Whether a profile has too few markers to be matched; it is reported instead."""
    return profile.typed_markers < minimum


def amelogenin_conflict(profile: Profile, expected: Sex) -> str | None:
    """A sentence when amelogenin contradicts the recorded sex."""
    seen = profile.amelogenin_sex
    if "U" in (seen, expected) or seen == expected:
        return None
    return f"amelogenin of {profile.sample} says {seen}, the record says {expected}"
