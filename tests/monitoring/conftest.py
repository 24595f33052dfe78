"""An invented school in a real municipality, a team that covers it, and the people of the chain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from habeas.access.models import Appointment, Organisation, Unit
from habeas.mandate.models import Article, Task
from habeas.monitoring import actions
from habeas.monitoring.choices import RiskQuestion
from habeas.places.models import Municipality, Site, UnitCoverage
from tests.monitoring.records import colleague, incident, interview, person  # noqa: F401


@pytest.fixture
def place(kosovo, world, staging):
    """A site, a team covering its municipality, a task, an institution."""

    class Place:
        municipality = Municipality.objects.get(code="17")
        elsewhere = Municipality.objects.get(code="20")
        task = Task.objects.get(code="T11j")
        article = Article.objects.order_by("code").first()

    with staging():
        Place.unit = Unit.objects.create(code="test-team", kind="field_team", organisation=world.mission)
        Place.site = Site.objects.create(
            kind="school", name_en="Invented school", municipality=Place.municipality, invented=True
        )
        Place.far_site = Site.objects.create(
            kind="school", name_en="Far school", municipality=Place.elsewhere, invented=True
        )
        UnitCoverage.objects.create(
            unit=Place.unit, municipality=Place.municipality, valid_from=date(2010, 1, 1)
        )
        Place.institution = Organisation.objects.create(
            code="invented-office", kind="institution", invented=True
        )
        Place.court = Organisation.objects.create(code="invented-court", kind="court", invented=True)
    return Place


@pytest.fixture
def team(world, staging, place):
    """Who does what: a monitor and a director of the north."""

    def member(name, role):
        user = world.person(name, role, world.north)
        with staging():
            Appointment.objects.create(
                user=user, role=world.roles[role], organisation=world.mission, unit=place.unit
            )
        return world.actor(name)

    return {"monitor": member("mira", "monitor"), "director": member("dren", "director")}


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def plan(team, world, place, yesterday):
    """Plan a visit as Mira, with any detail changed."""

    def plan_one(**changes):
        details = {
            "site": place.site,
            "unit": place.unit,
            "task": place.task,
            "planned_for": yesterday,
            "activity": "monitoring",
            "kind": "FULL",
            "purpose": "See the school.",
            "risk": {"answers": dict.fromkeys(RiskQuestion.values, "low")},
        }
        return actions.plan_visit(team["monitor"], world.north, **{**details, **changes})

    return plan_one


@pytest.fixture
def visit(plan, team, yesterday):
    """A visit that took place."""
    return actions.carry_out_visit(team["monitor"], plan(), carried_out_on=yesterday, access="full")


@pytest.fixture
def observe(team, visit):
    """Record an observation as Mira."""

    def record(text, **changes):
        details = {"kind": "seen", "source": "TEAM", "connection": "STF", "reliability": "1", **changes}
        return actions.record_observation(team["monitor"], visit, text=text, **details)

    return record


@pytest.fixture
def complete(place):
    """What a finding needs before review."""
    return {
        "title": "No lessons in the second language",
        "observation": "Two classes had no teacher.",
        "analysis": "The article requires it.",
        "conclusion": "The right is not respected.",
        "duty_bearer_type": "EDU",
        "duty_bearer_level": "municipal",
        "remedy": "Appoint two teachers.",
        "remedy_kind": "RES",
        "articles": [place.article],
    }


@pytest.fixture
def finding(team, visit, observe, complete):
    """A complete draft resting on two observations."""
    seen = [
        observe("Empty classroom."),
        observe("A parent said so.", kind="said", source="S1", connection="REL"),
    ]
    return actions.open_finding(team["monitor"], visit, observations=seen, **complete)


@pytest.fixture
def confirmed(finding, team):
    """The finding after a second person confirmed it."""
    actions.submit_finding(team["monitor"], finding)
    return actions.confirm_finding(team["director"], finding, note="Agreed.")
