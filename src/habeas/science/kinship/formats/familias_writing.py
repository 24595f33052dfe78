"""Writing Familias `.fam` files."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import KinshipError
from ..markers import Marker
from ..pedigree import Hypothesis, Sex
from .familias import FamiliasFile


def write_familias(found: FamiliasFile) -> str:
    """The text of a `.fam` file; raises KinshipError for what the format cannot hold."""
    persons = _everybody(found.pedigrees.values())
    number = {name: i for i, (name, _) in enumerate(persons)}
    lines = ['"Output from Familias, version 3.3.1"', '"Written by habeas"', "3.3.1", '""', str(len(persons))]
    for name, sex in persons:
        lines += _person_lines(name, sex, found)
    lines += ['"Known relations"', "0", "0", "0", str(len(found.pedigrees))]
    for i, (name, claim) in enumerate(found.pedigrees.items()):
        relations = [
            (number[parent], number[p.id])
            for component in claim.components
            for p in component.persons
            for parent in (p.father, p.mother)
            if parent is not None
        ]
        lines += [str(i), f'"{name}"', "0", "0", str(len(relations))]
        lines += [str(n) for pair in relations for n in pair]
    lines.append(f"#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: {found.theta:g} )")
    lines += [str(len(found.markers)), "#TRUE#", f'"{found.database}"']
    for marker in found.markers:
        lines += _locus_lines(marker)
    return "\n".join(lines) + "\n"


def _everybody(claims: Iterable[Hypothesis]) -> list[tuple[str, Sex]]:
    """Every person once; an unknown sex is taken from the role as a parent, else female."""
    sexes: dict[str, Sex] = {}
    for claim in claims:
        for component in claim.components:
            roles: dict[str, Sex] = {}
            for p in component.persons:
                roles |= {q: s for q, s in ((p.father, "M"), (p.mother, "F")) if q}  # type: ignore[misc]
            for p in component.persons:
                sex: Sex = p.sex if p.sex != "U" else roles.get(p.id, "F")
                if sexes.setdefault(p.id, sex) != sex:
                    raise KinshipError(
                        "has another sex in another pedigree; rename one of the two", sample=p.id
                    )
    return list(sexes.items())


def _person_lines(name: str, sex: Sex, found: FamiliasFile) -> list[str]:
    year = "-1 (Consider dropouts)" if name in found.with_drop_out else "-1"
    lines = [f'"{name}"', "#FALSE#", year, "#FALSE#", "#TRUE#" if sex == "M" else "#FALSE#"]
    profile = found.profiles.get(name)
    rows: list[str] = []
    for locus, marker in enumerate(found.markers):
        if profile is not None and marker.name in profile.genotypes:
            genotype = profile.genotypes[marker.name]
            rows += [str(marker.allele_index(a, name)) for a in (genotype[0], genotype[-1])] + [str(locus)]
    return [*lines, str(len(rows) // 3), *rows]


def _locus_lines(marker: Marker) -> list[str]:
    if marker.chrom != "autosomal":
        raise KinshipError("X-linked markers cannot be written to this format", marker=marker.name)
    codes = {"equal": "0", "proportional": "1", "stepwise": "4"}
    model = marker.mutation.model if marker.mutation else "equal"
    if model not in codes:
        raise KinshipError(
            f"the mutation model {model!r} cannot be written to this format", marker=marker.name
        )
    kept = dict(marker.mutation.parameters) if marker.mutation else {}
    both = kept.get("rate", 0.0)
    rates = [kept.get("rate_female", both), kept.get("rate_male", both)]
    real = marker.size - marker.has_silent
    silent = float(marker.freqs[-1]) if marker.has_silent else 0.0
    lines = [f'"{marker.name}"', *(f"{r:.10g}" for r in rates), codes[model], codes[model], str(marker.size)]
    lines += [f"{kept.get('range', 0.1):g}"] * 2 + [f"{kept.get('rate2', 0.0):g}"] * 2
    lines += ["#TRUE#" if silent else "#FALSE#", f"{silent:.12g}"]
    lines.append(f"{real}\t(DatabaseSize = 1000 , Dropout probability = 0 , Minor allele frequency = 0 )")
    for allele, p in zip(marker.alleles[:real], marker.freqs[:real], strict=True):
        lines += [f'"{allele}"', repr(float(p))]
    return lines
