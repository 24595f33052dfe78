"""Lists as they really come: every doubtful row waits with a clear word, nothing is lost, nothing is doubled."""

import io
from datetime import date

import pytest

from habeas.core.dates import UncertainDate
from habeas.core.errors import Invalid
from habeas.core.imports import actions as imports
from habeas.core.imports import sheets
from habeas.core.imports.queries import quarantine
from habeas.core.jobs.queries import jobs
from habeas.core.jobs.running import run_slice
from habeas.missing import actions
from habeas.missing.cells import names_two, parts_of
from habeas.missing.choices import EditionState
from habeas.missing.models import Edition, Entry, EntryVersion, Suggestion
from habeas.missing.tasks import MATCHING, look_for_matches
from tests.core.imports.conftest import csv, fresh, run, waiting, work_off, workbook

HEADER = ("Nr", "Emri", "Mbiemri", "Emri i babait", "Gjinia", "Datëlindja", "Data e zhdukjes", "Komuna")
FIRST = ("1", "ARTA", "SHPIKURI", "DEMO", "femër", "27.4.1961", "12.3.1999", "Pejë / Peć")
SECOND = ("2", "Ђорђе", "Измишљени", "", "muški", "oko 1950", "1999-05-02", "Ђаковица")
BAD = [
    ("3", "Петар Petrović", "Izmišljeni", "", "", "", "", ""),
    ("4", "Agim dhe Besim", "Shpikuri", "", "", "", "", ""),
    ("5", "Old", "Person", "", "", "1859", "1.3.1999", ""),
    ("6", "Late", "Person", "", "", "4.4.1999", "1.3.1998", ""),
    ("7", "Short", "Year", "", "", "1.2.95", "", ""),
    ("8", "Two", "Orders", "", "", "", "3/4/1999", ""),
    ("9", "Far", "Away", "", "", "", "", "Atlantis"),
    ("10", "", "", "", "", "", "", ""),
]
CODES = [
    (4, "two_scripts"),
    (5, "two_persons"),
    (6, "too_old"),
    (7, "seen_before_birth"),
    (8, "date_century"),
    (9, "date_order"),
    (10, "no_municipality"),
    (11, "no_name"),
]


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    sheets.forget()


@pytest.fixture
def source(analyst, world):
    told = {"owner": "Invented", "language": "sq", "licence": "invented", "legal_basis": "consent"}
    return actions.register_source(
        analyst, world.north, code="list", name="Invented list", invented=True, **told
    )


@pytest.fixture
def give(analyst, world, source):
    def send(body, edition="2001", name="list.csv"):
        options = {"list": str(source.pk), "edition": edition, "dated": f"{edition}-01-01"}
        return imports.receive_import(
            analyst, world.north.pk, importer="missing", source="", options=options,
            name=name, stream=io.BytesIO(body), size=len(body),
        )  # fmt: skip

    return send


def entries(actor):
    return {row.key: row for row in Entry.objects.visible_to(actor)}


def changes(actor, edition):
    rows = EntryVersion.objects.visible_to(actor).filter(edition__label=edition)
    return sorted(rows.values_list("entry__key", "change"))


def test_a_list_with_a_title_and_merged_cells_becomes_entries(give, analyst):
    body = workbook(("Invented list of nobody",), HEADER, FIRST, SECOND, merged=("A1:H1",))
    batch = run(analyst, give(body, name="list.xlsx"))
    first, second = entries(analyst)["1"], entries(analyst)["2"]
    assert (batch.added, batch.set_aside) == (2, 0)
    assert (first.family_name, first.sex, first.born.earliest) == ("SHPIKURI", "F", date(1961, 4, 27))
    assert (first.disappeared.isoformat(), second.born.isoformat()) == ("1999-03-12", "~1950")
    assert {first.municipality.name_sq[:3], second.municipality.name_sq[:3]} == {"Pej", "Gja"}
    edition = Edition.objects.visible_to(analyst).get()
    assert (edition.state, edition.added, edition.rows_received) == (EditionState.COMPLETE, 2, 2)


def test_a_new_edition_shows_what_was_added_changed_and_withdrawn(give, analyst):
    third = ("3", "Demo", "Tretë", "", "", "", "", "")
    run(analyst, give(csv(HEADER, FIRST, SECOND, third, mark=";")))
    moved = (*SECOND[:6], "1999-05-03", SECOND[7])
    batch = run(analyst, give(csv(HEADER, FIRST, moved, ("4", *third[1:]), mark=";"), edition="2002"))
    assert (batch.added, batch.changed, batch.unchanged, batch.withdrawn) == (1, 1, 1, 1)
    assert changes(analyst, "2002") == [("2", "changed"), ("3", "withdrawn"), ("4", "added")]
    assert entries(analyst)["3"].withdrawn
    edition = Edition.objects.visible_to(analyst).get(label="2002")
    assert (edition.added, edition.changed, edition.withdrawn) == (1, 1, 1)


