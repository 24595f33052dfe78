"""Sites, settlements, offices and coverage: what is entered holds, and units act where they may."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from habeas.access.models import Appointment, Role, Unit
from habeas.core.errors import Invalid, Refused
from habeas.places import actions, queries
from habeas.places.models import Municipality, Site
from habeas.places.rules import covers, require_coverage

JUNE = date(2026, 6, 1)


@pytest.fixture
def keeper(world, staging, kosovo):
    """Whose role carries the register of places."""
    with staging():
        world.roles["keeper"] = Role.objects.create(
            code="keeper", label_en="keeper", verbs="read", capabilities="places.manage"
        )
    return world.actor("keeper", "keeper")


@pytest.fixture
def gjakova(keeper):
    return Municipality.objects.get(code="02")


@pytest.fixture
def prizren(keeper):
    return Municipality.objects.get(code="20")


@pytest.fixture
def make_unit(world, staging):
    def make(code, kind, parent=None):
        with staging():
            return Unit.objects.create(
                organisation=world.mission, code=code, kind=kind, parent=parent, name_en=code.title()
            )

    return make


def test_a_settlement_with_its_communities_and_region(keeper, gjakova):
    place = actions.add_settlement(
        keeper,
        gjakova,
        name_sq="Lugishtë",
        name_sr="Лугиште",
        communities=["ALB", "EGY", "ALB"],
        latitude=Decimal("42.4021"),
        longitude=Decimal("20.3989"),
        invented=True,
    )
    assert (str(place), place.region) == ("Lugishtë/Lugište", "Pejë/Peć")
    assert sorted(str(community) for community in place.communities.all()) == [
        "Kosovo Albanian",
        "Kosovo Egyptian",
    ]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "A settlement needs a name"),
        ({"name_sq": "X", "communities": ["MARTIAN"]}, "“MARTIAN” is no code of the list “community”"),
        ({"name_sq": "X", "latitude": Decimal("42.4")}, "A point needs latitude and longitude"),
        (
            {"name_sq": "X", "latitude": Decimal("20.3989"), "longitude": Decimal("42.4021")},
            "The point 20.3989, 42.4021 lies outside Gjakovë/Đakovica",
        ),
    ],
)
def test_a_settlement_that_cannot_be_is_refused(keeper, gjakova, values, told):
    with pytest.raises(Invalid) as refused:
        actions.add_settlement(keeper, gjakova, **values)
    assert told in str(refused.value)
    assert refused.value.remedy
    assert queries.settlements().count() == 0


def test_a_site_of_deprivation_of_liberty(keeper, gjakova, world):
    site = actions.register_site(
        keeper,
        gjakova,
        kind="detention",
        detention_kind="POL",
        name_en="Lugishtë police station (invented)",
        authority=world.mission,
        capacity=12,
        address="Main street",
        invented=True,
    )
    assert (site.kind_label, site.capacity) == ("Police station or holding cell", 12)
    changed = actions.change_site(keeper, site, kind="school", detention_kind="")
    assert changed.kind_label == "school or kindergarten"
    assert actions.close_site(keeper, changed, day=JUNE).closed_on == JUNE


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"kind": "castle"}, "“castle” is no kind of site"),
        ({"kind": "detention"}, "is no code of the list “detention_place_type”"),
        ({"kind": "school", "detention_kind": "POL"}, "Only a place of deprivation of liberty has this kind"),
    ],
)
def test_a_site_of_the_wrong_kind_is_refused(keeper, gjakova, values, told):
    with pytest.raises(Invalid, match=told):
        actions.register_site(keeper, gjakova, name_en="X", **values)


def test_the_database_holds_the_kind_of_a_site(gjakova, staging):
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(kind="school", detention_kind="POL", name_en="X", municipality=gjakova)


def test_a_site_lies_in_the_municipality_of_its_settlement(keeper, gjakova, prizren):
    place = actions.add_settlement(keeper, prizren, name_sq="Lugishtë")
    with pytest.raises(Invalid, match="Lugishtë lies in Prizren, not in Gjakovë/Đakovica"):
        actions.register_site(keeper, gjakova, kind="school", name_en="X", settlement=place)


def test_who_does_not_keep_places_is_refused_with_the_reason(monitor, gjakova):
    with pytest.raises(Refused, match="Ask an administrator"):
        actions.register_site(monitor, gjakova, kind="school", name_en="X")
    assert Site.objects.count() == 0


def test_an_office_shows_who_works_there_today(keeper, prizren, make_unit, world, staging):
    centre = make_unit("centre", "regional_centre")
    office = actions.open_office(keeper, centre, kind="regional", name="Prizren office", municipality=prizren)
    people = [world.person(name) for name in ("now", "before")]
    with staging():
        for user, until in zip(people, (None, date(2025, 1, 1)), strict=True):
            Appointment.objects.create(
                user=user,
                role=world.roles["monitor"],
                organisation=world.mission,
                unit=centre,
                valid_to=until,
            )
    assert [a.user.username for a in queries.staff_of(office, JUNE)] == ["now"]


def test_a_unit_covers_what_it_was_given_while_it_was(keeper, gjakova, prizren, make_unit):
    team = make_unit("team", "field_team")
    coverage = actions.cover_municipality(keeper, team, municipality=gjakova, valid_from=date(2026, 1, 1))
    assert covers(team, gjakova, JUNE)
    assert not covers(team, gjakova, date(2025, 12, 31))
    assert not covers(team, prizren, JUNE)
    actions.end_coverage(keeper, coverage, day=date(2026, 3, 1))
    assert covers(team, gjakova, date(2026, 3, 1))
    assert not covers(team, gjakova, JUNE)
    assert list(queries.covered_by(team, date(2026, 2, 1))) == [gjakova]


def test_a_team_without_rows_follows_its_centre(keeper, gjakova, prizren, make_unit):
    centre = make_unit("centre", "regional_centre")
    team = make_unit("team", "field_team", centre)
    assert not covers(team, gjakova, JUNE)
    actions.cover_municipality(keeper, centre, municipality=gjakova)
    assert covers(team, gjakova, JUNE)
    assert not covers(team, prizren, JUNE)


def test_a_section_without_rows_works_everywhere(gjakova, make_unit):
    assert covers(make_unit("section", "section"), gjakova, JUNE)


def test_outside_its_coverage_a_unit_is_told_who_covers(keeper, gjakova, prizren, make_unit):
    team, other = make_unit("team", "field_team"), make_unit("other", "field_team")
    actions.cover_municipality(keeper, other, municipality=gjakova)
    with pytest.raises(Invalid) as refused:
        require_coverage(team, gjakova, JUNE, field="unit")
    assert str(refused.value) == (
        "Team does not cover Gjakovë/Đakovica on 1 Jun 2026. It is covered by: Other, Regional centre Pejë/Peć."
    )
    assert refused.value.field == "unit"


def test_coverage_cannot_end_before_it_begins(keeper, gjakova, make_unit):
    team = make_unit("team", "field_team")
    with pytest.raises(Invalid, match="before it begins"):
        actions.cover_municipality(
            keeper, team, municipality=gjakova, valid_from=JUNE, valid_to=date(2026, 1, 1)
        )
