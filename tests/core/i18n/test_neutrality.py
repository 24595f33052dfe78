"""The interface takes no position on status: in no template, message or translation."""

import csv

import pytest

from habeas.core.i18n.catalogues import read_catalogue
from habeas.core.i18n.extraction import PROJECT, extract_messages, source_files
from habeas.core.i18n.languages import CATALOGUE_LOCALES
from habeas.core.i18n.neutrality import TERMINOLOGY, departures, terms


def texts(message: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message or ())


def test_messages_are_neutral() -> None:
    found = [
        f"{text}: {departure}"
        for message in extract_messages()
        for text in texts(message.id)
        for departure in departures(text, "en")
    ]
    assert found == []


@pytest.mark.parametrize("locale", CATALOGUE_LOCALES)
def test_translations_are_neutral(locale: str) -> None:
    found = [
        f"{text}: {departure}"
        for message in read_catalogue(locale)
        if message.id
        for text in texts(message.string)
        for departure in departures(text, locale)
    ]
    assert found == []


def test_templates_are_neutral() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {departure}"
        for path in source_files(PROJECT)
        if path.suffix != ".py"
        for departure in departures(path.read_text(), "en")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The border between Kosovo and Serbia", ["border", "Kosovo and Serbia"]),
        ("en", "The administrative boundary line; Pristina and Belgrade", []),
        ("en", "Citizens of the Republic  of\nKosovo", ["Republic  of\nKosovo"]),
        ("en", "He said “the border is closed”", []),
        ("en", "<blockquote>Republic of Kosovo</blockquote>", []),
        ("en", "borderline, bordered", []),
        ("sq", "Kushtetuta e Republikës së Kosovës", ["Republikës së Kosovës"]),
        ("sq", "Vija administrative, pika e kalimit, kufizimi i lëvizjes", []),
        ("sr", "Влада Косова и Метохије", ["Влада Косова", "Косова и Метохије"]),
        ("sr", "Људи са КиМ. С ким и где?", ["КиМ"]),
        ("sr", "Свештеник је рекао „Косово и Метохија“", []),
        ("sr-latn", "Na graničnom prelazu", ["graničnom prelazu"]),
        ("sr-latn", "Na prelazu administrativne linije", []),
    ],
)
def test_terms_to_avoid_are_found_outside_quotations(language: str, text: str, found: list[str]) -> None:
    assert [departure.found for departure in departures(text, language)] == found


def test_a_departure_says_what_to_write() -> None:
    assert str(departures("At the border", "en")[0]) == (
        "write “administrative boundary line” instead of “border”"
    )


def test_every_concept_has_its_term_in_every_language() -> None:
    with TERMINOLOGY.open(encoding="utf-8", newline="") as table:
        codes = [row["code"] for row in csv.DictReader(table)]
    for language in ("en", "sq", "sr", "sr-latn"):
        assert [term.code for term in terms(language) if term.use] == codes


def test_no_term_to_use_is_one_to_avoid() -> None:
    for language in ("en", "sq", "sr", "sr-latn"):
        assert [
            departures(term.use, language) for term in terms(language) if departures(term.use, language)
        ] == []
