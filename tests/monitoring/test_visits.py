"""Visits: covered, mandated, carried out once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from habeas.access.models import Unit
from habeas.core.errors import Conflict, Invalid, NotVisible, Refused
from habeas.mandate.models import Task
from habeas.monitoring import actions
from habeas.monitoring.models import Visit


def test_a_visit_gets_a_number_of_its_compartment(plan):
    year = timezone.localdate().year
    assert [plan().reference, plan().reference] == [f"V-{year}-0001", f"V-{year}-0002"]


def test_a_team_outside_its_coverage_is_refused_by_name(plan, place):
    with pytest.raises(Invalid) as refusal:
        plan(site=place.far_site)
    assert refusal.value.field == "unit"
    assert "test-team" in str(refusal.value)


def test_a_task_that_is_not_valid_is_refused(plan):
    with pytest.raises(Invalid) as refusal:
        plan(planned_for=date(1998, 1, 1))
    assert refusal.value.field in ("task", "unit")
    with pytest.raises(Invalid) as refusal:
        plan(task=Task.objects.get(code="T11b"))
    assert refusal.value.field == "task"


def test_a_task_of_the_security_presence_is_not_for_a_civil_team(plan):
    with pytest.raises(Invalid, match="civil unit"):
        plan(task=Task.objects.get(code="T09c"))


def test_a_visit_cannot_have_taken_place_tomorrow(plan, team):
    with pytest.raises(Invalid) as refusal:
        tomorrow = timezone.localdate() + timedelta(days=1)
        actions.carry_out_visit(team["monitor"], plan(), carried_out_on=tomorrow, access="full")
    assert refusal.value.field == "carried_out_on"


def test_restricted_access_must_be_explained(plan, team, yesterday):
    visit = plan()
    with pytest.raises(Invalid) as refusal:
        actions.carry_out_visit(team["monitor"], visit, carried_out_on=yesterday, access="refused")
    assert refusal.value.field == "restriction"
    visit.refresh_from_db()
    assert visit.state == "planned"


def test_a_visit_is_carried_out_once(visit, team, yesterday):
    with pytest.raises(Refused, match="is over"):
        actions.carry_out_visit(team["monitor"], visit, carried_out_on=yesterday, access="full")


def test_an_older_version_of_the_form_is_a_conflict(plan, team, yesterday):
    with pytest.raises(Conflict):
        actions.carry_out_visit(
            team["monitor"], plan(), carried_out_on=yesterday, access="full", seen_version=7
        )


def test_a_stranger_learns_nothing(visit, world, yesterday):
    stranger = world.actor("stranger", "monitor", world.south, organisation=world.ngo)
    assert Visit.objects.visible_to(stranger).count() == 0
    with pytest.raises(NotVisible):
        actions.cancel_visit(stranger, visit, why="no")


def test_a_security_unit_may_take_its_task(staging, world, place):
    from habeas.mandate.rules import may_be_given_to

    with staging():
        unit = Unit.objects.create(
            code="kfor-test", kind="section", side="security", organisation=world.mission
        )
    assert may_be_given_to(Task.objects.get(code="T09c"), unit)
