"""Whole names come apart whatever the order, the brackets and the script."""

from __future__ import annotations

import pytest

from habeas.science.names import NameParts, gazetteer, split_name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Петровић (Милан) Ђорђе", NameParts("Ђорђе", "Милан", "Петровић")),
        ("Agron Musa KRYEZIU", NameParts("Agron", "Musa", "KRYEZIU")),
        ("KRYEZIU Agron", NameParts("Agron", "", "KRYEZIU")),
        ("Agron (Musa) Shembulli", NameParts("Agron", "Musa", "Shembulli")),
        ("Petrović, Milan", NameParts("Milan", "", "Petrović")),
        ("Petrović, Milan Dragan", NameParts("Milan", "Dragan", "Petrović")),
        ("AgronShembulli", NameParts("Agron", "", "Shembulli")),
        ("Zana Berisha-Gashi", NameParts("Zana", "", "Berisha", "Gashi")),
        ("Zana Berisha – Gashi", NameParts("Zana", "", "Berisha", "Gashi")),
        ("Mara Petrović rođena Jovanović", NameParts("Mara", "", "Petrović", "Jovanović")),
        ("Zana Berisha e lindur Gashi", NameParts("Zana", "", "Berisha", "Gashi")),
        ("Murat bin Kemal Yılmaz", NameParts("Murat", "Kemal", "Yılmaz")),
        ("Shembulli", NameParts("", "", "Shembulli")),
        ("", NameParts()),
    ],
)
def test_name_comes_apart(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts


def test_counts_of_a_list_decide_the_order() -> None:
    assert split_name("Gani Ali", lambda word: word == "Gani") == NameParts("Ali", "", "Gani")


@pytest.mark.parametrize("spelling", ["Ђаковица", "Đakovica", "DJAKOVICA", "Gjakova", "Gjakovë", "gjakove"])
def test_place_is_found_in_any_spelling(spelling: str) -> None:
    places = gazetteer({"02": ["Gjakovë", "Gjakova", "Ђаковица"], "03": ["Gllogoc", "Glogovac", "Drenas"]})
    assert places.find(spelling) == "02"


def test_name_of_two_places_finds_neither() -> None:
    assert gazetteer({"1": ["Novo Selo"], "2": ["Novo selo"]}).find("Ново Село") is None


def test_old_name_is_a_name() -> None:
    assert gazetteer({"03": ["Gllogoc/Glogovac", "Drenas; Gllogovc"]}).find("Дренас") == "03"
