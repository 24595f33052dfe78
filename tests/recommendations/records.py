"""Recommendations at their stages, and a legal adviser, for the tests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access.models import Appointment, Compartment, Role
from habeas.monitoring import actions as monitoring
from habeas.recommendations import actions

TODAY = timezone.localdate


@pytest.fixture
def recommend(team, confirmed, place):
    def make(finding=None, **changes):
        details = {
            "lead": (place.institution, "municipal"),
            "others": [(place.court, "central")],
            "deadline": TODAY() + timedelta(days=30),
            "follow_up_on": TODAY() + timedelta(days=60),
            "kind": "RES",
            "text": "Appoint two teachers.",
        }
        return actions.make_recommendation(team["monitor"], finding or confirmed, **{**details, **changes})

    return make


@pytest.fixture
def issued(recommend, team):
    return actions.issue_recommendation(team["director"], recommend())


@pytest.fixture
def later_visit(plan, team):
    return monitoring.carry_out_visit(
        team["monitor"], plan(planned_for=TODAY()), carried_out_on=TODAY(), access="full"
    )


@pytest.fixture
def demanding(world, staging):
    """The north demands that a legal adviser clears before the director."""
    with staging():
        Compartment.objects.filter(pk=world.north.pk).update(clearance_steps="legal director")


@pytest.fixture
def adviser(world, staging, kosovo):
    """Leo, who holds the pack's role of a legal adviser."""
    user = world.person("leo", None, world.north, verbs=["read", "work", "clear", "export"])
    with staging():
        Appointment.objects.create(
            user=user, role=Role.objects.get(code="legal_adviser"), organisation=world.mission
        )
    return world.actor("leo")


@pytest.fixture
def failed(issued, team, later_visit):
    """A recommendation that a visit showed not to be carried out."""
    seen = actions.record_follow_up(team["monitor"], issued, visit=later_visit, text="Nothing changed.")
    actions.grade_recommendation(
        team["monitor"], issued, follow_up=seen, scale="rec_status", value="NOT", reason="No teacher came."
    )
    return issued
