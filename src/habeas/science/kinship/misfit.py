"""Family trees that the references themselves contradict. For the analyst only: a family is never told of this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .likelihood import Settings, log_likelihood
from .markers import Marker
from .pedigree import Hypothesis, Pedigree, Person, Sex
from .profiles import Profile

ANALYST_ONLY = "for the analyst only: not for the family, the file or any letter"


@dataclass(frozen=True)
class Misfit:
    """A parent whom the references make doubtful: markers that contradict, and log10 LR of tree against no link."""

    child: str
    parent: str
    contradictions: int
    log10_lr: float
    audience: str = ANALYST_ONLY


def doubtful_parents(
    pedigree: Pedigree,
    references: Mapping[str, Profile],
    markers: Sequence[Marker],
    settings: Settings | None = None,
    *,
    threshold: float = -2.0,
) -> list[Misfit]:
    """Links whose removal explains the references better by more than the threshold (log10 LR), worst first."""
    settings = settings or Settings()
    typed = {p: r for p, r in references.items() if r.genotypes}
    written = log_likelihood(Hypothesis("tree", (pedigree,)), markers, typed, settings)
    strict = log_likelihood(
        Hypothesis("tree", (pedigree,)), [m.without_mutation() for m in markers], typed, settings
    )
    found = []
    for person in pedigree.persons:
        for parent in (person.father, person.mother):
            if parent is None:
                continue
            loose = Hypothesis("no link", (without_link(pedigree, person.id, parent),))
            apart = log_likelihood(loose, markers, typed, settings)
            plain = log_likelihood(loose, [m.without_mutation() for m in markers], typed, settings)
            value = float((written - apart).sum() / np.log(10)) if np.isfinite(apart).all() else 0.0
            if value < threshold:
                contradictions = int((np.isneginf(strict) & ~np.isneginf(plain)).sum())
                found.append(Misfit(person.id, parent, contradictions, value))
    return sorted(found, key=lambda m: m.log10_lr)


def without_link(pedigree: Pedigree, child: str, parent: str) -> Pedigree:
    """The tree with another, unknown parent in one place."""
    stranger = f"another parent of {child}"
    sex: Sex = "M" if pedigree.by_id[child].father == parent else "F"
    persons = [Person(stranger, sex=sex)]
    for p in pedigree.persons:
        if p.id == child:
            father = stranger if p.father == parent else p.father
            mother = stranger if p.mother == parent else p.mother
            persons.append(Person(p.id, father, mother, p.sex))
        else:
            persons.append(p)
    return Pedigree(tuple(persons), pedigree.name)
