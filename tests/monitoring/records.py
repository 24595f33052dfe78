"""Incidents, interviews and persons of the tests, made as Mira makes them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access.models import Appointment
from habeas.core.dates import UncertainDate
from habeas.monitoring import actions
from habeas.people.actions import UseAgreed, register_person
from habeas.people.naming import NameTold

TODAY = timezone.localdate


@pytest.fixture
def person(team, world):
    """A registered person of an invented name; `person(standing="witness")`."""

    def register(**changes):
        details = {"standing": "client", "names": [NameTold(given="Ylli", family="Demopersoni")], **changes}
        return register_person(team["monitor"], world.north, invented=True, **details)

    return register


@pytest.fixture
def incident(team, world, place):
    """An incident of yesterday, with any detail changed."""

    def record(**changes):
        details = {
            "title": "A shop window was broken",
            "happened": UncertainDate.day(TODAY() - timedelta(days=1)),
            "municipality": place.municipality,
            "acts": ["PROP.DAM"],
            "account": "Stones were thrown at night.",
            "source": {"source": "S1", "connection": "WIT", "reliability": "2"},
        }
        return actions.record_incident(team["monitor"], world.north, **{**details, **changes})

    return record


@pytest.fixture
def interview(team, world, place, person):
    """An interview with consent to analysis, with any detail changed."""

    def record(**changes):
        details = {
            "held_on": TODAY(),
            "municipality": place.municipality,
            "setting": "private",
            "language": "sq",
            "explained": "Who we are, and that one may stop at any time.",
            "connection": "VIC",
            "reliability": "2",
            "summary": "The window was broken at night.",
            "testimony": "I woke up and saw two men.",
            "contact_how": "Through the cousin, in the morning.",
            "consent_level": 2,
            "uses": [UseAgreed("analysis")],
        }
        details |= changes
        details.setdefault("person", person())
        return actions.record_interview(team["monitor"], world.north, **details)

    return record


@pytest.fixture
def colleague(world, staging, place, team):
    """A second monitor of the north, who may open identities too."""
    user = world.person("besa", "monitor", world.north)
    with staging():
        Appointment.objects.create(
            user=user, role=world.roles["monitor"], organisation=world.mission, unit=place.unit
        )
    return world.actor("besa")
