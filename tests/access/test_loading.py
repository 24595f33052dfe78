"""The Kosovo pack brings roles and the organisations of the field presence through time."""

import shutil
from datetime import date

import pytest
from django.utils import translation

from habeas.access.models import (
    Organisation,
    OrganisationName,
    Role,
    StaffingPeriod,
    Unit,
    name_in,
)
from habeas.core.packs.loading import read_pack
from habeas.core.packs.manifest import folder_of, seal
from habeas.core.packs.problems import PackError

FOLDER = folder_of("kosovo")


@pytest.fixture
def pack(kosovo, db):
    return kosovo


@pytest.fixture
def broken(tmp_path):
    """A copy of the pack, and a way to spoil a file of it."""
    folder = tmp_path / "spoilt"
    shutil.copytree(FOLDER, folder)

    def spoil(name, old, new):
        path = folder / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))
        seal(folder)
        return folder

    return spoil


def test_counts(pack, figure):
    counts = (
        Role.objects.count(),
        Organisation.objects.count(),
        Unit.objects.count(),
        StaffingPeriod.objects.count(),
    )
    assert counts == (17, 29, 59, 9)
    figure("roles, organisations, units, staffing periods of the Kosovo pack", ", ".join(map(str, counts)))


def test_the_human_rights_section_follows_the_closed_office(pack):
    section = Unit.objects.get(code="unmik-hrs")
    office = Unit.objects.get(code="ohchr-kosovo")
    assert (section.valid_from, section.organisation.code) == (date(2016, 7, 1), "unmik")
    assert (office.successor, office.valid_to) == (section, date(2016, 6, 30))
    assert not section.valid_on(date(2016, 6, 30))
    assert [u.code for u in section.predecessors.all()] == ["ohchr-kosovo"]


def test_three_programme_departments_have_directors_who_approve(pack):
    departments = Unit.objects.filter(organisation__code="osce-mik", kind="department")
    assert sorted(d.code for d in departments) == ["osce-mik-dem", "osce-mik-hrc", "osce-mik-sps"]
    assert all(d.is_approver and d.area for d in departments)


def test_thirty_field_teams_are_invented_and_say_so(pack):
    teams = Unit.objects.filter(kind="field_team")
    assert teams.count() == 30
    assert all(t.invented and "invented" in t.name_en for t in teams)
    assert {t.parent.code for t in teams} == {f"osce-rc-{c}" for c in ("pr", "mi", "pe", "pz", "gl")}


def test_the_missions_before_follow_each_other(pack):
    chain, body = [], Organisation.objects.get(code="kdom")
    while body:
        chain.append(body.code)
        body = body.successor
    assert chain == ["kdom", "osce-kvm", "osce-task-force", "osce-mik"]
    on_june_15 = [o.code for o in Organisation.objects.filter(code__startswith="osce-")]
    assert [c for c in on_june_15 if Organisation.objects.get(code=c).valid_on(date(1999, 6, 15))] == [
        "osce-task-force"
    ]
    assert Unit.objects.get(kind="transitional").valid_to == date(1999, 6, 30)


def test_components_of_the_mission_end_at_their_time(pack):
    def components(day):
        found = Unit.objects.filter(organisation__code="unmik", kind="component")
        return sorted(u.code.removeprefix("unmik-") for u in found if u.valid_on(day))

    assert components(date(2000, 1, 1)) == [
        "civil-administration",
        "humanitarian",
        "institution-building",
        "reconstruction",
    ]
    assert components(date(2002, 1, 1)) == [
        "civil-administration",
        "institution-building",
        "police-and-justice",
        "reconstruction",
    ]
    assert components(date(2010, 1, 1)) == ["institution-building"]


def test_the_preventive_mechanism_is_hosted_by_the_ombudsperson(pack):
    assert Organisation.objects.get(code="npm").host.code == "ombudsperson"


def test_security_units_stand_on_their_side(pack):
    assert sorted(u.code for u in Unit.objects.filter(side="security")) == [
        "kfor-hq",
        "unmik-military-liaison",
    ]


def test_every_body_is_named_in_three_languages_and_says_its_source(pack):
    for model in (Organisation, Unit):
        lacking = model.objects.filter(name_sq="") | model.objects.filter(name_sr="")
        assert [row.code for row in lacking | model.objects.filter(source="")] == []


def test_a_body_is_called_as_on_the_day(pack):
    ombudsperson = Organisation.objects.get(code="ombudsperson")
    assert name_in(ombudsperson, "en", date(2005, 1, 1)) == "Ombudsperson Institution in Kosovo"
    assert name_in(ombudsperson, "en", date(2020, 1, 1)) == "Ombudsperson Institution"
    assert name_in(ombudsperson, "sr-latn", date(2005, 1, 1)) == "Institucija ombudsmana na Kosovu"


def test_names_follow_the_readers_language(pack):
    mission = Organisation.objects.get(code="osce-mik")
    told = []
    for language in ("en", "sq", "sr", "sr-latn"):
        with translation.override(language):
            told.append(str(mission))
    assert told == [
        "OSCE Mission in Kosovo",
        "Misioni i OSBE-së në Kosovë",
        "Мисија ОЕБС-а на Косову",
        "Misija OEBS-a na Kosovu",
    ]


def test_staffing_states_only_what_a_source_states(pack):
    unhcr = StaffingPeriod.objects.get(code="unhcr-2016")
    assert (unhcr.total, unhcr.international, unhcr.national) == (31, None, None)
    assert StaffingPeriod.objects.filter(source="").count() == 0


def test_roles_that_bar_case_data_carry_no_verb(pack):
    barred = Role.objects.filter(bars_case_data=True)
    assert {r.code: r.verbs for r in barred} == {"auditor": "", "administrator": ""}
    assert Role.objects.get(code="auditor").capability_set == {"audit.read"}
    assert Role.objects.get(code="public_information_officer").reaches == "released"
    assert Role.objects.get(code="security_liaison").reaches == "security"
    assert [r.code for r in Role.objects.filter(label_sq="") | Role.objects.filter(label_sr="")] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("roles.csv", "read work identify,", "read wrok identify,", "wrok"),
        ("roles.csv", "audit.read,,yes", "audit.everything,,yes", "audit.everything"),
        ("units.csv", "1999-06-12,2000-06-30", "1999-06-12,1998-06-30", "1998-06-30"),
        ("units.csv", "unmik,headquarters", "umnik,headquarters", "umnik"),
        ("units.csv", ",component,civil", ",komponent,civil", "komponent"),
        ("organisations.csv", "osce,,osce-task-force", "osce,,osce-taskforce", "osce-taskforce"),
        ("staffing.csv", ",31,", ",about 31,", "about 31"),
    ],
)
def test_a_broken_cell_is_named(broken, file, old, new, said):
    path = FOLDER / file
    if old not in path.read_text():
        old, new = old.replace(",component,civil", ",component,civil,"), new + ","
    with pytest.raises(PackError) as told:
        read_pack(broken(file, old, new))
    assert said in str(told.value)
    assert file in str(told.value)


def test_former_names_stay(pack):
    former = OrganisationName.objects.filter(organisation__code="ombudsperson", kind="former")
    assert {name.language for name in former} == {"en", "sq", "sr"}
