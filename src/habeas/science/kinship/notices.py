"""What a reader must be told before the numbers: few markers, a sex that contradicts the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .pedigree import Hypothesis, Sex
from .profiles import MINIMUM_MARKERS, Profile, amelogenin_conflict, too_few


def notices(profiles: Iterable[Profile], sexes: Mapping[str, Sex]) -> list[str]:
    """One sentence a finding, in the order of the profiles."""
    found = []
    for profile in profiles:
        if too_few(profile):
            found.append(
                f"{profile.sample} has {profile.typed_markers} markers, fewer than {MINIMUM_MARKERS}: "
                "too few to be matched in a search"
            )
        conflict = amelogenin_conflict(profile, sexes.get(profile.sample, profile.sex))
        if conflict:
            found.append(conflict)
    return found


def sexes_of(claim: Hypothesis | None) -> dict[str, Sex]:
    """Recorded sex by person."""
    return {p.id: p.sex for tree in (claim.components if claim else ()) for p in tree.persons}
