"""Folding for search: every usual spelling of a place or a word meets in one form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.i18n.fold import contains, fold, words
from habeas.core.i18n.script import to_latin

LOWER = "абвгдђежзијклљмнњопрстћуфхцчџш"
serbian = st.text(alphabet=LOWER + LOWER.upper() + " -", max_size=40)


@pytest.mark.parametrize(
    ("folded", "spellings"),
    [
        ("djakovica", ["Đakovica", "Ђаковица", "DJAKOVICA", "ЂАКОВИЦА", "Djakovica"]),
        ("gjakove", ["Gjakovë", "GJAKOVË", "gjakove", "Gjakove\u0308"]),
        ("suva reka", ["Suva Reka", "СУВА РЕКА", "Suva-Reka", "  Suva   Reka "]),
        ("dzakovica", ["Џаковица", "Džakovica"]),
        ("lipljan", ["Липљан", "Lipljan", "LIPLJAN"]),
        ("mamusa", ["Mamuşa", "Мамуша", "Mamuša"]),
        ("per tu degjuar", ["për t'u dëgjuar", "për t’u dëgjuar"]),
        ("istanbul", ["İstanbul", "ISTANBUL"]),
        ("", ["", " - ", "…"]),
    ],
)
def test_spellings_meet(folded: str, spellings: list[str]) -> None:
    assert {fold(spelling) for spelling in spellings} == {folded}


def test_words_are_folded_one_by_one() -> None:
    assert words("Fushë-Kosovë / Косово Поље") == ["fushe", "kosove", "kosovo", "polje"]


def test_a_query_in_one_script_finds_a_text_in_the_other() -> None:
    assert contains("Посета станици полиције, Ђаковица", "djakov poset")
    assert not contains("Посета станици полиције, Ђаковица", "gnjilane")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(serbian.filter(lambda text: "еулекс" not in text.lower()))
def test_both_scripts_fold_alike(text: str) -> None:
    assert fold(to_latin(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=60))
def test_composed_and_decomposed_forms_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(alphabet="abcdeëçšđž ABCËÇŠĐŽ", max_size=40))
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)
