"""Recommendations of other bodies come in by the headers that the index of the United Nations really uses."""

import io
from datetime import date

import openpyxl
import pytest

from habeas.core.imports import actions, mapping, queries, sheets
from habeas.core.imports.kinds import IMPORTERS
from habeas.recommendations.models import IndexEntry, Recommendation
from tests.core.imports.conftest import run, waiting

HEADERS = (
    "Text", "UPR Session", "Countries Concerned", "Reccomending Body", "Document Symbol", "UPR Reccomending States",
    "UPR Position", "Themes", "Affected Persons", "Sdgs", "Document Publication Date", "OHCHR Annotation Id",
)  # fmt: skip
FIRST = (
    "Invented: ensure that detention is reviewed by a judge.", "", "Invented Land", "CCPR", "INV/C/1", "", "",
    "Liberty", "Persons deprived of liberty", "16", 43101, "inv-1",
)  # fmt: skip
SECOND = (
    "Invented: train teachers in both languages.", "31st session", "Invented Land", "UPR", "INV/2", "Elsewhere",
    "Supported", "Education", "Children", "4", 43466, "inv-2",
)  # fmt: skip


def index(*rows, headers=HEADERS):
    book = openpyxl.Workbook()
    for row in (headers, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    sheets.forget()


@pytest.fixture
def give(team, world, place):
    def send(body, source="index"):
        options = {
            "lead": str(place.institution.pk),
            "level": "central",
            "kind": "LEG",
            "deadline": "2030-06-30",
        }
        return actions.receive_import(
            team["monitor"], world.north.pk, importer="recommendations", source=source, options=options,
            name="export.xlsx", stream=io.BytesIO(body), size=len(body),
        )  # fmt: skip

    return send


def test_the_headers_of_the_index_are_known(team, give):
    batch = give(index(FIRST))
    headers = sheets.headers_of(actions.look_at(team["monitor"], batch), batch.header_row - 1)
    found = mapping.suggest(IMPORTERS["recommendations"], headers, {})
    assert [found[number]["field"] for number in range(12)] == [
        "text", "session", "countries", "body", "document", "states", "position", "themes", "persons", "goals",
        "published_on", "number",
    ]  # fmt: skip


def test_a_row_becomes_a_recommendation_with_its_lead_and_its_entry(team, give, place):
    monitor = team["monitor"]
    run(monitor, give(index(FIRST, SECOND)))
    first, second = Recommendation.objects.visible_to(monitor).order_by("reference")
    assert (first.body, second.body, first.document) == ("TB", "UPR", "INV/C/1")
    assert (first.issued_on, first.deadline, first.kind, first.state) == (
        date(2018, 1, 1), date(2030, 6, 30), "LEG", "issued",
    )  # fmt: skip
    assert [one.organisation for one in first.addressees.all()] == [place.institution]
    entry = second.index_entry
    assert (entry.body_name, entry.position, entry.session) == ("UPR", "Supported", "31st session")


def test_a_newer_export_updates_and_leaves_what_was_done(team, give):
    monitor = team["monitor"]
    run(monitor, give(index(FIRST, SECOND)))
    changed = ("Invented: have every detention reviewed by a judge.", *FIRST[1:])
    batch = run(monitor, give(index(changed, SECOND, (*FIRST[:11], "inv-3"))))
    assert (batch.added, batch.changed, batch.unchanged) == (1, 1, 1)
    assert Recommendation.objects.visible_to(monitor).count() == 3
    kept = IndexEntry.objects.visible_to(monitor).get(number="inv-1").recommendation
    assert (kept.text, kept.reference[-4:]) == (changed[0], "0001")


def test_what_is_no_body_no_day_or_no_text_waits(team, give):
    rows = [
        FIRST,
        ("", *SECOND[1:]),
        (*SECOND[:3], "Nobody", *SECOND[4:]),
        (*SECOND[:10], "sometime", "inv-4"),
    ]
    batch = run(team["monitor"], give(index(*rows)))
    assert (batch.added, batch.set_aside) == (1, 3)
    assert waiting(team["monitor"], batch) == [(3, "missing"), (4, "no_choice"), (5, "date_unread")]


NAMES = {
    "CEDAW": "TB", "SR Torture": "SP", "WG Enforced Disappearances": "SP", "Committee on Migrant Workers": "TB",
    "Universal Periodic Review": "UPR", "Organ i traktatit të OKB-së": "TB", "cpt": "CPT",
}  # fmt: skip


@pytest.mark.parametrize(("told", "code"), NAMES.items())
def test_bodies_are_known_by_their_usual_names(kosovo, db, told, code):
    from habeas.core.imports.readers import Column
    from habeas.recommendations.importing import mechanism

    assert mechanism(told, Column(0, "body")) == code


def test_the_stranger_sees_neither_import_nor_entry(team, give, stranger):
    run(team["monitor"], give(index(FIRST)))
    assert queries.imports(stranger).count() == 0
    assert IndexEntry.objects.visible_to(stranger).count() == 0


def test_a_column_names_the_municipality_in_any_of_its_languages(team, give):
    monitor, headers = team["monitor"], (*HEADERS, "Komuna")
    places = {"inv-a": "Prizren", "inv-b": "Приштина", "inv-c": "Peć/Peja", "inv-d": "", "inv-e": "Prizrenn"}
    rows = [(*FIRST[:11], number, told) for number, told in places.items()]
    batch = run(monitor, give(index(*rows, headers=headers)))
    assert waiting(monitor, batch) == [(6, "no_municipality")]
    found = Recommendation.objects.visible_to(monitor).order_by("reference")
    assert [one.municipality and one.municipality.name_sq for one in found] == [
        "Prizren",
        "Prishtinë",
        "Pejë",
        None,
    ]
