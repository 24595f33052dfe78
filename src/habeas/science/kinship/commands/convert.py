"""`convert`: one format into another."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ..cli import say
from ..draw import draw_pedigree
from ..errors import KinshipError, ParseError
from ..formats.cases import Case, load_case
from ..formats.familias import FamiliasFile, familias_case, load_familias
from ..formats.familias_writing import write_familias
from ..formats.tables import load_profiles, write_profiles
from ..formats.writing import case_to_json
from ..pedigree import Pedigree


def convert(chosen: argparse.Namespace) -> None:
    ending = chosen.target.suffix.lower()
    writers = {
        ".json": _as_json,
        ".fam": _as_fam,
        ".tsv": _as_tsv,
        ".txt": _as_tsv,
        ".csv": _as_csv,
        ".svg": _as_svg,
    }
    if ending not in writers:
        raise KinshipError(
            f"the ending {ending!r} is unknown; use {' '.join(writers)}", file=str(chosen.target)
        )
    content = writers[ending](_any_case(chosen.file))
    try:
        chosen.target.write_text(content, encoding="utf-8")
    except OSError as error:
        raise KinshipError(f"cannot be written: {error.strerror}", file=str(chosen.target)) from None
    say(f"wrote {chosen.target}")


def _any_case(file: Path) -> Case:
    """A case from .json or .fam; a profile table gives a case without hypotheses and markers."""
    ending = file.suffix.lower()
    if ending == ".json":
        return load_case(file)
    if ending == ".fam":
        found = load_familias(file)
        if len(found.pedigrees) >= 2:
            return familias_case(found, file.stem)
        claims = list(found.pedigrees.values())
        alone = claims[0] if claims else None
        return Case(file.stem, "", alone, alone, found.markers, found.profiles, found.theta)
    if ending in (".tsv", ".txt", ".csv"):
        return Case(file.stem, "", None, None, (), load_profiles(file))
    raise ParseError(f"the ending {ending!r} is unknown", file=str(file))


def _as_json(case: Case) -> str:
    return json.dumps(case_to_json(case), indent=1, ensure_ascii=False) + "\n"


def _as_fam(case: Case) -> str:
    if not case.markers:
        raise KinshipError("a table of profiles has no frequencies; a .fam file needs them")
    claims = {name: claim for name, claim in (("H1", case.h1), ("H2", case.h2)) if claim is not None}
    return write_familias(FamiliasFile(case.profiles, claims, case.markers, case.theta))


def _marker_names(case: Case) -> list[str]:
    named = [m.name for m in case.markers]
    return named + sorted({m for p in case.profiles.values() for m in p.genotypes} - set(named))


def _as_tsv(case: Case) -> str:
    return write_profiles(case.profiles.values(), _marker_names(case))


def _as_csv(case: Case) -> str:
    return write_profiles(case.profiles.values(), _marker_names(case), ",")


def _as_svg(case: Case) -> str:
    if case.h1 is None:
        raise KinshipError("there is no family tree to draw")
    persons = tuple(p for tree in case.h1.components for p in tree.persons)
    tree = Pedigree(persons, case.title)
    return draw_pedigree(tree, typed=set(case.profiles), missing={"MP"} & tree.ids, title=case.title)
