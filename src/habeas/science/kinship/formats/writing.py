"""Cases back to JSON."""

from __future__ import annotations

from typing import Any

from ..markers import Marker
from ..pedigree import Hypothesis
from .cases import SCHEMA, Case


def case_to_json(case: Case) -> dict[str, Any]:
    """A `kinship-case/1` object without expected values; reading it gives an equal case."""
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "id": case.id,
        "title": case.title,
        "typed": list(case.profiles),
        "theta": case.theta,
        "silent_frequency": case.silent_frequency,
        "markers": [marker_to_json(m) for m in case.markers],
        "genotypes": {s: {m: list(g) for m, g in p.genotypes.items()} for s, p in case.profiles.items()},
    }
    if case.h1 is not None and case.h2 is not None:
        written["hypotheses"] = {"H1": hypothesis_to_json(case.h1), "H2": hypothesis_to_json(case.h2)}
    if case.linked is not None:
        written["linkage"] = {"markers": list(case.linked[:2]), "rho": case.linked[2]}
    return written


def hypothesis_to_json(claim: Hypothesis) -> dict[str, Any]:
    components = [
        [{"id": p.id, "father": p.father, "mother": p.mother, "sex": p.sex} for p in component.persons]
        for component in claim.components
    ]
    return {"label": claim.label, "components": components}


def marker_to_json(marker: Marker) -> dict[str, Any]:
    """Frequencies before the scaling for a silent allele, mutation as matrices with the model's parameters."""
    real = marker.size - marker.has_silent
    scale = 1 - float(marker.freqs[-1]) if marker.has_silent else 1.0
    alleles = list(marker.alleles[:real])
    written: dict[str, Any] = {
        "name": marker.name,
        "chrom": marker.chrom,
        "freqs": {a: float(p) / scale for a, p in zip(alleles, marker.freqs[:real], strict=True)},
    }
    if marker.mutation is not None:
        written["mutation"] = {
            "model": marker.mutation.model,
            **marker.mutation.parameters,
            "matrices": {
                sex: {"alleles": alleles, "matrix": getattr(marker.mutation, sex)[:real, :real].tolist()}
                for sex in ("male", "female")
            },
        }
    return written
