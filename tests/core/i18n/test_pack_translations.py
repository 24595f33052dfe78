"""Labels that the pack's sources lacked are given, in both scripts of Serbian by rule, and marked for review."""

import csv
from pathlib import Path

import pytest

from habeas.core.i18n.extraction import PROJECT
from habeas.core.i18n.neutrality import departures
from habeas.core.i18n.script import to_cyrillic, to_latin

PACK = PROJECT / "packs" / "kosovo"
LABELS = ("label_sq", "label_sr_latin", "label_sr_cyrillic")
FILES = {"term_translations.csv": ("list", "code"), "instrument_translations.csv": ("id", "field")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize(("name", "key"), FILES.items())
def test_each_label_is_given_once_and_marked_for_review(name: str, key: tuple[str, ...]) -> None:
    given = rows(PACK / name)
    assert len({tuple(row[column] for column in key) for row in given}) == len(given)
    assert [row for row in given if not all(row[label] for label in LABELS) or row["review"] != "yes"] == []


@pytest.mark.parametrize("name", FILES)
def test_both_scripts_say_the_same(name: str) -> None:
    given = rows(PACK / name)
    assert [row for row in given if to_latin(row["label_sr_cyrillic"]) != row["label_sr_latin"]] == []
    assert [row for row in given if to_cyrillic(row["label_sr_latin"]) != row["label_sr_cyrillic"]] == []


@pytest.mark.parametrize("name", FILES)
def test_labels_are_neutral(name: str) -> None:
    for row in rows(PACK / name):
        assert departures(row["label_sq"], "sq") == []
        assert departures(row["label_sr_cyrillic"], "sr") == []


needs_the_sources = pytest.mark.skipif(
    not (PACK / "thesauri.csv").exists(), reason="the sources of the pack are not in this tree"
)


def lacking(row: dict[str, str], start: str) -> bool:
    return not all(row[f"{start}{language}"] for language in ("sq", "sr_latin", "sr_cyrillic"))


@needs_the_sources
def test_no_term_of_the_pack_is_left_without_a_label() -> None:
    given = {(row["list"], row["code"]) for row in rows(PACK / "term_translations.csv")}
    terms = rows(PACK / "thesauri.csv")
    assert {(row["list"], row["code"]) for row in terms if lacking(row, "label_")} == given


@needs_the_sources
def test_no_instrument_or_article_of_the_pack_is_left_without_a_label() -> None:
    given = {(row["id"], row["field"]) for row in rows(PACK / "instrument_translations.csv")}
    instruments = rows(PACK / "instruments.csv")
    wanted = {(row["id"], "right" if row["article"] else "instrument") for row in instruments}
    by_id = {row["id"]: row for row in instruments}
    assert {(code, field) for code, field in wanted if lacking(by_id[code], f"{field}_")} == given


# The words of the sources themselves: an article of the Framework Convention and a task of the resolution.
WORDS_OF_A_SOURCE = {"Cross-border contacts", "Conduct border monitoring duties as required"}
COLUMNS = {"en": "en", "sq": "sq", "sr": "sr", "latin": "sr-latn", "cyrillic": "sr", "task": "en"}


@pytest.mark.parametrize("path", sorted(PACK.glob("*.csv")), ids=lambda path: path.stem)
def test_the_pack_speaks_neutrally(path: Path) -> None:
    found = [
        f"{text}: {departure}"
        for row in rows(path)
        for column, text in row.items()
        if (language := COLUMNS.get(column.rpartition("_")[2])) and text not in WORDS_OF_A_SOURCE
        for departure in departures(text, language)
    ]
    assert found == []
