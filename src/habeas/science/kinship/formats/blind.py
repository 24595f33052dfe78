"""`blind-search/1`: families that each look for one missing person, and unidentified victims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import KinshipError, ParseError
from ..markers import Marker, RareAlleles
from ..profiles import Profile
from ..tables import Family
from . import reading as get
from .parts import mutation_by_model, read_markers, read_pedigree, read_profiles, read_sex

SCHEMA = "blind-search/1"
STEPWISE = {"model": "stepwise", "rate": 0.002, "rate2": 1e-6, "range": 0.1}


@dataclass(frozen=True)
class SearchProblem:
    """Families and victims read from a file; `mutation` names the model that was set for all markers."""

    families: tuple[Family, ...]
    victims: tuple[Profile, ...]
    markers: tuple[Marker, ...]
    mutation: str
    theta: float = 0.0
    rare: RareAlleles = RareAlleles()


def load_search(path: Path, rare: RareAlleles | None = None) -> SearchProblem:
    """Read a search file; every error names the file."""
    try:
        return parse_search(get.parse_json(get.read_text(path)), rare)
    except KinshipError as error:
        raise get.located(error, str(path)) from None


def parse_search(raw: dict[str, Any], rare: RareAlleles | None = None) -> SearchProblem:
    """Victims are the profiles of persons who are in no family (or those listed under `victims`)."""
    if raw.get("schema") != SCHEMA:
        raise ParseError(f"schema {raw.get('schema')!r} is not {SCHEMA!r}")
    rare = rare or RareAlleles()
    profiles = read_profiles(get.required(raw, "genotypes", "the search"), "genotypes")
    silent = get.number(raw.get("silent_frequency", 0) or 0, "silent_frequency")
    markers = read_markers(get.required(raw, "markers", "the search"), profiles, silent=silent, rare=rare)
    mutation, markers = _common_mutation(raw.get("mut", "none"), markers)
    families = _families(get.sequence(get.required(raw, "families", "the search"), "families"), profiles)
    members = {person for family in families for person in family.pedigree.ids}
    victims = _victims(raw, {s: p for s, p in profiles.items() if s not in members})
    theta = get.number(raw.get("theta", 0) or 0, "theta")
    return SearchProblem(families, victims, tuple(markers), mutation, theta, rare)


def _common_mutation(raw: Any, markers: list[Marker]) -> tuple[str, list[Marker]]:
    """`mut` names a model for all markers that have none: by name with the usual rates, or as an object."""
    if isinstance(raw, str):
        source: Any = STEPWISE if raw == "stepwise" else {"model": raw, "rate": 0.002}
    else:
        source = get.mapping(raw, "mut")
    model = get.text(source.get("model"), "the mutation model")
    made = []
    for m in markers:
        freqs = dict(zip(m.alleles, (float(p) for p in m.freqs), strict=True))
        if m.mutation is None and model != "none":
            m = replace(m, mutation=mutation_by_model(source, model, freqs, m.name))
        made.append(m)
    return model, made


def _families(raw: list[Any], profiles: dict[str, Profile]) -> tuple[Family, ...]:
    found: list[Family] = []
    owners: dict[str, str] = {}
    for item in raw:
        source = get.mapping(item, "a family")
        name = get.text(get.required(source, "id", "a family"), "a family's id")
        pedigree = read_pedigree(get.required(source, "members", f"family {name}"), name)
        missing = get.text(get.required(source, "missing", f"family {name}"), "the missing person")
        for person in pedigree.ids & set(profiles):
            if owners.setdefault(person, name) != name:
                raise ParseError(f"is a member of the families {owners[person]} and {name}", sample=person)
        found.append(Family(name, pedigree, missing, {p: profiles[p] for p in pedigree.ids & set(profiles)}))
    return tuple(found)


def _victims(raw: dict[str, Any], strangers: dict[str, Profile]) -> tuple[Profile, ...]:
    if "victims" not in raw:
        return tuple(replace(p, sex=p.amelogenin_sex) for p in strangers.values())
    found = []
    for item in get.sequence(raw["victims"], "victims"):
        source = item if isinstance(item, dict) else {"id": item}
        name = get.text(get.required(source, "id", "a victim"), "a victim's id")
        if name not in strangers:
            raise ParseError("the victim has no profile", sample=name)
        sex = read_sex(source.get("sex"), name)
        found.append(replace(strangers[name], sex=strangers[name].amelogenin_sex if sex == "U" else sex))
    return tuple(found)
