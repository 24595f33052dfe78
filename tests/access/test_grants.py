"""Owners alone say who reaches a compartment, and nobody grants access to themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access import actions
from habeas.access.models import Appointment, Compartment, Grant, Notice, Share
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.core.scope import scoped
from tests.shelf import actions as shelf
from tests.shelf.models import Box


def test_an_owner_lets_a_monitor_in_and_out_again(world, director, again):
    world.person("arta", "monitor")
    given = actions.grant(
        director, world.north, user=world.people["arta"], verbs=["read", "work"], reason="joins the team"
    )
    assert again("arta").compartments("work") == {world.north.pk}
    assert [n.kind for n in Notice.objects.visible_to(again("arta"))] == ["grant.given"]
    actions.end_grant(director, given, reason="left the team")
    assert again("arta").compartments("read") == frozenset()


def test_a_grant_ends_at_its_hour(world, director, again, staging):
    world.person("arta", "monitor")
    given = actions.grant(
        director,
        world.north,
        user=world.people["arta"],
        verbs=["read"],
        reason="a week",
        expires_at=timezone.now() + timedelta(days=7),
    )
    assert again("arta").holds("read", world.north.pk)
    with staging():
        Grant.objects.filter(pk=given.pk).update(expires_at=timezone.now())
    assert not again("arta").holds("read", world.north.pk)


def test_an_administrator_cannot_grant_not_even_to_others(world, administrator):
    arta = world.person("arta", "monitor")
    with pytest.raises(NotVisible):
        actions.grant(administrator, world.north, user=arta, verbs=["read"], reason="please")
    assert Grant.objects.visible_to(administrator).filter(user=arta).count() == 0


def test_an_administrator_is_granted_nothing(world, director, administrator):
    with pytest.raises(Invalid, match="bars case data"):
        actions.grant(
            director, world.north, user=world.people["administrator"], verbs=["read"], reason="please"
        )


def test_an_owner_does_not_grant_to_the_own_account(world, director):
    with pytest.raises(Refused):
        actions.grant(director, world.north, user=world.people["director"], verbs=["export"], reason="mine")


def test_an_owner_does_not_grant_to_a_unit_where_the_own_role_stands(world, staging, team, again):
    drita = world.person("drita", "director", world.north)
    with staging():
        Appointment.objects.create(
            user=drita, role=world.roles["analyst"], organisation=world.mission, unit=team
        )
    with pytest.raises(Refused):
        actions.grant(
            again("drita"),
            world.north,
            unit=team,
            role=world.roles["analyst"],
            verbs=["export"],
            reason="round about",
        )


def test_a_member_without_ownership_cannot_grant(world, monitor, director):
    arta = world.person("arta", "monitor")
    ours = world.actor("besa", "monitor", world.north, verbs=("read", "work"))
    with pytest.raises(Refused):
        actions.grant(ours, world.north, user=arta, verbs=["read"], reason="a friend")


def test_a_role_is_granted_no_more_than_it_may_hold(world, director):
    arta = world.person("arta", "monitor")
    with pytest.raises(Invalid, match="clear"):
        actions.grant(director, world.north, user=arta, verbs=["read", "clear"], reason="too much")


def test_the_last_owner_stays(world, director):
    own = Grant.objects.visible_to(director).get(user=world.people["director"])
    with pytest.raises(Refused, match="last owner"):
        actions.end_grant(director, own, reason="leaving")
    assert Grant.objects.visible_to(director).get(pk=own.pk).ended_at is None


def test_a_grant_to_a_team_reaches_its_members_and_nobody_else(world, staging, director, team, again):
    liri = world.person("liri")
    world.person("stana", "monitor")
    with staging():
        Appointment.objects.create(
            user=liri, role=world.roles["monitor"], organisation=world.mission, unit=team
        )
    actions.grant(
        director, world.north, unit=team, role=world.roles["monitor"], verbs=["read"], reason="the team"
    )
    assert again("liri").holds("read", world.north.pk)
    assert not again("stana").holds("read", world.north.pk)


def test_a_grant_above_reaches_the_teams_below(world, staging, director, team, again):
    from habeas.access.models import Unit

    with staging():
        centre = Unit.objects.create(code="centre", organisation=world.mission, kind="regional_centre")
        team.parent = centre
        team.save()
        Appointment.objects.create(
            user=world.person("liri"), role=world.roles["monitor"], organisation=world.mission, unit=team
        )
    actions.grant(
        director, world.north, unit=centre, role=world.roles["monitor"], verbs=["read"], reason="all teams"
    )
    assert again("liri").holds("read", world.north.pk)


def test_security_staff_reach_security_incidents_only(world, staging, director, guard_post, again):
    _unit, incidents = guard_post
    with staging():
        for place in (world.north, incidents):
            Grant.objects.create(compartment=place, user=world.person("goran", "security")
                                 if "goran" not in world.people else world.people["goran"],
                                 can_read=True, reason="test")  # fmt: skip
    assert again("goran").compartments("read") == {incidents.pk}
    with pytest.raises(Invalid):
        actions.grant(director, world.north, user=world.people["goran"], verbs=["read"], reason="curious")


def test_public_information_reads_released_material_only(world, staging, again):
    with staging():
        released = Compartment.objects.create(
            code="released", organisation=world.mission, name_en="Released", kind="released"
        )
        vesa = world.person("vesa", "publisher")
        for place in (world.north, released):
            Grant.objects.create(compartment=place, user=vesa, can_read=True, reason="test")
    assert again("vesa").compartments("read") == {released.pk}


def test_a_security_unit_is_not_granted_cases(world, director, guard_post):
    unit, _incidents = guard_post
    with pytest.raises(Invalid, match="kept apart"):
        actions.grant(
            director, world.north, unit=unit, role=world.roles["monitor"], verbs=["read"], reason="help"
        )


def test_a_closed_compartment_is_read_but_not_written(world, director, monitor, again):
    actions.close_compartment(director, world.north, reason="project ended")
    assert again("monitor").holds("read", world.north.pk)
    with pytest.raises(Refused):
        shelf.make_box(again("monitor"), world.north, label="late")


def test_a_director_makes_a_compartment_for_the_own_organisation_only(world, director, again):
    made = actions.create_compartment(
        director,
        None,
        code="returns",
        name_en="Returns",
        organisation=world.mission,
        owner=world.people["director"],
    )
    assert again("director").holds("own", made.pk)
    with pytest.raises(Refused):
        actions.create_compartment(
            director, None, code="x", name_en="X", organisation=world.ngo, owner=world.people["director"]
        )


def test_an_administrator_makes_no_compartment(world, administrator):
    with pytest.raises(Refused):
        actions.create_compartment(
            administrator,
            None,
            code="x",
            name_en="X",
            organisation=world.mission,
            owner=world.people["administrator"],
        )


def test_strangers_do_not_see_grants_or_compartments(world, director, monitor, stranger):
    codes = list(Compartment.objects.visible_to(stranger).values_list("code", flat=True))
    assert codes == ["south"]
    assert {g.compartment_id for g in Grant.objects.visible_to(stranger)} == {world.south.pk}
    assert Share.objects.visible_to(stranger).count() == 0
    assert scoped(Box.objects.all(), stranger).count() == 0
