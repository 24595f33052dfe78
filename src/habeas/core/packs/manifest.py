"""The manifest of a pack: its name and version, its files with their row counts and digests, the order of loading."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import habeas
from habeas.core.packs.problems import PackError, Problem
from habeas.core.packs.tables import Table

MANIFEST = "manifest.toml"
SEALED = "# Rows and digests are written by `habeas load-pack FOLDER --seal`."
SHIPPED = Path(habeas.__file__).parent / "packs"


@dataclass(frozen=True)
class Pack:
    """A folder that was read: its manifest, and its files by name."""

    folder: Path
    name: str
    version: str
    mission: Mapping[str, str]
    languages: tuple[str, ...]
    time_zone: str
    order: tuple[str, ...]
    files: Mapping[str, Mapping[str, Any]]
    status_note: Mapping[str, str] = field(default_factory=dict)
    """By language: what every page, print and export carries; empty when the mission has none."""
    period: tuple[date, date] | None = None
    """The first and the last day of disappearances that the mission's mechanism takes; None takes any."""
    leaderships: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Whose contacts are balanced: code to label by language, in the order in which they are shown."""

    def has(self, name: str) -> bool:
        """Whether the pack brings a file that it may leave out."""
        return name in self.files

    def table(self, name: str, columns: Collection[str]) -> Table:
        """A table of the pack; raises PackError when columns are missing."""
        return Table(self.folder / name, name, columns)

    def column(self, name: str, column: str) -> set[str]:
        """The codes of another table that rows may refer to; empty when the pack does not bring it."""
        return {line.text(column) for line in self.table(name, (column,)).lines} if self.has(name) else set()

    def features(self, name: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file."""
        try:
            found = json.loads((self.folder / name).read_text(encoding="utf-8"))["features"]
        except (ValueError, KeyError, TypeError):
            raise PackError(
                [Problem(name, _("This is no GeoJSON collection of features."), _("Export it again."))]
            ) from None
        return list(found)

    @property
    def digest(self) -> str:
        """SHA-256 over the digests of all files, in the order of their names."""
        lines = "".join(f"{entry['sha256']}  {name}\n" for name, entry in sorted(self.files.items()))
        return hashlib.sha256(f"{self.name} {self.version}\n{lines}".encode()).hexdigest()


def shipped_packs() -> list[str]:
    """The names of the packs that come with habeas."""
    return sorted(path.parent.name for path in SHIPPED.glob(f"*/{MANIFEST}"))


def folder_of(name: str) -> Path:
    """The folder of a pack given by the name of a shipped one or by a path."""
    shipped, path = SHIPPED / name, Path(name).expanduser()
    if "/" not in name and (shipped / MANIFEST).exists():
        return shipped
    if (path / MANIFEST).exists():
        return path.resolve()
    remedy = _("Name a folder that holds manifest.toml, or one of: %(names)s.") % {
        "names": ", ".join(shipped_packs())
    }
    raise PackError([Problem(name, _("There is no pack of this name."), remedy)])


def read_manifest(folder: Path) -> Pack:
    """Read the manifest; raises PackError when it is broken or lacks an entry."""
    try:
        told = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise PackError([Problem(MANIFEST, str(broken), _("Correct the file."))]) from None
    wanted = ("name", "version", "mission", "languages", "time_zone", "order", "files")
    missing = [entry for entry in wanted if entry not in told]
    if missing:
        why = _("The entry %(entry)s is missing.")
        raise PackError([Problem(MANIFEST, why % {"entry": entry}, _("Add it.")) for entry in missing])
    values = {entry: told[entry] for entry in wanted}
    values |= {"languages": tuple(told["languages"]), "order": tuple(told["order"])}
    values |= {entry: told.get(entry, {}) for entry in ("status_note", "leaderships")}
    return Pack(folder=folder, **values, period=_period(told))


def _period(told: Mapping[str, Any]) -> tuple[date, date] | None:
    """The days of the entry `period`; raises PackError when they are no days or stand the wrong way round."""
    if "period" not in told:
        return None
    first, last = (told["period"].get(name) for name in ("from", "until"))
    if type(first) is date and type(last) is date and first <= last:
        return first, last
    why = _("“%(first)s” until “%(last)s” is no period.") % {"first": first, "last": last}
    raise PackError([Problem(MANIFEST, why, _("Write from = 2001-01-31 and a later day after until ="))])


def check_files(pack: Pack) -> None:
    """Every file is there, with the rows and the digest that the manifest tells."""
    problems = [problem for name, entry in pack.files.items() for problem in _faults(pack, name, entry)]
    if problems:
        raise PackError(problems)


def _faults(pack: Pack, name: str, entry: Mapping[str, Any]) -> list[Problem]:
    path = pack.folder / name
    if not path.resolve().is_relative_to(pack.folder.resolve()):
        return [Problem(name, _("This file lies outside the pack."), _("Move it into the folder."))]
    if not path.is_file():
        return [Problem(name, _("The file is missing."), _("Put it back or take it out of the manifest."))]
    if entry.get("sha256") == digest_of(path):
        return []
    told, there = entry.get("rows"), rows_in(path)
    why = _("The file is not the one of the manifest (%(told)s rows told, %(there)s there).")
    remedy = _("If the change is yours, run `habeas load-pack FOLDER --seal`; else fetch the pack again.")
    return [Problem(name, why % {"told": told, "there": there}, remedy)]


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows_in(path: Path) -> int:
    """Rows of a table below its header, features of a collection, shapes of a topology."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            return max(sum(1 for _row in csv.reader(file)) - 1, 0)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return 0
    if told.get("type") == "Topology":
        return sum(len(collection.get("geometries", ())) for collection in told["objects"].values())
    return len(told.get("features", ()))


def seal(folder: Path) -> int:
    """Write the rows and the digest of each file into the manifest; returns the number of files."""
    pack = read_manifest(folder)
    head = (folder / MANIFEST).read_text(encoding="utf-8").partition(SEALED)[0].rstrip()
    lines = [head, "", SEALED, "[files]"]
    for name in pack.files:
        path = folder / name
        if not path.is_file():
            raise PackError([Problem(name, _("The file is missing."), _("Put it back."))])
        lines.append(f'"{name}" = {{ rows = {rows_in(path)}, sha256 = "{digest_of(path)}" }}')
    (folder / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(pack.files)
