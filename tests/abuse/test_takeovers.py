"""An administrator alone takes over nobody's cases: not by closing, ending and remaking, nor by a link made early.

Drita owns the north and may say yes; the administrator may not, whatever is done first.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from habeas.access import actions
from habeas.access.actions.resets import issue_link
from habeas.access.actors import actor_for
from habeas.access.models import AccountReset, Appointment, Compartment, Grant, Notice, Unit, User
from habeas.access.queries import reset_of_token
from habeas.core.actors import system_actor
from habeas.core.errors import Invalid, NotVisible, Refused

GOOD = "seven quiet horses at noon"


@pytest.fixture
def drita(world):
    return world.actor("drita", "director", world.north)


@pytest.fixture
def of_besa(world, besa, drita):
    """Besa's account as the database holds it now."""
    return lambda: User.objects.get(username="besa")


def use(token, password=GOOD):
    system = system_actor("set a password by a one-time link")
    return actions.set_password_by_link(system, reset_of_token(token), password=password)


def kinds_told(actor):
    return [notice.kind for notice in Notice.objects.visible_to(actor)]


def asked_of(actor):
    return AccountReset.objects.visible_to(actor).get(state="asked")


def test_a_closed_account_is_not_reset_without_an_owner(administrator, drita, of_besa):
    actions.deactivate_user(administrator, of_besa(), reason="on leave")
    asked = actions.ask_reset(administrator, of_besa(), reason="forgot", second_factor=True)
    with pytest.raises(Invalid, match="no confirmed reset"):
        issue_link(administrator, asked)
    with pytest.raises(Invalid, match="owner must confirm"):
        actions.invite(administrator, of_besa())
    actions.answer_reset(drita, asked_of(drita), agreed=True)
    use(issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk)))
    assert of_besa().check_password(GOOD)


def test_an_account_without_its_role_is_not_reset_without_an_owner(administrator, world, drita, of_besa):
    actions.end_appointment(administrator, Appointment.objects.get(user=of_besa()))
    with pytest.raises(Invalid, match="owner must confirm"):
        actions.invite(administrator, of_besa())
    asked = actions.ask_reset(administrator, of_besa(), reason="forgot", second_factor=True)
    with pytest.raises(Invalid, match="no confirmed reset"):
        issue_link(administrator, asked)
    assert [r.user.username for r in AccountReset.objects.visible_to(drita).select_related("user")] == [
        "besa"
    ]


def test_what_a_unit_was_granted_is_at_stake_for_those_who_served_in_it(administrator, world, drita):
    team = make_team(world)
    actions.grant(drita, world.north, unit=team, role=world.roles["analyst"], verbs=["read"], reason="team")
    arta = world.person("arta")
    made = actions.appoint(
        administrator, arta, role=world.roles["analyst"], organisation=world.mission, unit=team
    )
    actions.confirm_appointment(drita, made)
    actions.end_appointment(administrator, Appointment.objects.get(pk=made.pk))
    with pytest.raises(Invalid, match="owner must confirm"):
        actions.invite(administrator, arta)


def test_a_link_made_before_the_grant_opens_nothing_after_it(administrator, world, drita):
    """The administrator keeps the second link until the owner has let the new colleague in."""
    arta = actions.create_user(administrator, None, username="arta", full_name="Arta Example")
    actions.appoint(administrator, arta, role=world.roles["analyst"], organisation=world.mission)
    first, second = actions.invite(administrator, arta), actions.invite(administrator, arta)
    with pytest.raises(NotVisible):
        reset_of_token(first)
    actions.grant(drita, world.north, user=arta, verbs=["read"], reason="joins the team")
    with pytest.raises(Invalid, match="owner must confirm"):
        use(second)
    assert not User.objects.get(username="arta").has_usable_password()


def test_a_reset_asked_before_the_grant_makes_no_link_after_it(administrator, world, drita):
    arta = world.person("arta", "analyst")
    asked = actions.ask_reset(administrator, arta, reason="forgot")
    actions.grant(drita, world.north, user=arta, verbs=["read"], reason="joins the team")
    with pytest.raises(Invalid, match="owner must confirm"):
        issue_link(administrator, asked)


def test_an_owner_who_confirmed_speaks_for_the_own_compartment_only(administrator, world, drita, staging):
    arta = world.person("arta", "analyst", world.north)
    asked = actions.ask_reset(administrator, arta, reason="forgot")
    actions.answer_reset(drita, asked_of(drita), agreed=True)
    with staging():
        Grant.objects.filter(user=arta).update(compartment=world.south)
    with pytest.raises(Invalid, match="owner must confirm"):
        issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk))


