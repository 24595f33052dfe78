"""The catalogues are complete in every locale, and the tools that keep them so tell what is wrong."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from habeas.core.i18n import catalogues
from habeas.core.i18n.catalogues import (
    bring_up_to_date,
    derive_latin,
    problems,
    read_catalogue,
    update_all,
    write_catalogue,
)
from habeas.core.i18n.extraction import extract_messages
from habeas.core.i18n.languages import CATALOGUE_LOCALES, LOCALE_DIRECTORY, catalogue_path


@pytest.fixture(scope="module")
def in_use() -> Catalog:
    return extract_messages()


@pytest.mark.parametrize("locale", CATALOGUE_LOCALES)
def test_every_message_is_translated(locale: str, in_use: Catalog) -> None:
    assert list(map(str, problems(in_use, read_catalogue(locale)))) == []


def test_latin_catalogue_follows_the_cyrillic_one(tmp_path: Path) -> None:
    write_catalogue(derive_latin(read_catalogue("sr")), tmp_path)
    assert catalogue_path("sr_Latn", tmp_path).read_text() == catalogue_path("sr_Latn").read_text()


def test_catalogues_are_written_as_the_tool_writes_them(tmp_path: Path, in_use: Catalog) -> None:
    for locale in CATALOGUE_LOCALES:
        source = catalogue_path(locale, tmp_path)
        source.parent.mkdir(parents=True)
        source.write_bytes(catalogue_path(locale, LOCALE_DIRECTORY).read_bytes())
    update_all(in_use, tmp_path)
    for locale in CATALOGUE_LOCALES:
        assert catalogue_path(locale, tmp_path).read_text() == catalogue_path(locale).read_text()


def template(*messages: object) -> Catalog:
    catalog = Catalog(fuzzy=False)
    for message in messages:
        catalog.add(message, None, [("habeas/invented.py", 0)])  # type: ignore[arg-type]
    return catalog


def catalogue(locale: str, **texts: str | tuple[str, ...]) -> Catalog:
    catalog = Catalog(locale=locale, fuzzy=False)
    for message, text in texts.items():
        catalog.add(message, text)
    return catalog


def kinds(wanted: Catalog, catalog: Catalog) -> list[tuple[str, str]]:
    return [(problem.kind, problem.detail) for problem in problems(wanted, catalog)]


def test_an_absent_or_empty_translation_is_missing() -> None:
    assert kinds(template("Visit", "Finding"), catalogue("sq", Visit="")) == [
        ("missing", ""),
        ("missing", ""),
    ]


def test_a_guess_is_reported() -> None:
    guessed = Catalog(locale="sq", fuzzy=False)
    guessed.add("Visit", "Vizitë", flags=["fuzzy"])
    assert kinds(template("Visit"), guessed) == [("fuzzy", "")]


def test_a_message_out_of_use_is_reported() -> None:
    assert kinds(template(), catalogue("sq", Visit="Vizitë")) == [("obsolete", "")]


@pytest.mark.parametrize(
    ("message", "text", "details"),
    [
        ("Visit of %(date)s", "Vizitë", ["lacks %(date)s"]),
        ("Visit of %(date)s", "Vizitë e %(data)s", ["has %(data)s of its own", "lacks %(date)s"]),
        ("{count} of {total}", "{count} nga {totali}", ["has {totali} of its own", "lacks {total}"]),
        ("<b>Visit</b>", "<b>Vizitë", ["lacks </b>"]),
        ("%(a)s and %(b)s", "%(b)s dhe %(a)s", []),
        ("%d visits", "vizita", ["lacks %d"]),
        ("100%% done", "100%% e kryer", []),
    ],
)
def test_placeholders_and_tags_must_agree(message: str, text: str, details: list[str]) -> None:
    catalog = Catalog(locale="sq", fuzzy=False)
    catalog.add(message, text)
    assert [problem.detail for problem in problems(template(message), catalog)] == details


def test_serbian_needs_the_number_in_its_first_form_too() -> None:
    message = ("One visit", "%(n)s visits")
    albanian, serbian = Catalog(locale="sq", fuzzy=False), Catalog(locale="sr", fuzzy=False)
    albanian.add(message, ("Një vizitë", "%(n)s vizita"))
    serbian.add(message, ("Једна посета", "%(n)s посете", "%(n)s посета"))
    assert kinds(template(message), albanian) == []
    assert kinds(template(message), serbian) == [("placeholder", "lacks %(n)s")]


@pytest.mark.parametrize("locale", ["sq", "sr_Latn"])
def test_cyrillic_in_a_latin_catalogue_is_reported(locale: str) -> None:
    assert kinds(template("Visit"), catalogue(locale, Visit="Пoseta")) == [
        ("script", "Cyrillic letters in a Latin text")
    ]


def test_a_look_alike_letter_inside_a_cyrillic_word_is_reported() -> None:
    assert kinds(template("Visit"), catalogue("sr", Visit="Пoсета UNMIK-а")) == [
        ("script", "Пoсета mixes two scripts")
    ]


def test_an_update_keeps_translations_and_guesses_nothing() -> None:
    old = catalogue("sr", Visit="Посета", Visits="Посете", Empty="")
    new = bring_up_to_date(template("Visit", "Visitor"), old)
    assert {message.id: message.string for message in new if message.id} == {"Visit": "Посета", "Visitor": ""}
    assert [message.string for message in new.obsolete.values()] == ["Посете"]


def test_a_message_that_returns_gets_its_translation_back(tmp_path: Path) -> None:
    gone = bring_up_to_date(template(), catalogue("sr", Visit="Посета"))
    write_catalogue(gone, tmp_path)
    back = bring_up_to_date(template("Visit"), read_catalogue("sr", tmp_path))
    message = back.get("Visit")
    assert message is not None
    assert message.string == "Посета"


def test_three_serbian_forms_are_derived_letter_by_letter() -> None:
    serbian = Catalog(locale="sr", fuzzy=False)
    serbian.add(("%(n)s finding", "%(n)s findings"), ("%(n)s налаз", "%(n)s налаза", "%(n)s налаза"))
    message = derive_latin(serbian).get("%(n)s finding")
    assert message is not None
    assert message.string == ("%(n)s nalaz", "%(n)s nalaza", "%(n)s nalaza")


def test_a_written_catalogue_has_no_date_and_no_line_number(tmp_path: Path) -> None:
    path = write_catalogue(bring_up_to_date(template("Visit"), catalogue("sr", Visit="Посета")), tmp_path)
    assert path.read_text().split("\n\n")[1:] == ['#: habeas/invented.py\nmsgid "Visit"\nmsgstr "Посета"', ""]
    assert "Date" not in path.read_text()


def test_names_of_locales_are_all_known() -> None:
    assert set(catalogues._NAMES) == set(CATALOGUE_LOCALES)
