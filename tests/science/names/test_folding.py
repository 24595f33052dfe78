"""One form for one name: scripts and spellings meet, folding twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.science.names import cyrillic, fold, key, soft, stem

SERBIAN = st.text("abcčćdđefghijklmnoprsštuvzžABCČĆDĐEFGHIJKLMNOPRSŠTUVZŽ -", max_size=20)


@pytest.mark.parametrize(
    "spellings",
    [
        "Ђорђе Đorđe Djordje Gjorgje ĐORĐE",
        "Хоџа Hoxha Hodža Hodza",
        "Шкељзен Shkëlzen Shkelzen Škeljzen",
        "Милошевић Milošević Milosevic Milosheviq",
        "Ћемајл Qemajl Ćemajl",
        "Нијази Nijazi Niazi",
        "Марија Marija Maria",
    ],
)
def test_spellings_of_one_name_have_one_fold(spellings: str) -> None:
    assert len({fold(word) for word in spellings.split()}) == 1


@given(st.text(st.characters(max_codepoint=0x4FF), max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(SERBIAN)
def test_script_does_not_matter(text: str) -> None:
    assert fold(cyrillic(text)) == fold(text)


def test_endings_of_one_family_have_one_stem() -> None:
    assert {stem(fold(word)) for word in ("Sylejmani", "Sylejmanaj", "Silejmanović")} == {"silejman"}


def test_definite_and_careless_spellings_have_one_soft_form() -> None:
    assert {soft(fold(word)) for word in ("Agron", "Agroni")} == {"agron"}
    assert soft(fold("Rexhepi")) == soft(fold("Rejepi"))


def test_sound_key_hears_no_first_j() -> None:
    assert key(fold("Jusufi")) == key(fold("Исуфовић"))