def test_a_passkey_of_before_does_not_outlive_the_first_link(administrator, world):
    """The administrator uses a link, leaves a passkey, and hands out the next link."""
    arta = actions.create_user(administrator, None, username="arta", full_name="Arta Example")
    use(actions.invite(administrator, arta))
    Authenticator.objects.create(user=arta, type=Authenticator.Type.WEBAUTHN, data={})
    use(actions.invite(administrator, arta), "eight other horses at night")
    assert not Authenticator.objects.filter(user=arta).exists()


def test_what_ran_out_is_not_at_stake(administrator, world, staging):
    arta = world.person("arta", "analyst", world.north)
    with staging():
        Grant.objects.filter(user=arta).update(expires_at=timezone.now() - timedelta(hours=1))
    use(actions.invite(administrator, arta))
    assert User.objects.get(username="arta").check_password(GOOD)


def test_closing_an_account_ends_its_links(administrator, world):
    arta = world.person("arta")
    token = actions.invite(administrator, arta)
    actions.deactivate_user(administrator, arta, reason="left")
    with pytest.raises(NotVisible):
        reset_of_token(token)


def test_owners_are_told_when_an_account_opens_again(administrator, zef, drita, of_besa):
    actions.deactivate_user(administrator, of_besa(), reason="on leave")
    actions.reactivate_user(administrator, of_besa())
    assert kinds_told(drita) == ["account.opened"]
    assert kinds_told(zef) == []


def test_owners_are_told_when_a_role_wakes_what_they_granted(administrator, world, zef, drita, of_besa):
    actions.end_appointment(administrator, Appointment.objects.get(user=of_besa()))
    assert not actor_for(of_besa()).holds("read", world.north.pk)
    actions.appoint(administrator, of_besa(), role=world.roles["analyst"], organisation=world.mission)
    assert kinds_told(drita) == ["role.given"]
    assert kinds_told(zef) == []


def test_a_role_that_wakes_nothing_tells_nobody(administrator, world, drita):
    arta = world.person("arta")
    actions.appoint(administrator, arta, role=world.roles["analyst"], organisation=world.mission)
    assert kinds_told(drita) == []


def make_team(world):
    with world.staging():
        return Unit.objects.create(
            code="team-1", organisation=world.mission, kind="field_team", name_en="Team 1", invented=True
        )


@pytest.fixture
def of_two(administrator, world, drita, staging):
    """A team that was granted the north (Drita's) and the west (Milan's), and an appointment into it."""
    team = make_team(world)
    with staging():
        west = Compartment.objects.create(code="west", organisation=world.mission, name_en="West (invented)")
    milan = world.actor("milan", "director", west)
    for owner, place in ((drita, world.north), (milan, west)):
        actions.grant(owner, place, unit=team, role=world.roles["analyst"], verbs=["read"], reason="team")

    def appoint(user):
        made = actions.appoint(
            administrator, user, role=world.roles["analyst"], organisation=world.mission, unit=team
        )
        return Appointment.objects.get(pk=made.pk)

    return appoint, milan, west


def test_an_owner_does_not_confirm_the_own_appointment(of_two, world, drita):
    appoint, milan, _west = of_two
    made = appoint(world.people["drita"])
    with pytest.raises(Refused, match="own appointment"):
        actions.confirm_appointment(drita, made)
    assert "appointment.waits" not in kinds_told(drita)
    actions.confirm_appointment(milan, made)
    assert Appointment.objects.get(pk=made.pk).waits_for_owner


def test_an_owner_of_each_compartment_confirms(of_two, world, drita):
    appoint, milan, west = of_two
    puppet = world.person("puppet")
    made = appoint(puppet)
    actions.confirm_appointment(drita, made)
    assert not any(actor_for(puppet).holds("read", home) for home in (world.north.pk, west.pk))
    with pytest.raises(Invalid, match="not missing"):
        actions.confirm_appointment(drita, Appointment.objects.get(pk=made.pk))
    actions.confirm_appointment(milan, Appointment.objects.get(pk=made.pk))
    assert all(actor_for(puppet).holds("read", home) for home in (world.north.pk, west.pk))


