"""`dvi-case/1`: victims, families with their missing, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import KinshipError, ParseError
from ..identification.problem import Prior, Problem, SearchingFamily
from ..likelihood import Settings
from ..markers import RareAlleles
from ..profiles import Profile
from . import reading as get
from .evidence import read_prior
from .parts import read_markers, read_pedigree, read_profiles, read_sex

SCHEMA = "dvi-case/1"


def load_dvi(path: Path, rare: RareAlleles | None = None) -> Problem:
    """Read a joint identification; every error names the file."""
    try:
        return parse_dvi(get.parse_json(get.read_text(path)), rare)
    except KinshipError as error:
        raise get.located(error, str(path)) from None


def parse_dvi(raw: dict[str, Any], rare: RareAlleles | None = None) -> Problem:
    """Build the problem; `event` may be open or closed, the prior is flat."""
    if raw.get("schema") != SCHEMA:
        raise ParseError(f"schema {raw.get('schema')!r} is not {SCHEMA!r}")
    victims_found = read_profiles(get.required(raw, "genotypes_pm", "the case"), "genotypes_pm")
    references = read_profiles(get.required(raw, "genotypes_am", "the case"), "genotypes_am")
    twice = set(victims_found) & set(references)
    if twice:
        raise ParseError("is both a victim and a reference", sample=min(twice))
    everybody = victims_found | references
    silent = get.number(raw.get("silent_frequency", 0) or 0, "silent_frequency")
    markers = read_markers(get.required(raw, "markers", "the case"), everybody, silent=silent, rare=rare)
    missing = [
        get.text(m, "a missing person")
        for m in get.sequence(get.required(raw, "missing", "the case"), "missing")
    ]
    event = raw.get("event", "open")
    if event not in ("open", "closed"):
        raise ParseError(f"event {event!r} is unknown; use open or closed")
    problem = Problem(
        _families(get.mapping(get.required(raw, "families", "the case"), "families"), missing, references),
        _victims(get.sequence(get.required(raw, "victims", "the case"), "victims"), victims_found),
        tuple(markers),
        Settings(theta=get.number(raw.get("theta", 0) or 0, "theta")),
        Prior(event=event),
    )
    return problem if not raw.get("prior") else replace(problem, prior=read_prior(raw["prior"], problem))


def _families(
    raw: Mapping[str, Any], missing: list[str], references: dict[str, Profile]
) -> tuple[SearchingFamily, ...]:
    found = []
    placed: dict[str, str] = {}
    for name, block in raw.items():
        members = get.mapping(block, f"family {name}")
        pedigree = read_pedigree(get.required(members, "members", f"family {name}"), name)
        for person in pedigree.ids & (set(missing) | set(references)):
            if placed.setdefault(person, name) != name:
                raise ParseError(f"is a member of the families {placed[person]} and {name}", sample=person)
        seats = tuple(m for m in missing if m in pedigree)
        typed = {p: references[p] for p in pedigree.by_id if p in references}
        if seats:
            found.append(SearchingFamily(name, pedigree, seats, typed))
    for person in (*missing, *references):
        if person not in placed:
            raise ParseError("is in none of the families", sample=person)
    return tuple(found)


def _victims(raw: list[Any], profiles: dict[str, Profile]) -> tuple[Profile, ...]:
    found = []
    for item in raw:
        source = item if isinstance(item, dict) else {"id": item}
        name = get.text(get.required(source, "id", "a victim"), "a victim's id")
        if name not in profiles:
            raise ParseError("the victim has no profile", sample=name)
        sex = read_sex(source.get("sex"), name)
        found.append(replace(profiles[name], sex=profiles[name].amelogenin_sex if sex == "U" else sex))
    return tuple(found)
