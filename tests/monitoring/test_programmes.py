"""The preventive mechanism: its programme, its compartment, and what is published of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access.models import Appointment, Compartment, Organisation, Unit
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.mandate.models import Task
from habeas.monitoring import actions
from habeas.monitoring.models import Programme, PublishedFigure, Visit
from habeas.places.models import Municipality, Site, UnitCoverage

TODAY = timezone.localdate
LOW = dict.fromkeys(["reprisal", "threat", "place", "attention", "data", "afterwards"], "low")


@pytest.fixture
def mechanism(kosovo, world, staging):
    """The Ombudsperson's compartment with an inspector and a head, and invented places of detention."""

    class Mechanism:
        municipality = Municipality.objects.get(code="17")
        task = Task.objects.get(code="TNPM-1")
        unit = Unit.objects.get(code="ombudsperson-npm")

    with staging():
        owner = Organisation.objects.get(code="ombudsperson")
        Mechanism.home = Compartment.objects.create(code="npm", organisation=owner, name_en="NPM (invented)")
        Mechanism.sites = [
            Site.objects.create(
                kind="detention",
                detention_kind=kind,
                name_en=f"Invented {kind} {number}",
                municipality=Mechanism.municipality,
                invented=True,
            )
            for kind, number in [("POL", 1), ("COR", 1), ("SOC", 1)]
        ]
    for name, role in (("ilir", "monitor"), ("ines", "director")):
        user = world.person(name, role, Mechanism.home, organisation=owner)
        with staging():
            Appointment.objects.create(
                user=user, role=world.roles[role], organisation=owner, unit=Mechanism.unit
            )
    Mechanism.inspector, Mechanism.head = world.actor("ilir"), world.actor("ines")
    return Mechanism


@pytest.fixture
def programme(mechanism):
    row = actions.open_programme(mechanism.inspector, mechanism.home, year=TODAY().year, aims="Safeguards.")
    for quarter, site in enumerate(mechanism.sites, start=1):
        actions.add_line(mechanism.inspector, row, quarter=quarter, site=site, kind="UNAN")
    return row


def visit_of(mechanism, site, **changes):
    return actions.plan_visit(
        mechanism.inspector,
        mechanism.home,
        **{
            "site": site,
            "unit": mechanism.unit,
            "task": mechanism.task,
            "planned_for": TODAY(),
            "activity": "monitoring",
            "strand": "prevention",
            "kind": "UNAN",
            "purpose": "Look.",
            "risk": {"answers": LOW},
            **changes,
        },
    )


def publish(mechanism, site, count):
    for _number in range(count):
        visit = visit_of(mechanism, site)
        actions.carry_out_visit(mechanism.inspector, visit, carried_out_on=TODAY(), access="full")
        report = actions.report_visit(mechanism.inspector, visit, summary="s", sent_on=TODAY())
        actions.publish_report(mechanism.head, report, published_on=TODAY())


def test_preventive_visits_stay_with_the_ombudsperson(plan, mechanism):
    with pytest.raises(Invalid) as refusal:
        plan(strand="prevention")
    assert refusal.value.field == "strand"
    assert visit_of(mechanism, mechanism.sites[0]).compartment == mechanism.home.pk


def test_nobody_else_opens_them(programme, mechanism, team, stranger):
    visit = visit_of(mechanism, mechanism.sites[0])
    for outsider in (team["director"], stranger):
        assert Programme.objects.visible_to(outsider).count() == 0
        assert Visit.objects.visible_to(outsider).filter(pk=visit.pk).count() == 0
        with pytest.raises(NotVisible):
            actions.adopt_programme(outsider, programme)


def test_there_is_one_programme_a_year(programme, mechanism):
    with pytest.raises(Invalid) as refusal:
        actions.open_programme(mechanism.inspector, mechanism.home, year=TODAY().year)
    assert refusal.value.field == "year"


def test_a_line_names_a_place_or_a_kind(programme, mechanism):
    with pytest.raises(Invalid):
        actions.add_line(mechanism.inspector, programme, quarter=1, kind="UNAN")
    line = actions.add_line(mechanism.inspector, programme, quarter=4, kind="UNAN", detention_kind="PSY")
    assert str(line) == "Psychiatric hospital or forensic psychiatry"


def test_an_adopted_programme_stands(programme, mechanism):
    line = programme.lines.first()
    with pytest.raises(Refused, match="may not clear"):
        actions.adopt_programme(mechanism.inspector, programme)
    actions.adopt_programme(mechanism.head, programme)
    with pytest.raises(Refused, match="adopted"):
        actions.drop_line(mechanism.inspector, line)
    with pytest.raises(Refused, match="adopted"):
        actions.add_line(mechanism.inspector, programme, quarter=1, kind="UNAN", detention_kind="POL")


def test_a_visit_makes_a_line_true(programme, mechanism):
    line = programme.lines.order_by("quarter").first()
    visit = visit_of(mechanism, line.site, line=line)
    line.refresh_from_db()
    assert line.visit == visit


def test_a_line_is_made_true_once_and_again_when_its_visit_was_cancelled(programme, mechanism):
    line = programme.lines.order_by("quarter").first()
    first = visit_of(mechanism, line.site, line=line)
    with pytest.raises(Refused, match="planned already"):
        visit_of(mechanism, line.site, line=line)
    actions.cancel_visit(mechanism.inspector, first, why="Snow.")
    line.refresh_from_db()
    second = visit_of(mechanism, line.site, line=line)
    assert line.visit == second


def test_figures_follow_published_reports_and_hide_small_numbers(programme, mechanism, team):
    actions.adopt_programme(mechanism.head, programme)
    with pytest.raises(Invalid, match="No report"):
        actions.publish_figures(mechanism.head, programme)
    publish(mechanism, mechanism.sites[0], 6)
    publish(mechanism, mechanism.sites[1], 1)
    hidden = visit_of(mechanism, mechanism.sites[2])
    actions.carry_out_visit(mechanism.inspector, hidden, carried_out_on=TODAY(), access="full")
    actions.publish_figures(mechanism.head, programme)
    told = {row.row: row.value for row in PublishedFigure.objects.filter(table="kind")}
    assert told == {"POL": None, "COR": None}  # one visit to COR would follow from the total
    told = {row.row: row.value for row in PublishedFigure.objects.filter(table="announced")}
    assert told == {"no": 7}


def test_figures_are_published_anew(programme, mechanism):
    actions.adopt_programme(mechanism.head, programme)
    publish(mechanism, mechanism.sites[0], 5)
    actions.publish_figures(mechanism.head, programme)
    publish(mechanism, mechanism.sites[0], 1)
    actions.publish_figures(mechanism.head, programme)
    assert PublishedFigure.objects.get(table="kind").value == 6


def test_only_who_may_clear_publishes(programme, mechanism):
    actions.adopt_programme(mechanism.head, programme)
    with pytest.raises(Refused, match="may not clear"):
        actions.publish_figures(mechanism.inspector, programme)


def test_the_mechanism_works_everywhere(mechanism):
    assert not UnitCoverage.objects.filter(unit=mechanism.unit).exists()
    later = visit_of(mechanism, mechanism.sites[0], planned_for=TODAY() + timedelta(days=3))
    assert later.state == "planned"
