"""Familias `.fam` files: persons with genotypes, alternative pedigrees, and the frequency database.

The format is a list of lines: counts, names in quotes, numbers; sexes and switches as #TRUE# and #FALSE#. Persons,
alleles and loci are numbered from zero. Sections in square brackets after the database (settings of the program,
its own module for disaster victims) are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import KinshipError, ParseError
from ..markers import Marker, make_marker
from ..mutation import Mutation, equal_matrix, proportional_matrix, stepwise_matrix
from ..pedigree import Hypothesis, Pedigree, Person, Sex
from ..profiles import Profile
from . import reading as get
from .cases import Case

MODELS = {0: "equal", 1: "proportional", 2: "stepwise", 4: "stepwise"}
MAX_COUNT = 100_000


@dataclass(frozen=True)
class FamiliasFile:
    """What a `.fam` file holds; `pedigrees` are the alternatives by name."""

    profiles: dict[str, Profile]
    pedigrees: dict[str, Hypothesis]
    markers: tuple[Marker, ...]
    theta: float = 0.0
    database: str = "unknown"
    with_drop_out: tuple[str, ...] = ()


class _Lines:
    """Reads on line by line; knows the line for the error."""

    def __init__(self, content: str, file: str | None) -> None:
        self.lines = content.splitlines()
        self.file = file
        self.at = 0

    def next(self, what: str) -> str:
        if self.at >= len(self.lines):
            raise ParseError(
                f"the file ends where {what} should stand; it is truncated", file=self.file, line=self.at
            )
        self.at += 1
        return self.lines[self.at - 1].strip()

    def error(self, message: str) -> ParseError:
        return ParseError(message, file=self.file, line=self.at)

    def name(self, what: str) -> str:
        return self.next(what).strip('"')

    def integer(self, what: str, low: int = 0, high: int = MAX_COUNT) -> int:
        line = self.next(what)
        found = re.match(r"-?\d+", line)
        if not found or not low <= int(found.group()) <= high:
            raise self.error(f"{what} should stand here, not {line[:40]!r}")
        return int(found.group())

    def number(self, what: str) -> float:
        line = self.next(what)
        try:
            value = float(line.replace(",", "."))
        except ValueError:
            raise self.error(f"{what} should stand here, not {line[:40]!r}") from None
        if not np.isfinite(value):
            raise self.error(f"{what} must be a number, not {line[:40]!r}")
        return value

    def switch(self, what: str) -> bool:
        line = self.next(what)
        if not line.startswith(("#TRUE#", "#FALSE#")):
            raise self.error(f"{what} (#TRUE# or #FALSE#) should stand here, not {line[:40]!r}")
        return line.startswith("#TRUE#")


def load_familias(path: Path) -> FamiliasFile:
    """Read a `.fam` file; every error names file and line."""
    try:
        return parse_familias(get.read_text(path), str(path))
    except KinshipError as error:
        raise get.located(error, str(path)) from None


@dataclass(frozen=True)
class _RawPerson:
    name: str
    sex: Sex
    drop_out: bool
    genotypes: list[tuple[int, int, int, int]]  # first allele, second allele, locus, line


def parse_familias(content: str, file: str | None = None) -> FamiliasFile:
    """Parse the text; raises ParseError with the line where something else stands than should."""
    lines = _Lines(content, file)
    for what in ("the title", "the remark", "the version"):
        lines.next(what)
    if lines.at < len(lines.lines) and lines.lines[lines.at].strip() in ("", '""'):
        lines.next("the description")
    persons = [_read_person(lines) for _ in range(lines.integer("the number of persons"))]
    if lines.name("Known relations") != "Known relations":
        raise lines.error("'Known relations' should stand here")
    sexes, known = _read_relations(lines, [(p.name, p.sex) for p in persons])
    pedigrees = [_read_pedigree(lines, sexes, known) for _ in range(lines.integer("the number of pedigrees"))]
    theta, database, markers = _read_database(lines)
    profiles = {p.name: _profile(p, markers, file) for p in persons if p.genotypes}
    with_drop_out = tuple(p.name for p in persons if p.drop_out)
    _check_names([p.name for p in persons], file)
    return FamiliasFile(profiles, dict(pedigrees), tuple(markers), theta, database, with_drop_out)


def _check_names(names: list[str], file: str | None) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ParseError("the person is listed twice", file=file, sample=name)


def _read_person(lines: _Lines) -> _RawPerson:
    name = lines.name("a person's name")
    if not name:
        raise lines.error("a person has no name")
    lines.switch("whether the person is a child")
    drop_out = "Consider dropouts" in lines.next("the year of birth")
    lines.switch("whether the person has children")
    male = lines.switch("the sex (#TRUE# is male)")
    genotypes = []
    for _ in range(lines.integer("the number of genotypes")):
        first = lines.integer(f"an allele number of {name}")
        second = lines.integer(f"an allele number of {name}")
        genotypes.append((first, second, lines.integer(f"a locus number of {name}"), lines.at))
    return _RawPerson(name, "M" if male else "F", drop_out, genotypes)


Relations = list[tuple[int, int]]
Named = list[tuple[str, Sex]]


def _read_relations(lines: _Lines, persons: Named, prefix: str = "extra") -> tuple[Named, Relations]:
    """Persons without a name are added (women first), then pairs of parent and child."""
    women = lines.integer("the number of further women")
    men = lines.integer("the number of further men")
    added: Named = [(f"{prefix} woman {i + 1}", "F") for i in range(women)]
    added += [(f"{prefix} man {i + 1}", "M") for i in range(men)]
    everybody = [*persons, *added]
    relations = []
    for _ in range(lines.integer("the number of relations")):
        line = lines.lines[lines.at] if lines.at < len(lines.lines) else ""
        if "Direct" in line:
            raise ParseError("identical twins are not supported", file=lines.file, line=lines.at + 1)
        parent = lines.integer("the number of a parent", 0, len(everybody) - 1)
        relations.append((parent, lines.integer("the number of a child", 0, len(everybody) - 1)))
    return everybody, relations


def _read_pedigree(lines: _Lines, persons: Named, known: Relations) -> tuple[str, Hypothesis]:
    lines.integer("the number of a pedigree")
    name = lines.name("the name of a pedigree")
    everybody, relations = _read_relations(lines, persons, f"{name} extra")
    try:
        return name, Hypothesis(name, components_of(_persons(everybody, [*known, *relations])))
    except KinshipError as error:
        raise error.at(file=lines.file, line=lines.at) from None


def _persons(everybody: Named, relations: Relations) -> list[Person]:
    """Parents by sex; a parent who is not given is invented, because both or none are needed."""
    parents: dict[int, dict[str, str]] = {}
    for parent, child in relations:
        name, sex = everybody[parent]
        if sex in parents.setdefault(child, {}):
            raise ParseError(f"has two {'fathers' if sex == 'M' else 'mothers'}", sample=everybody[child][0])
        parents[child][sex] = name
    found: list[Person] = []
    for number, (name, sex) in enumerate(everybody):
        given = parents.get(number, {})
        if len(given) == 1:
            absent: Sex = "M" if "F" in given else "F"
            given[absent] = f"added parent of {name}"
            found.append(Person(given[absent], sex=absent))
        found.append(Person(name, given.get("M"), given.get("F"), sex))
    return found


def components_of(persons: Sequence[Person]) -> tuple[Pedigree, ...]:
    """Connected family trees; persons without any relative stand alone."""
    root = {p.id: p.id for p in persons}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for person in persons:
        for parent in (person.father, person.mother):
            if parent is not None and parent in root:
                root[find(parent)] = find(person.id)
    groups: dict[str, list[Person]] = {}
    for person in persons:
        groups.setdefault(find(person.id), []).append(person)
    return tuple(Pedigree(tuple(group)) for group in groups.values())


def _read_database(lines: _Lines) -> tuple[float, str, list[Marker]]:
    head = lines.next("the line that opens the database")
    if head.startswith("#TRUE#"):
        raise lines.error(
            "the file holds computed probabilities, which are not supported; save it without results"
        )
    if not head.startswith("#FALSE#"):
        raise lines.error(f"the database should begin here, not {head[:40]!r}")
    theta = re.search(r"Fst:\s*([0-9.eE+-]+)", head)
    count = lines.integer("the number of loci")
    database = (
        lines.name("the name of the database") if lines.switch("whether the database has a name") else ""
    )
    markers = [_read_locus(lines) for _ in range(count)]
    if len({m.name for m in markers}) < len(markers):
        raise ParseError("a locus is listed twice", file=lines.file)
    try:
        return float(theta.group(1)) if theta else 0.0, database or "unknown", markers
    except ValueError:
        raise lines.error("theta is not a number") from None


def _read_locus(lines: _Lines) -> Marker:
    name = lines.name("the name of a locus")
    rates = [lines.number(f"a mutation rate of {name}") for _ in range(2)]
    models = [lines.integer(f"a mutation model (0 to 4) of {name}", 0, 4) for _ in range(2)]
    lines.integer(f"the number of alleles of {name}")
    ranges = [lines.number(f"a mutation range of {name}") for _ in range(2)]
    rates2 = [lines.number(f"a second mutation rate of {name}") for _ in range(2)]
    has_silent = lines.switch(f"whether {name} has a silent allele")
    silent = lines.number(f"the silent frequency of {name}")
    freqs: dict[str, float] = {}
    for _ in range(lines.integer(f"the number of alleles of {name}")):
        allele = lines.name(f"an allele of {name}")
        if allele in freqs:
            raise lines.error(f"allele {allele!r} of {name} is listed twice")
        freqs[allele] = lines.number(f"the frequency of allele {allele} of {name}")
    try:
        return _marker(name, freqs, rates, models, ranges, rates2, silent if has_silent else 0.0)
    except KinshipError as error:
        raise error.at(file=lines.file, line=lines.at) from None


def _marker(
    name: str,
    freqs: dict[str, float],
    rates: list[float],
    models: list[int],
    ranges: list[float],
    rates2: list[float],
    silent: float,
) -> Marker:
    """Women's parameters stand first in the file. With a silent allele the written frequencies leave room for it."""
    if 3 in models:
        raise ParseError("the stationary stepwise model is not supported; use the extended one", marker=name)
    if silent:
        freqs = {allele: p / (1 - silent) for allele, p in freqs.items()}
    mutation = None
    if any(rate > 0 for rate in (*rates, *rates2)):
        female, male = (
            _matrix(MODELS[models[i]], freqs, rates[i], rates2[i] if models[i] == 4 else 0.0, ranges[i])
            for i in (0, 1)
        )
        kept = {"rate_male": rates[1], "rate_female": rates[0]}
        if MODELS[models[0]] == "stepwise":
            kept |= {"rate2": rates2[0], "range": ranges[0]}
        mutation = Mutation(MODELS[models[0]], male, female, kept)
    return make_marker(name, freqs, mutation=mutation, silent_frequency=silent)


