"""A place is called by both its names, in the order and the script that the reader chose."""

import pytest

from habeas.core.i18n.double_names import NamePart, double_name, written


@pytest.mark.parametrize(
    ("order", "script", "text"),
    [
        ("sq-sr", "Latn", "Gjakovë/Đakovica"),
        ("sr-sq", "Latn", "Đakovica/Gjakovë"),
        ("sq-sr", "Cyrl", "Gjakovë/Ђаковица"),
        ("sr-sq", "Cyrl", "Ђаковица/Gjakovë"),
    ],
)
def test_order_and_script_are_the_readers_choice(order: str, script: str, text: str) -> None:
    assert written(double_name("Gjakovë", "Đakovica", order=order, script=script)) == text  # type: ignore[arg-type]


def test_each_name_carries_its_language() -> None:
    assert double_name("Pejë", "Peć", script="Cyrl") == (NamePart("Pejë", "sq"), NamePart("Пећ", "sr-Cyrl"))


def test_names_written_alike_stand_once_and_in_two_scripts_twice() -> None:
    assert written(double_name("Prizren", "Prizren")) == "Prizren"
    assert written(double_name("Prizren", "Prizren", script="Cyrl")) == "Prizren/Призрен"


def test_a_cyrillic_form_given_wins_over_the_rule() -> None:
    assert written(double_name("", "Vanjul", script="Cyrl", cyrillic="Ванјул")) == "Ванјул"


@pytest.mark.parametrize(("sq", "sr", "text"), [("Pejë", "", "Pejë"), ("", "Peć", "Peć"), ("", "", "")])
def test_an_unknown_name_leaves_no_stroke(sq: str, sr: str, text: str) -> None:
    assert written(double_name(sq, sr)) == text
