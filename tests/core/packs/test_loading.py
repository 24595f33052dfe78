"""A pack is loaded whole or not at all, twice without a change, and what it drops is retired."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow
from habeas.core.dates import UncertainDate
from habeas.core.errors import Refused
from habeas.core.i18n.labels import pick_label
from habeas.core.packs import mission
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import digest_of, folder_of, read_manifest, seal
from habeas.core.packs.models import PackLoad
from habeas.core.packs.problems import PackError
from habeas.core.terms.models import Term, Vocabulary
from habeas.missing.choices import Scope
from habeas.missing.scope import births, last_sights, scope_of
from habeas.places.models import Boundary, Municipality

TINY = Path(__file__).parent / "tiny"
SYSTEM = system_actor("load a pack")


@pytest.fixture
def islands(tmp_path, db):
    """A copy of the invented pack that a test may spoil."""
    folder = tmp_path / "islands"
    shutil.copytree(TINY, folder)
    seal(folder)
    return folder


def load(folder, progress=lambda line: None):
    return load_pack(SYSTEM, None, folder=folder, progress=progress)


def rewrite(folder, name, old, new):
    """Change a file of the pack as its author would, and seal it."""
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    seal(folder)


def test_another_mission_is_another_pack(islands):
    loaded = load(islands)
    assert pick_label(loaded, "mission") == "Observer mission on the Kettle Islands (invented)"
    assert [(m.code, str(m)) for m in Municipality.objects.all()] == [
        ("N", "North Kettle"),
        ("S", "South Kettle"),
    ]
    assert [v.code for v in Vocabulary.objects.all()] == ["community", "visit_type"]
    assert Term.objects.get(code="BACK").parent.code == "FIRST"
    assert Municipality.objects.get(code="N").boundary.geometry["type"] == "Polygon"


def test_the_pack_tells_the_note_of_every_page_and_the_period_of_the_missing(islands, client):
    assert mission.status_note() == ""
    load(islands)
    assert "without prejudice to their status" in client.get(reverse("account_login")).content.decode()
    assert mission.period() == (date(2011, 5, 1), date(2013, 12, 31))
    assert scope_of(UncertainDate.parse("5.2011")) == Scope.INSIDE
    assert scope_of(UncertainDate.parse("27.4.1999")) == Scope.OUTSIDE
    assert (births().last, births().full(30, 2), last_sights().first) == (2013, 1930, 2003)


def test_the_pack_names_the_leaderships_with_which_contacts_are_balanced(islands):
    assert mission.leadership_choices() == [("", "—")]
    two = '[leaderships.north]\nen = "North Harbour"\n\n[leaderships.south]\nen = "South Harbour"\n\n# Rows'
    rewrite(islands, "manifest.toml", "# Rows", two)
    load(islands)
    assert mission.leaderships() == [("north", "North Harbour"), ("south", "South Harbour")]


def test_a_mission_without_a_period_takes_a_case_of_any_time(islands):
    rewrite(islands, "manifest.toml", "[period]\nfrom = 2011-05-01\nuntil = 2013-12-31\n", "")
    load(islands)
    assert mission.period() is None
    assert {scope_of(UncertainDate.parse(told)) for told in ("1999", "27.4.2012", "~1974")} == {Scope.INSIDE}
    assert (births().first, last_sights().first) == (1850, 1900)


def test_a_changed_note_alone_is_a_new_loading(islands):
    first = load(islands)
    rewrite(islands, "manifest.toml", "without prejudice", "with no prejudice")
    assert load(islands) != first
    assert "with no prejudice" in mission.status_note()


@pytest.mark.parametrize("told", ["until = 2010-12-31", 'until = "1.1.2013"', ""])
def test_a_period_that_is_none_is_named(islands, told):
    manifest = islands / "manifest.toml"
    manifest.write_text(manifest.read_text().replace("until = 2013-12-31", told))
    with pytest.raises(PackError, match="is no period"):
        load(islands)


def test_the_second_loading_changes_nothing(islands):
    first = load(islands)
    versions = [(t.pk, t.version) for t in Term.objects.all()]
    lines = []
    second = load(islands, lines.append)
    assert second == first
    assert PackLoad.objects.count() == 1
    assert [(t.pk, t.version) for t in Term.objects.all()] == versions
    assert [line.split("rows: ")[1] for line in lines if "rows: " in line] == [
        "0 added, 0 changed, 0 retired"
    ] * 4


def test_a_changed_row_changes_and_says_so(islands):
    load(islands)
    rewrite(islands, "municipalities.csv", "Spout", "Spout; Teaspout")
    lines = []
    loaded = load(islands, lines.append)
    assert Municipality.objects.get(code="S").others == ["Spout", "Teaspout"]
    assert loaded.counts["places.municipality"] == {"rows": 2, "added": 0, "changed": 1, "retired": 0}
    assert "    municipality S: other_names" in lines


def test_a_vanished_row_is_retired_and_comes_back(islands):
    load(islands)
    row = "visit_type,BACK,FIRST,Return visit,,,,,,Types of visit,invented\n"
    rewrite(islands, "thesauri.csv", row, "")
    rewrite(islands, "manifest.toml", 'version = "1"', 'version = "2"')
    load(islands)
    retired = Term.objects.get(code="BACK")
    assert (retired.since, retired.retired_in, retired.label_en) == ("1", "2", "Return visit")
    with (islands / "thesauri.csv").open("a") as table:
        table.write(row)
    seal(islands)
    load(islands)
    assert Term.objects.get(code="BACK").retired_in == ""


BROKEN = [
    ("municipalities.csv", "-44.5,", "north,", "row 2, column lat: “north”"),
    ("municipalities.csv", "-44.5,", "-144.5,", "row 2, column lat: “-144.5”"),
    ("municipalities.csv", "S,South", "N,South", "row 3, column code: “N”"),
    ("municipalities.csv", "S,South", "W,South", "row 3, column code: “W”"),
    ("municipalities.csv", ",established", ",founded", "column established is missing"),
    ("municipalities.csv", "8.9\nS", "8.9,extra\nS", "row 2: The row has more or fewer cells"),
    ("thesauri.csv", "FISH,,Fishing families", "FISH,,", "row 2, column label_en: “”"),
    ("thesauri.csv", "BACK,FIRST", "BACK,LAST", "row 5, column parent: “LAST”"),
    (
        "boundaries/municipalities.geojson",
        "[176.4, -44.55]]]}}",
        "[176.5, -44.55]]]}}",
        "ring that is not closed",
    ),
    ("boundaries/municipalities.geojson", '"code": "S"', '"cipher": "S"', "The property code is missing"),
    (
        "manifest.toml",
        '"terms", "boundaries", "municipalities"',
        '"municipalities", "boundaries"',
        "before “boundaries”",
    ),
    ("manifest.toml", '"terms", ', '"weather", ', "No part of the register loads “weather”"),
    ("manifest.toml", 'time_zone = "Pacific/Auckland"', "", "The entry time_zone is missing"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN)
def test_a_broken_row_is_named_with_its_remedy_and_nothing_is_loaded(islands, file, old, new, told):
    path = islands / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    if "time_zone" not in told:
        seal(islands)
    with pytest.raises(PackError) as refused:
        load(islands)
    assert told in str(refused.value)
    assert all(problem.remedy for problem in refused.value.problems)
    assert Term.objects.count() + Municipality.objects.count() + Boundary.objects.count() == 0
    assert PackLoad.objects.count() == 0


def test_every_fault_is_told_at_once(islands):
    rewrite(islands, "municipalities.csv", "-44.5,", "north,")
    rewrite(islands, "municipalities.csv", "-44.6,", "south,")
    rewrite(islands, "thesauri.csv", "Hill farmers", "")
    with pytest.raises(PackError) as refused:
        load(islands)
    found = [(p.file, p.row, p.column) for p in refused.value.problems]
    assert found == [
        ("thesauri.csv", 3, "label_en"),
        ("municipalities.csv", 2, "lat"),
        ("municipalities.csv", 3, "lat"),
    ]


def test_a_file_that_is_not_the_sealed_one_is_refused(islands):
    path = islands / "municipalities.csv"
    path.write_text(path.read_text() + "X,,,,,,,,,,,,,,\n")
    with pytest.raises(PackError, match="2 rows told, 3 there"):
        load(islands)


def test_a_missing_file_and_one_outside_the_pack_are_refused(islands):
    (islands / "thesauri.csv").unlink()
    manifest = islands / "manifest.toml"
    manifest.write_text(manifest.read_text() + '"../outside.csv" = { rows = 1, sha256 = "0" }\n')
    with pytest.raises(PackError) as refused:
        load(islands)
    assert [problem.file for problem in refused.value.problems] == ["thesauri.csv", "../outside.csv"]


def test_an_unknown_pack_names_those_there_are(db):
    with pytest.raises(PackError, match="kosovo"):
        folder_of("atlantis")


def test_rows_of_another_hand_are_not_taken_over(islands, staging):
    with staging():
        Municipality.objects.create(code="N", name_sq="Made by hand", latitude=0, longitude=0, area_km2=1)
    with pytest.raises(PackError, match="municipality N exists already"):
        load(islands)
    assert Term.objects.count() == 0


def test_only_the_register_itself_loads_packs(islands, monitor):
    with pytest.raises(Refused):
        load_pack(monitor, None, folder=islands)
    assert Municipality.objects.count() == 0


def test_the_loading_stands_in_the_audit(islands):
    load(islands)
    row = AuditRow.objects.visible_to(SYSTEM).get(action="pack.load")
    assert read_manifest(islands).digest in row.detail


def test_sealing_writes_rows_and_digests_once(islands):
    before = (islands / "manifest.toml").read_text()
    seal(islands)
    assert (islands / "manifest.toml").read_text() == before
    entry = read_manifest(islands).files["thesauri.csv"]
    assert entry == {"rows": 4, "sha256": digest_of(islands / "thesauri.csv")}