def test_every_kind_of_doubt_waits_with_its_word_and_holds_the_edition_open(give, analyst):
    batch = run(analyst, give(csv(HEADER, FIRST, *BAD, mark=";")))
    assert (batch.added, batch.set_aside, waiting(analyst, batch)) == (
        1,
        8,
        [(number - 1, code) for number, code in CODES],
    )
    assert Edition.objects.visible_to(analyst).get().state == EditionState.RECEIVING


def test_a_corrected_row_reaches_its_edition_and_the_last_one_completes_it(give, analyst):
    batch = run(analyst, give(csv(HEADER, FIRST, BAD[1], mark=";")))
    row = quarantine(analyst).get(batch=batch)
    imports.correct_row(analyst, row, cells=["4", "Agim", "Shpikuri"])
    assert set(entries(analyst)) == {"1", "4"}
    assert Edition.objects.visible_to(analyst).get().state == EditionState.COMPLETE


def test_an_entry_whose_new_row_waits_is_not_withdrawn(give, analyst):
    run(analyst, give(csv(HEADER, FIRST, SECOND, mark=";")))
    doubtful = ("2", "Ђорђе и Марко", *SECOND[2:])
    batch = run(analyst, give(csv(HEADER, FIRST, doubtful, mark=";"), edition="2002"))
    assert (batch.withdrawn, batch.set_aside) == (0, 1)
    assert not entries(analyst)["2"].withdrawn


def test_the_same_file_twice_and_identical_rows_double_nothing(give, analyst):
    rows = [HEADER, *[FIRST] * 30, *[("", "No", "Number", "", "", "1960", "", "")] * 30]
    run(analyst, give(csv(*rows, mark=";")))
    batch = run(analyst, give(csv(*rows, mark=";"), edition="2002"))
    assert (batch.added, batch.unchanged, batch.repeated) == (0, 2, 58)
    assert len(entries(analyst)) == 2


def test_ten_thousand_identical_rows_are_one_entry(give, analyst):
    batch = run(analyst, give(csv(HEADER, *[FIRST] * 10_000, mark=";")))
    assert (batch.rows_done, batch.added, batch.repeated, batch.set_aside) == (10_000, 1, 9_999, 0)
    assert len(entries(analyst)) == 1


def test_three_ways_to_write_a_date_stand_in_one_column(give, analyst):
    told = ("27.4.1961", "1961-04-27", "27 prill 1961", "27.4.61", "22398")
    rows = [(str(n), "A", f"Person {n}", "", "", day, "", "") for n, day in enumerate(told)]
    batch = run(analyst, give(csv(HEADER, *rows, mark=";")))
    assert batch.set_aside == 0
    assert {row.born.isoformat() for row in entries(analyst).values()} == {"1961-04-27"}


def test_capitals_without_marks_stay_as_they_came(give, analyst):
    run(analyst, give(csv(HEADER, ("1", "GJYLE", "XHEMAJLI", *[""] * 5), mark=";")))
    assert (entries(analyst)["1"].given_name, entries(analyst)["1"].family_name) == ("GJYLE", "XHEMAJLI")


def test_an_empty_list_is_refused_with_what_to_do(give, analyst):
    with pytest.raises(Invalid, match="empty") as refused:
        run(analyst, give(csv(HEADER, mark=";")))
    assert "right file" in str(refused.value.remedy)
    assert not entries(analyst)


def test_a_header_of_two_lines_under_merged_cells_is_read(give, analyst):
    above = ("Nr", "Name", "", "Born", "Last seen", "")
    below = ("", "given name", "family name", "", "day", "place")
    merged = ("A1:A2", "B1:C1", "D1:D2", "E1:F1")
    body = workbook(above, below, ("1", "Arta", "Shpikuri", "1961", "12.3.1999", "Demofshat"), merged=merged)
    headers = sheets.headers_of(imports.look_at(analyst, give(body, name="list.xlsx")), 0)
    assert headers[1:3] == ["Name – given name", "Name – family name"]
    assert headers[3:] == ["Born", "Last seen – day", "Last seen – place"]


def test_whole_names_are_taken_apart():
    arta = {"family_name": "Rama", "given_name": "Valdet", "fathers_name": "Fatos"}
    for told in ("Valdet Fatos Rama", "Valdet (Fatos) Rama", "Rama, Valdet (Fatos)"):
        assert parts_of(told, "") == arta
    assert parts_of("Valdet Rama", "Fatos") == arta


