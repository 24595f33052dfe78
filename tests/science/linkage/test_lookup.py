"""Possible duplicates while typing: unfinished, misspelt, in any order and script."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from habeas.science.linkage import LinkageError, NameIndex, read_lists
from habeas.science.linkage.lookup import find_among

from .lists import LISTS


@cache
def index() -> NameIndex:
    held = read_lists(LISTS)
    rows = [held.row(at) for at in range(len(held))]
    names = [[row[name] for row in rows] for name in ("given_name", "surname", "father_name")]
    extra = ["Zanafillë", "Shembullaj", "Provgjergj"]
    return NameIndex.of(
        [*held.ids, "invented"],
        [[*column, name] for column, name in zip(names, extra, strict=True)],
        [*(int(row["birth_year"] or 0) for row in rows), 1962],
        [*(row["municipality"] for row in rows), "Prizren"],
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Zanafillë Shembullaj",
        "shembullaj zanaf",
        "ЗАНАФИЛ",
        "Zanafille",
        "zanafila shemb",
        "Zanaifllë",
        "shembulai zan",
    ],
)
def test_person_is_found(typed: str) -> None:
    assert "invented" in [hit.id for hit in index().find(typed)]


def test_year_decides_among_namesakes() -> None:
    hits = index().find("agron", year=1962)
    assert len(hits) == 20
    assert hits[0].score > hits[-1].score


def test_one_letter_finds_nothing_yet() -> None:
    assert index().find("z") == []


def test_second_search_is_not_touched_by_the_first() -> None:
    before = index().find("Zanafillë")
    index().find("agron hoxha krasniqi")
    assert index().find("Zanafillë") == before


def test_saved_index_gives_the_same(tmp_path: Path) -> None:
    index().save(tmp_path / "names.npz")
    assert NameIndex.load(tmp_path / "names.npz").find("hoxh agr") == index().find("hoxh agr")


@pytest.mark.parametrize("spoil", [lambda whole: b"no index", lambda whole: b"", lambda whole: whole[:-40]])
def test_other_file_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    index().save(tmp_path / "names.npz")
    (tmp_path / "names.npz").write_bytes(spoil((tmp_path / "names.npz").read_bytes()))
    with pytest.raises(LinkageError, match="not an index"):
        NameIndex.load(tmp_path / "names.npz")


def test_empty_index_finds_nothing() -> None:
    assert NameIndex.of([], [[], []], [], []).find("agron") == []


def test_parts_answer_like_the_whole() -> None:
    held = read_lists(LISTS)
    rows = [held.row(at) for at in range(300)]

    def part(some: list[dict[str, str]], ids: list[str]) -> NameIndex:
        names = [[row[name] for row in some] for name in ("given_name", "surname", "father_name")]
        return NameIndex.of(ids, names, [0] * len(some), [""] * len(some))

    ids = [str(at) for at in range(300)]
    whole, parts = part(rows, ids), [part(rows[:290], ids[:290]), part(rows[290:], ids[290:])]
    for row in rows[280:]:
        text = f"{row['given_name']} {row['surname'][:4]}"
        one, other = whole.find(text), find_among(parts, text)
        assert [round(hit.score, 3) for hit in one] == [round(hit.score, 3) for hit in other]


def test_hidden_record_takes_no_place_among_the_best() -> None:
    some = NameIndex.of(["a", "b"], [["Agron", "Agron"], ["Hoxha", "Hoxha"]], [0, 0], ["", ""])
    some.gone[0] = True
    assert [hit.id for hit in some.find("agron hox", best=1)] == ["b"]