def _matrix(model: str, freqs: Mapping[str, float], rate: float, rate2: float, step: float):  # type: ignore[no-untyped-def]
    if model == "equal":
        return equal_matrix(len(freqs), rate)
    if model == "proportional":
        return proportional_matrix(np.array(list(freqs.values())), rate)
    return stepwise_matrix(list(freqs), rate, rate2, step)


def _profile(person: _RawPerson, markers: Sequence[Marker], file: str | None) -> Profile:
    found: dict[str, tuple[str, ...]] = {}
    for first, second, locus, line in person.genotypes:
        if locus >= len(markers):
            raise ParseError(f"locus number {locus} does not exist", file=file, line=line, sample=person.name)
        marker = markers[locus]
        real = marker.size - marker.has_silent
        if first >= real or second >= real:
            message = f"allele number {max(first, second)} does not exist"
            raise ParseError(message, file=file, line=line, sample=person.name, marker=marker.name)
        if marker.name in found:
            raise ParseError("is typed twice", file=file, line=line, sample=person.name, marker=marker.name)
        found[marker.name] = (marker.alleles[first], marker.alleles[second])
    return Profile(person.name, found, person.sex)


def familias_case(found: FamiliasFile, name: str = "") -> Case:
    """The first two pedigrees as hypotheses H1 and H2."""
    if len(found.pedigrees) < 2:
        raise ParseError("two pedigrees are needed for a comparison")
    h1, h2 = list(found.pedigrees.values())[:2]
    return Case(
        name, " against ".join((h1.label, h2.label)), h1, h2, found.markers, found.profiles, found.theta
    )