def test_a_confirmation_waits_on_the_page_of_those_whose_word_is_missing(of_two, browse, world, drita):
    appoint, _milan, _west = of_two
    made = appoint(world.person("puppet"))
    page = "/access/confirmations/"
    assert "Puppet" in browse("drita").get(page).content.decode()
    assert "Puppet" not in browse("zef").get(page).content.decode()
    browse("drita").post(f"/access/appointments/{made.pk}/answer/", {"agree": "1"})
    assert "Puppet" not in browse("drita").get(page).content.decode()
    assert "Puppet" in browse("milan").get(page).content.decode()


def parts_of(actor):
    return list(AccountReset.objects.visible_to(actor).order_by("pk"))


def test_an_account_of_two_compartments_is_reset_when_an_owner_of_each_agrees(administrator, world, drita):
    """Zana owns the south: Drita's word alone would hand the south to whoever works with the administrator."""
    zana = world.actor("zana", "director", world.south, organisation=world.ngo)
    both = world.person("both", "analyst", world.north)
    actions.grant(zana, world.south, user=both, verbs=["read"], reason="helps out")
    asked = actions.ask_reset(administrator, both, reason="forgot")
    assert len(parts_of(administrator)) == 2
    actions.answer_reset(drita, asked_of(drita), agreed=True)
    with pytest.raises(NotVisible):
        actions.answer_reset(drita, asked_of(zana), agreed=True)
    for part in parts_of(administrator):
        with pytest.raises(Invalid, match="no confirmed reset"):
            issue_link(administrator, part)
    actions.answer_reset(zana, asked_of(zana), agreed=True)
    use(issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk)))
    assert User.objects.get(username="both").check_password(GOOD)


def test_who_owns_both_agrees_once_and_one_no_is_enough(administrator, world, drita, staging):
    both = world.person("both", "analyst", world.north)
    zana = world.actor("zana", "director", world.south, organisation=world.ngo)
    actions.grant(zana, world.south, user=both, verbs=["read"], reason="helps out")
    with staging():
        deputy = {"user": world.people["drita"], "can_own": True, "can_read": True, "reason": "deputy"}
        Grant.objects.create(compartment=world.south, **deputy)
    owner_of_both = actor_for(world.people["drita"])
    asked = actions.ask_reset(administrator, both, reason="forgot")
    actions.answer_reset(owner_of_both, parts_of(owner_of_both)[0], agreed=True)
    assert {part.state for part in parts_of(administrator)} == {"ready"}
    issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk))
    asked = actions.ask_reset(administrator, both, reason="lost the link")
    actions.answer_reset(drita, asked_of(drita), agreed=True)
    actions.answer_reset(zana, asked_of(zana), agreed=False)
    with pytest.raises(Invalid, match="no confirmed reset"):
        issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk))


def test_a_compartment_reached_after_the_word_of_the_others_stops_the_link(administrator, world, drita):
    zana = world.actor("zana", "director", world.south, organisation=world.ngo)
    both = world.person("both", "analyst", world.north)
    asked = actions.ask_reset(administrator, both, reason="forgot")
    actions.answer_reset(drita, asked_of(drita), agreed=True)
    token = issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk))
    actions.grant(zana, world.south, user=both, verbs=["read"], reason="helps out")
    with pytest.raises(Invalid, match="owner must confirm"):
        use(token)


def test_a_compartment_without_another_owner_keeps_the_account_as_it_is(administrator, world, drita):
    arta = world.person("arta", "analyst", world.north)
    with_south = world.actor("arta", "analyst")
    assert with_south.holds("read", world.north.pk)
    with world.staging():
        Grant.objects.create(compartment=world.south, user=arta, can_read=True, reason="test")
    with pytest.raises(Invalid, match="Nobody else owns"):
        actions.ask_reset(administrator, arta, reason="forgot")


def test_a_second_factor_is_not_taken_from_an_administrator_without_an_owner(administrator, world, drita):
    """Two administrators: one may not take the other's second factor away, nor by a fresh link."""
    bekim = world.person("bekim", "administrator")
    Authenticator.objects.create(user=bekim, type=Authenticator.Type.TOTP, data={})
    with pytest.raises(Invalid, match="has a second factor"):
        actions.invite(administrator, bekim)
    asked = actions.ask_reset(administrator, bekim, reason="lost the phone", second_factor=True)
    with pytest.raises(Invalid, match="no confirmed reset"):
        issue_link(administrator, asked)
    assert Authenticator.objects.filter(user=bekim).exists()
    assert kinds_told(drita) == ["reset.waits"]
    actions.answer_reset(drita, asked_of(drita), agreed=True)
    use(issue_link(administrator, AccountReset.objects.visible_to(administrator).get(pk=asked.pk)))
    assert not Authenticator.objects.filter(user=bekim).exists()
