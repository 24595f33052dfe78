"""Symbols of documents are recognised and validated."""

import pytest
from django.core.exceptions import ValidationError

from habeas.mandate.symbols import parse_symbol, validate_symbol

RIGHT = [
    ("S/RES/1244 (1999)", "un", "https://undocs.org/S/RES/1244(1999)"),
    ("S/1999/672", "un", "https://undocs.org/S/1999/672"),
    ("S/PRST/2008/44", "un", "https://undocs.org/S/PRST/2008/44"),
    ("A/RES/48/141", "un", "https://undocs.org/A/RES/48/141"),
    ("A/RES/428 (V)", "un", "https://undocs.org/A/RES/428(V)"),
    ("A/RES/3274 (XXIX)", "un", "https://undocs.org/A/RES/3274(XXIX)"),
    ("A/CONF.157/23", "un", "https://undocs.org/A/CONF.157/23"),
    ("A/HRC/30/38/Add.1", "un", "https://undocs.org/A/HRC/30/38/Add.1"),
    ("CCPR/C/UNK/1", "un", "https://undocs.org/CCPR/C/UNK/1"),
    ("ST/SGB/2007/6", "un", "https://undocs.org/ST/SGB/2007/6"),
    ("PC.DEC/305", "osce", ""),
    ("CM/ResCMN(2011)14", "coe", ""),
    ("CPT/Inf (2009) 3", "coe", ""),
    ("GVT/COM/III(2013)005", "coe", ""),
]


@pytest.mark.parametrize(("text", "family", "link"), RIGHT)
def test_right_symbols(text, family, link):
    symbol = parse_symbol(text)
    assert (symbol.family, symbol.text, symbol.link) == (family, text, link)


@pytest.mark.parametrize(
    "text",
    ["", "S-1244", "S/RES/", "S/RES", "X/RES/1244", "S/RES/1244 (99)", "s/res/1244", "S/RES/1244 (1999) 11"],
)
def test_wrong_symbols_are_named(text):
    assert parse_symbol(text) is None
    with pytest.raises(ValidationError) as refused:
        validate_symbol(text)
    assert f"“{text}” is no document symbol" in refused.value.messages[0]


def test_spaces_are_tidied():
    assert parse_symbol(" S/RES/1244   (1999)").text == "S/RES/1244 (1999)"
