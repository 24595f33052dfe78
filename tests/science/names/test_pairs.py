"""A table of pairs picked by hand: those that must meet, and those that must not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.science.names import cyrillic, likeness

with (Path(__file__).parent / "pairs.csv").open(encoding="utf-8") as stream:
    PAIRS = [(row["kind"], row["one"], row["other"], row["meets"] == "1") for row in csv.DictReader(stream)]

NAMES = st.text("abcčćdđefghijklmnoprsštuvzž", min_size=1, max_size=12)


@pytest.mark.parametrize(("kind", "one", "other", "meets"), PAIRS, ids=[f"{p[1]}-{p[2]}" for p in PAIRS])
def test_pair(kind: str, one: str, other: str, meets: bool) -> None:
    found = likeness(one, other, family=kind == "family")
    assert found.meets is meets, found


def test_table_is_large_enough() -> None:
    assert len(PAIRS) >= 120


@given(NAMES, NAMES)
def test_order_does_not_matter(one: str, other: str) -> None:
    assert likeness(one, other).level == likeness(other, one).level


@given(NAMES, NAMES)
def test_script_does_not_matter(one: str, other: str) -> None:
    assert likeness(cyrillic(one), other).level == likeness(one, other).level


def test_reason_is_told() -> None:
    assert likeness("Ђорђевић", "Gjorgjeviq").reason == "same name in another spelling or script"
    assert likeness("Sylejmani", "Sulejmanović", family=True).reason == "same name with another family ending"
    assert likeness("Agron", "").reason == "one of the names is missing"


def test_turkish_c_is_read_as_turkish() -> None:
    assert likeness("Cemal", "Xhemal", language="tr").score == 1.0
