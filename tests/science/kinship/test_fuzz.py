"""Whatever a parser is given, it answers with a result or with a KinshipError."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.science.kinship.comparison import compare_case
from habeas.science.kinship.errors import KinshipError
from habeas.science.kinship.formats.blind import parse_search
from habeas.science.kinship.formats.cases import parse_case
from habeas.science.kinship.formats.dvi import parse_dvi
from habeas.science.kinship.formats.familias import parse_familias
from habeas.science.kinship.formats.reading import parse_json
from habeas.science.kinship.formats.tables import parse_frequencies, parse_pedigrees, parse_profiles
from habeas.science.kinship.identification.solve import Identification
from habeas.science.kinship.search import BlindSearch, SearchSettings

from .builders import raw_case
from .test_familias import SIMPLE
from .test_table_formats import EXPORT

QUICK = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
LEAF = st.none() | st.booleans() | st.integers(-5, 300) | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    LEAF, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3)
)


def small(name: str) -> dict[str, Any]:
    """A reference file cut to two markers."""
    raw = raw_case(name)
    raw["markers"] = raw["markers"][:2]
    kept = {m["name"] for m in raw["markers"]}
    for key in ("genotypes", "genotypes_pm", "genotypes_am"):
        if key in raw:
            raw[key] = {s: {m: g for m, g in p.items() if m in kept} for s, p in raw[key].items()}
    return raw


FILES = [
    (parse_case, small("c19_mut_stepwise_duo")),
    (parse_case, small("c12_inbred_first_cousins")),
    (parse_search, small("blind_12x12_none")),
    (parse_dvi, small("dvi_own_weak")),
]

COMPUTE: dict[Any, Any] = {
    parse_case: lambda case: compare_case(case).mutate.log_lr,
    parse_search: lambda found: BlindSearch(
        found.families, found.victims, found.markers, options=ONE
    ).matrix(),
    parse_dvi: lambda problem: Identification(problem).solve(5),
}
ONE = SearchSettings(threads=1, minimum_markers=0)


def spoil(raw: Any, draw: Any) -> Any:
    """Walk to a random place and put something else there, or take it away."""
    place = copy.deepcopy(raw)
    root, parent, key = place, None, None
    while isinstance(place, (dict, list)) and len(place) and (parent is None or draw(st.integers(0, 3))):
        parent = place
        key = (
            draw(st.sampled_from(sorted(place)))
            if isinstance(place, dict)
            else draw(st.integers(0, len(place) - 1))
        )
        place = parent[key]
    if parent is not None:
        if draw(st.booleans()):
            parent[key] = draw(ANYTHING)
        else:
            del parent[key]
    return root


@pytest.mark.parametrize(("parse", "raw"), FILES, ids=["mutation case", "case", "search", "dvi"])
@QUICK
@given(data=st.data())
def test_spoiled_json_is_read_or_refused(parse, raw, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    changed = raw
    for _ in range(data.draw(st.integers(1, 3))):
        changed = spoil(changed, data.draw)
    try:
        COMPUTE[parse](parse(changed))
    except KinshipError as error:
        assert str(error)


@QUICK
@given(st.text(max_size=300) | ANYTHING.map(lambda v: json.dumps(v, default=str)))
def test_any_text_is_json_or_refused(text: str) -> None:
    for parse in (parse_case, parse_search, parse_dvi):
        with pytest.raises(KinshipError):
            parse(parse_json(text))


def spoil_text(text: str, draw: Any) -> str:
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        action = draw(st.sampled_from(["cut", "drop", "double", "replace"]))
        if action == "cut":
            lines = lines[: at + 1]
        elif action == "drop":
            lines = lines[:at] + lines[at + 1 :] or [""]
        elif action == "double":
            lines = [*lines[: at + 1], *lines[at:]]
        else:
            lines[at] = draw(st.text(max_size=12) | st.integers(-3, 10**12).map(str))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_familias, SIMPLE),
        (parse_profiles, EXPORT),
        (parse_frequencies, "marker,allele,frequency\nTH01,6,0.4\nTH01,9.3,0.6\n"),
        (parse_frequencies, "Allele,TH01,FGA\n6,0.4,0.5\n7,0.6,0.5\n"),
        (parse_pedigrees, "family,id,father,mother,sex\nA,x,,,M\nA,y,,,F\nA,z,x,y,M\n"),
    ],
    ids=["fam", "profiles", "long frequencies", "wide frequencies", "trees"],
)
@QUICK
@given(data=st.data())
def test_spoiled_text_is_read_or_refused(parse, text: str, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    spoiled = (
        spoil_text(text, data.draw) if data.draw(st.integers(0, 4)) else data.draw(st.text(max_size=200))
    )
    try:
        parse(spoiled)
    except KinshipError as error:
        assert str(error)
