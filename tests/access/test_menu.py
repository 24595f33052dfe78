"""The side navigation of people whose work is the mechanism alone, and of everybody else."""

import pytest
from django.test import RequestFactory

from habeas.core import navigation
from habeas.core.navigation import sections_for


def lines(actor):
    request = RequestFactory().get("/")
    request.actor = actor
    return {line["url"] for section in sections_for(request) for line in section["lines"]}


def with_role(world, name, capabilities, *more):
    with world.staging():
        role = world.roles["monitor"]
        role.capabilities = capabilities
        role.save()
    actor = world.actor(name, "monitor", world.north, *more)
    with world.staging():
        role.capabilities = ""
    return actor


@pytest.mark.parametrize("capabilities", ["missing.keep", "session.attend", "session.chair missing.keep"])
def test_the_mechanism_does_not_see_visits_and_findings_in_its_menu(world, capabilities):
    shown = lines(with_role(world, "nea", capabilities))
    assert "/coordination/sessions/" in shown
    assert not [url for url in shown if url.startswith(("/monitoring/", "/recommendations/", "/analysis/"))]
    assert "/coordination/activities/" not in shown


def test_a_monitor_sees_visits_and_no_sessions(world, monitor):
    shown = lines(monitor)
    assert "/monitoring/visits/" in shown
    assert "/coordination/sessions/" not in shown


def test_somebody_who_is_both_sees_both(world):
    from habeas.access.models import Appointment

    with_role(world, "mio", "missing.keep")
    with world.staging():
        Appointment.objects.create(
            user=world.people["mio"], role=world.roles["analyst"], organisation=world.mission
        )
    shown = lines(world.actor("mio"))
    assert {"/monitoring/visits/", "/missing/review/"} <= shown


def test_the_menu_costs_no_question(world, monitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lines(monitor)
    assert navigation.monitors(monitor)
