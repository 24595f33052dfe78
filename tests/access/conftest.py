"""People of access: a director who owns the north, an administrator, a chief of security; all invented."""

import pytest

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Role, Unit


@pytest.fixture
def world(world, staging):
    """The roles of these tests carry what the roles of a pack carry."""
    with staging():
        for code, capabilities in {
            "director": "area.approve compartments.create emergency.open",
            "analyst": "emergency.open",
        }.items():
            Role.objects.filter(pk=world.roles[code].pk).update(capabilities=capabilities)
        world.roles["security"] = Role.objects.create(
            code="test-security", label_en="Security liaison", verbs="read work", reaches="security"
        )
        world.roles["publisher"] = Role.objects.create(
            code="test-publisher", label_en="Public information", verbs="read export", reaches="released"
        )
    return world


@pytest.fixture
def director(world):
    """Owns the north."""
    return world.actor("director", "director", world.north)


@pytest.fixture
def team(world, staging):
    """A field team of the mission."""
    with staging():
        return Unit.objects.create(
            code="team-1", organisation=world.mission, kind="field_team", name_en="Team 1", invented=True
        )


@pytest.fixture
def guard_post(world, staging):
    """A compartment and a unit of the security side."""
    with staging():
        unit = Unit.objects.create(
            code="guards", organisation=world.mission, kind="section", side="security", name_en="Guards"
        )
        place = Compartment.objects.create(
            code="incidents", organisation=world.mission, name_en="Incidents", kind="security"
        )
    return unit, place


@pytest.fixture
def again(world):
    """The actor of a person as the next request would build it."""
    return lambda name: actor_for(world.people[name])
