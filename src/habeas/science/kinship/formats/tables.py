"""Tab and comma separated tables: GeneMapper-style profiles, frequencies, family trees."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import KinshipError, ParseError
from ..markers import Marker, check_frequencies
from ..pedigree import Pedigree, Person
from ..profiles import Genotype, Profile
from . import reading as get
from .parts import NOBODY, read_sex

FORMULA = ("=", "+", "-", "@", "\t", "\r")
EMPTY = {"", "-", "NA", "N/A", "?"}


def _rows(content: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with their line; the separator is the commonest of tab, semicolon, comma."""
    head = next((line for line in content.splitlines() if line.strip()), "")
    separator = max("\t;,", key=head.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    try:
        for row in reader:
            cells = [_undefused(cell.strip()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise ParseError(f"is not a table: {error}", line=reader.line_num) from None


def _undefused(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _defused(cell: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _column(head: Sequence[str], *names: str) -> int:
    plain = [re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in head]
    for name in names:
        if name in plain:
            return plain.index(name)
    raise ParseError(f"there is no column {names[0]!r} among {', '.join(head)[:80]!r}", line=1)


def load_profiles(path: Path) -> dict[str, Profile]:
    """Profiles of a tab or comma separated export; every error names file and line."""
    try:
        return parse_profiles(get.read_text(path))
    except KinshipError as error:
        raise get.located(error, str(path)) from None


def parse_profiles(content: str) -> dict[str, Profile]:
    """One row a sample and marker: Sample Name, Marker, Allele 1, Allele 2, and further columns, which are ignored.

    Three alleles in a row, or a marker that a sample has twice, are errors.
    """
    rows = _rows(content)
    line, head = next(rows, (1, []))
    if not head:
        raise ParseError("the table is empty", line=1)
    sample, marker = (
        _column(head, "samplename", "sample", "sampleid"),
        _column(head, "marker", "locus", "system"),
    )
    alleles = [i for i, cell in enumerate(head) if re.fullmatch(r"allele\s*\d+", cell.lower())]
    if not alleles:
        raise ParseError("there is no column 'Allele 1'", line=line)
    found: dict[str, dict[str, Genotype]] = {}
    for line, row in rows:
        cells = [*row, *[""] * (len(head) - len(row))]
        if not cells[sample] or not cells[marker]:
            raise ParseError("the sample or the marker is missing in this row", line=line)
        profile = found.setdefault(cells[sample], {})
        if cells[marker] in profile:
            raise ParseError(
                "stands here a second time", line=line, sample=cells[sample], marker=cells[marker]
            )
        profile[cells[marker]] = _genotype([cells[i] for i in alleles], line, cells[sample], cells[marker])
    return {name: Profile(name, {m: g for m, g in profile.items() if g}) for name, profile in found.items()}


def _genotype(cells: list[str], line: int, sample: str, marker: str) -> Genotype:
    seen = [cell for cell in cells if cell not in EMPTY]
    if len(seen) > 2:
        message = f"{len(seen)} alleles {', '.join(seen)}; a single person has at most two"
        raise ParseError(message, line=line, sample=sample, marker=marker)
    return tuple(seen)


def write_profiles(profiles: Iterable[Profile], markers: Sequence[str], separator: str = "\t") -> str:
    """A GeneMapper-style table, one row a sample and marker."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator, lineterminator="\n")
    table.writerow(["Sample Name", "Marker", "Allele 1", "Allele 2"])
    for profile in profiles:
        for marker in markers:
            genotype = profile.genotypes.get(marker, ())
            cells = [*genotype, "", ""][:2]
            table.writerow([_defused(c) for c in (profile.sample, marker, *cells)])
    return out.getvalue()


def load_frequencies(path: Path) -> dict[str, dict[str, float]]:
    """Frequencies by marker and allele; every error names file and line."""
    try:
        return parse_frequencies(get.read_text(path))
    except KinshipError as error:
        raise get.located(error, str(path)) from None


def parse_frequencies(content: str) -> dict[str, dict[str, float]]:
    """Long (marker, allele, frequency) or wide (a column of alleles, one column a marker)."""
    rows = list(_rows(content))
    if len(rows) < 2:
        raise ParseError("the frequency table is empty", line=1)
    head = rows[0][1]
    wide = head[0].lower() in ("allele", "alleles")
    found = _wide(head, rows[1:]) if wide else _long(head, rows[1:])
    for marker, table in found.items():
        check_frequencies(table, marker)
    return found


def _long(head: list[str], rows: list[tuple[int, list[str]]]) -> dict[str, dict[str, float]]:
    places = [_column(head, "marker", "locus"), _column(head, "allele"), _column(head, "frequency", "freq")]
    found: dict[str, dict[str, float]] = {}
    for line, row in rows:
        if len(row) <= max(places):
            raise ParseError("a cell is missing in this row", line=line)
        marker, allele, value = (row[i] for i in places)
        _put(found.setdefault(marker, {}), marker, allele, value, line)
    return found


def _wide(head: list[str], rows: list[tuple[int, list[str]]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {marker: {} for marker in head[1:] if marker}
    for line, row in rows:
        if row[0].lower() in ("n", "count", "size"):
            continue
        for marker, value in zip(head[1:], row[1:], strict=False):
            if marker and value not in EMPTY and float_of(value, line, marker) > 0:
                _put(found[marker], marker, row[0], value, line)
    return found


def float_of(value: str, line: int, marker: str) -> float:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        raise ParseError(f"frequency {value!r} is not a number", line=line, marker=marker) from None


def _put(table: dict[str, float], marker: str, allele: str, value: str, line: int) -> None:
    if not marker or not allele:
        raise ParseError("the marker or the allele is missing in this row", line=line)
    if allele in table:
        raise ParseError(f"allele {allele!r} stands here a second time", line=line, marker=marker)
    table[allele] = float_of(value, line, marker)


def write_frequencies(markers: Iterable[Marker]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["marker", "allele", "frequency"])
    for marker in markers:
        for allele, p in zip(marker.alleles, marker.freqs, strict=True):
            table.writerow([_defused(marker.name), _defused(allele), repr(float(p))])
    return out.getvalue()


def load_pedigrees(path: Path) -> dict[str, Pedigree]:
    """Family trees by family; every error names file and line."""
    try:
        return parse_pedigrees(get.read_text(path))
    except KinshipError as error:
        raise get.located(error, str(path)) from None


def parse_pedigrees(content: str) -> dict[str, Pedigree]:
    """Columns family, id, father, mother, sex; a family column may be missing."""
    rows = list(_rows(content))
    if len(rows) < 2:
        raise ParseError("the family table is empty", line=1)
    head = rows[0][1]
    family = _column(head, "family", "familyid") if any("family" in c.lower() for c in head) else -1
    places = [_column(head, name) for name in ("id", "father", "mother", "sex")]
    found: dict[str, list[Person]] = {}
    for line, row in rows[1:]:
        if len(row) <= max(*places, family):
            raise ParseError("a cell is missing in this row", line=line)
        name, father, mother, sex = (row[i] for i in places)
        try:
            person = Person(name, _parent(father), _parent(mother), read_sex(sex or None, name))
        except KinshipError as error:
            raise error.at(line=line) from None
        found.setdefault(row[family] if family >= 0 else "", []).append(person)
    return {key: Pedigree(tuple(persons), key) for key, persons in found.items()}


def _parent(cell: str) -> str | None:
    return None if cell in NOBODY else cell


def write_pedigrees(pedigrees: Mapping[str, Pedigree]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["family", "id", "father", "mother", "sex"])
    for name, pedigree in pedigrees.items():
        for p in pedigree.persons:
            table.writerow([_defused(c) for c in (name, p.id, p.father or "", p.mother or "", p.sex)])
    return out.getvalue()