def test_half_a_list_gone_waits_for_a_word(give, analyst):
    run(analyst, give(csv(HEADER, *[(str(n), "A", f"Person {n}", *[""] * 5) for n in range(1, 9)], mark=";")))
    batch = run(analyst, give(csv(HEADER, ("1", "A", "Person 1", *[""] * 5), mark=";"), edition="2002"))
    assert (batch.withdrawn, batch.closed_at) == (0, None)
    batch = work_off(analyst, imports.close_import(analyst, fresh(analyst, batch)))
    assert batch.withdrawn == 7


def work_off_matching(analyst):
    """Run the jobs that look for matches; what each was asked for."""
    found = jobs(analyst).filter(kind=MATCHING, state="waiting").order_by("created_at")
    asked = []
    for job in found:
        assert run_slice(job.pk) == ""
        asked.append(job.given.get("whole", False))
    return asked


def matched(analyst):
    """Keys of entries that are suggested to be one person."""
    keys = {row.pk: f"{row.source.code}{row.key}" for row in entries_with_source(analyst)}
    rows = Suggestion.objects.visible_to(analyst)
    return {frozenset((keys[row.entry_id], keys[row.other])) for row in rows}


def entries_with_source(analyst):
    return Entry.objects.visible_to(analyst).select_related("source")


def test_matches_are_looked_for_while_a_row_waits_and_again_when_it_is_taken(give, analyst, receive):
    bajram = {"family_name": "Shpikuri", "given_name": "Bajram", "fathers_name": "Xhemajl", "sex": "M"}
    for key, year in (("7", 1961), ("8", 1934)):
        receive("NGO", key, born=UncertainDate.parse(f"{year}-04-27"), **bajram)
    told = ("Bajram", "Shpikuri", "Xhemajl", "M")
    good = ("1", *told, "1961-04-27", "1999-04-27", "Pejë")
    doubtful = ("2", *told, "3/4/1934", "1999-04-27", "Pejë")
    batch = run(analyst, give(csv(HEADER, good, doubtful, mark=";")))
    assert batch.set_aside == 1
    assert work_off_matching(analyst) == [False]
    first = matched(analyst)
    row = quarantine(analyst).get(batch=batch)
    imports.correct_row(analyst, row, cells=["2", *told, "1934-04-27", "1999-04-27", "Pejë"])
    assert work_off_matching(analyst) == [False]
    later = matched(analyst) - first
    assert first
    assert later
    assert all(any(key.endswith("2") for key in pair) for pair in later)
    assert not any(key.endswith("2") for pair in first for key in pair)


def test_rows_corrected_one_after_the_other_are_looked_at_together(give, analyst):
    batch = run(analyst, give(csv(HEADER, FIRST, BAD[1], mark=";")))
    work_off_matching(analyst)
    look_for_matches(analyst, batch.compartment)
    row = quarantine(analyst).get(batch=batch)
    imports.correct_row(analyst, row, cells=["4", "Agim", "Shpikuri"])
    assert work_off_matching(analyst) == [False]


@pytest.mark.parametrize(
    ("told", "two"),
    [
        ("Jovan I. Petrović", False),
        ("Јован И. Петровић", False),
        ("Jovan I Petrović", False),
        ("Agim i Bardhylit Krasniqi", False),
        ("AGIM I BARDHYLIT KRASNIQI", False),
        ("Marko i Jovan Petrović", True),
        ("MARKO I JOVAN PETROVIĆ", True),
        ("Марко и Јован", True),
        ("Agim dhe Besim", True),
        ("Agim/Besim", True),
    ],
)
def test_an_initial_and_a_father_are_no_second_person(told, two):
    assert names_two(told) is two


def test_a_father_named_by_the_albanian_link_is_the_father():
    assert parts_of("Agim i Bardhylit Krasniqi", "") == {
        "family_name": "Krasniqi",
        "given_name": "Agim",
        "fathers_name": "Bardhylit",
    }


def test_an_older_file_is_refused_before_anything_is_kept(give, analyst):
    run(analyst, give(csv(HEADER, FIRST, mark=";"), edition="2002"))
    with pytest.raises(Invalid, match="is newer"):
        give(csv(HEADER, SECOND, mark=";"), edition="2001")
    with pytest.raises(Invalid, match="edition “2002” already"):
        give(csv(HEADER, SECOND, mark=";"), edition="2002")
    assert not entries(analyst)["1"].withdrawn
