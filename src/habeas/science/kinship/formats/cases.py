"""`kinship-case/1`: two hypotheses over the same profiles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import KinshipError, ParseError
from ..markers import Marker, RareAlleles
from ..nondna import Evidence
from ..pedigree import Hypothesis
from ..profiles import Profile
from . import reading as get
from .evidence import read_evidence
from .parts import read_markers, read_pedigree, read_profiles

SCHEMA = "kinship-case/1"


@dataclass(frozen=True)
class Case:
    """A comparison read from a file; without hypotheses the two profiles are compared directly."""

    id: str
    title: str
    h1: Hypothesis | None
    h2: Hypothesis | None
    markers: tuple[Marker, ...]
    profiles: dict[str, Profile]
    theta: float = 0.0
    silent_frequency: float = 0.0
    linked: tuple[str, str, float] | None = None
    rare: RareAlleles = RareAlleles()
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_direct(self) -> bool:
        return self.h1 is None


def load_case(path: Path, rare: RareAlleles | None = None) -> Case:
    """Read a case file; every error names the file."""
    try:
        return parse_case(get.parse_json(get.read_text(path)), rare)
    except KinshipError as error:
        raise get.located(error, str(path)) from None


def parse_case(raw: dict[str, Any], rare: RareAlleles | None = None) -> Case:
    """Build a case from parsed JSON; raises KinshipError naming what is wrong."""
    if raw.get("schema") != SCHEMA:
        raise ParseError(f"schema {raw.get('schema')!r} is not {SCHEMA!r}")
    rare = rare or RareAlleles()
    profiles = read_profiles(get.required(raw, "genotypes", "the case"), "genotypes")
    profiles = _only_typed(raw, profiles)
    silent = get.number(raw.get("silent_frequency", 0) or 0, "silent_frequency")
    markers = read_markers(get.required(raw, "markers", "the case"), profiles, silent=silent, rare=rare)
    hypotheses = raw.get("hypotheses") or {}
    h1, h2 = _hypotheses(hypotheses) if hypotheses else (None, None)
    if h1 is not None and not profiles:
        raise ParseError("the family has no typed reference")
    return Case(
        str(raw.get("id", "")),
        str(raw.get("title", "")),
        h1,
        h2,
        tuple(markers),
        profiles,
        get.number(raw.get("theta", 0) or 0, "theta"),
        silent,
        _linked(raw, markers),
        rare,
        read_evidence(raw["evidence"]) if raw.get("evidence") else (),
    )


def _only_typed(raw: dict[str, Any], profiles: dict[str, Profile]) -> dict[str, Profile]:
    if "typed" not in raw:
        return profiles
    names = [get.text(n, "a typed person") for n in get.sequence(raw["typed"], "typed")]
    for name in names:
        if names.count(name) > 1:
            raise ParseError("is listed twice among the typed", sample=name)
        if name not in profiles:
            raise ParseError("is said to be typed but has no profile", sample=name)
    return {name: profiles[name] for name in names}


def _hypotheses(raw: Any) -> tuple[Hypothesis, Hypothesis]:
    source = get.mapping(raw, "hypotheses")
    found = []
    for key in ("H1", "H2"):
        block = get.mapping(get.required(source, key, "hypotheses"), f"hypothesis {key}")
        components = get.sequence(get.required(block, "components", f"hypothesis {key}"), "components")
        pedigrees = tuple(read_pedigree(component, key) for component in components)
        found.append(Hypothesis(str(block.get("label", key)), pedigrees))
    return found[0], found[1]


def _linked(raw: dict[str, Any], markers: list[Marker]) -> tuple[str, str, float] | None:
    """A linked pair: `linkage: {markers: [a, b], rho}`, or the reference value's rho in a file of two markers."""
    source = raw.get("linkage")
    if source is None:
        expected = raw.get("expected")
        stored = expected.get("linked") if isinstance(expected, dict) else None
        if not isinstance(stored, dict) or len(markers) != 2:
            return None
        source = {"markers": [m.name for m in markers], "rho": stored.get("rho")}
    block = get.mapping(source, "linkage")
    names = [get.text(n, "a marker") for n in get.sequence(block.get("markers"), "the linked markers")]
    if len(names) != 2 or any(n not in {m.name for m in markers} for n in names):
        raise ParseError("linkage needs two markers of the case")
    return names[0], names[1], get.number(block.get("rho"), "rho")
