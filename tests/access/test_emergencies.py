"""Emergency access: a reason, a few hours, reading only, and the owners are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access import actions
from habeas.access.models import EmergencyAccess, Notice
from habeas.access.notices import sentence
from habeas.core.errors import Invalid, NotVisible, Refused
from tests.shelf import actions as shelf
from tests.shelf.models import Box

REASON = "A threat against the witness tonight"


@pytest.fixture
def analyst(world):
    """Of the same mission, without a grant in the north."""
    return world.actor("ana", "analyst")


@pytest.fixture
def box(monitor, world):
    return shelf.make_box(monitor, world.north, label="urgent")


def test_an_emergency_opens_for_reading_and_the_owner_is_told(world, director, analyst, box, again):
    actions.open_emergency(analyst, world.north, reason=REASON, hours=2)
    ana = again("ana")
    assert [b.label for b in Box.objects.visible_to(ana)] == ["urgent"]
    with pytest.raises(Refused):
        shelf.relabel(ana, Box.objects.visible_to(ana).get(), label="changed")
    told = Notice.objects.visible_to(again("director")).get()
    assert sentence(told) == f"Ana opened “North (invented)” in an emergency: {REASON}"
    assert Notice.objects.visible_to(ana).count() == 0


def test_an_emergency_is_over_at_its_hour(world, director, analyst, box, again, staging):
    opened = actions.open_emergency(analyst, world.north, reason=REASON, hours=24)
    with staging():
        EmergencyAccess.objects.filter(pk=opened.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Box.objects.visible_to(again("ana")).count() == 0


def test_an_owner_closes_an_emergency(world, director, analyst, box, again):
    opened = actions.open_emergency(analyst, world.north, reason=REASON)
    actions.close_emergency(director, opened)
    assert Box.objects.visible_to(again("ana")).count() == 0
    assert [n.kind for n in Notice.objects.visible_to(again("ana"))] == ["emergency.closed"]


@pytest.mark.parametrize(("reason", "hours"), [("too short", 2), (REASON, 25), (REASON, 0)])
def test_an_emergency_needs_a_reason_and_few_hours(world, director, analyst, reason, hours):
    with pytest.raises(Invalid):
        actions.open_emergency(analyst, world.north, reason=reason, hours=hours)


def test_roles_without_cases_open_nothing(world, director, administrator, auditor):
    for actor in (administrator, auditor):
        with pytest.raises(NotVisible):
            actions.open_emergency(actor, world.north, reason=REASON)


def test_even_a_barred_role_with_the_capability_opens_nothing(world, staging, director, again):
    with staging():
        world.roles["administrator"].capabilities = "accounts.manage emergency.open"
        world.roles["administrator"].save()
    world.person("admir", "administrator")
    with pytest.raises(Refused):
        actions.open_emergency(again("admir"), world.north, reason=REASON)
    assert again("admir").compartments("read") == frozenset()


def test_an_emergency_stays_within_the_own_organisation(world, director, again):
    world.person("outsider", "analyst", organisation=world.ngo)
    with pytest.raises(NotVisible):
        actions.open_emergency(again("outsider"), world.north, reason=REASON)


def test_security_is_not_opened_by_case_roles(world, analyst, guard_post):
    _unit, incidents = guard_post
    with pytest.raises(Refused):
        actions.open_emergency(analyst, incidents, reason=REASON)


def test_a_closed_account_loses_its_emergency(world, director, analyst, box, again, administrator):
    opened = actions.open_emergency(analyst, world.north, reason=REASON)
    actions.deactivate_user(administrator, world.people["ana"], reason="left the mission")
    assert EmergencyAccess.objects.visible_to(director).get(pk=opened.pk).ended_at is not None
