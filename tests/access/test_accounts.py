"""Accounts, appointments and the ways back into them; administrators never reach cases through them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from habeas.access import actions
from habeas.access.actions.resets import issue_link
from habeas.access.models import AccountReset, Appointment, Notice, Unit, User
from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.core.scope import scoped

GOOD = "seven quiet horses at noon"


def make(actor, name="arta", **given):
    return actions.create_user(actor, None, username=name, full_name="Arta Example", **given)


def test_an_administrator_makes_an_account_without_a_password(administrator):
    arta = make(administrator)
    assert not arta.has_usable_password()
    assert (arta.username, arta.is_active) == ("arta", True)


def test_a_monitor_makes_no_accounts(monitor):
    with pytest.raises(Refused, match="administrator"):
        make(monitor)
    assert not User.objects.filter(username="arta").exists()


@pytest.mark.parametrize("name", ["a", "Arta Example", "arta@example", "-arta", "arta\n"])
def test_a_bad_user_name_is_named(administrator, name):
    if name == "arta\n":
        assert make(administrator, name).username == "arta"
        return
    with pytest.raises(Invalid, match="cannot be a user name"):
        make(administrator, name)


def test_a_name_is_taken_once_and_stays_taken(administrator, world):
    arta = make(administrator)
    actions.deactivate_user(administrator, arta, reason="left")
    with pytest.raises(Invalid, match="taken"):
        make(administrator, "ARTA")


def test_a_weak_password_is_refused(administrator):
    with pytest.raises(Invalid, match="too common|too short"):
        make(administrator, password="password123")


def test_no_password_stands_in_the_audit(administrator, auditor):
    make(administrator, password=GOOD)
    details = scoped(AuditRow.objects.all(), auditor).values_list("detail", flat=True)
    assert [detail for detail in details if GOOD in detail] == []


def test_a_person_holds_roles_in_two_organisations(administrator, world, again):
    arta = world.person("arta")
    for organisation in (world.mission, world.ngo):
        actions.appoint(administrator, arta, role=world.roles["monitor"], organisation=organisation)
    assert again("arta").organisations == {world.mission.pk, world.ngo.pk}


def test_an_administrator_appoints_nobody_to_the_own_account(administrator, world):
    with pytest.raises(Refused, match="own account"):
        actions.appoint(
            administrator,
            world.people["administrator"],
            role=world.roles["analyst"],
            organisation=world.mission,
        )


@pytest.mark.parametrize(
    ("first", "second"),
    [("administrator", "monitor"), ("monitor", "auditor"), ("security", "monitor"), ("analyst", "security")],
)
def test_roles_that_must_stay_apart_are_not_combined(administrator, world, first, second):
    arta = world.person("arta", first)
    with pytest.raises(Invalid, match="cannot be held together"):
        actions.appoint(administrator, arta, role=world.roles[second], organisation=world.mission)


def test_one_after_the_other_is_possible(administrator, world):
    arta = world.person("arta", "monitor")
    held = Appointment.objects.get(user=arta)
    actions.end_appointment(administrator, held)
    actions.appoint(administrator, arta, role=world.roles["auditor"], organisation=world.mission)
    assert [a.role.code for a in Appointment.objects.filter(user=arta, ended_at=None)] == ["test-auditor"]


def test_an_ended_appointment_gives_nothing_at_the_next_request(administrator, world, again, monitor):
    assert monitor.holds("read", world.north.pk)
    actions.end_appointment(administrator, Appointment.objects.get(user=world.people["monitor"]))
    assert not again("monitor").holds("read", world.north.pk)


def test_a_case_role_is_not_placed_in_a_security_unit(administrator, world, guard_post):
    unit, _place = guard_post
    with pytest.raises(Invalid, match="kept apart"):
        actions.appoint(
            administrator,
            world.person("arta"),
            role=world.roles["monitor"],
            organisation=world.mission,
            unit=unit,
        )


def test_a_unit_of_another_organisation_or_time_is_refused(administrator, world, team, staging):
    arta = world.person("arta")
    with pytest.raises(Invalid, match="no unit of"):
        actions.appoint(administrator, arta, role=world.roles["monitor"], organisation=world.ngo, unit=team)
    with staging():
        team.valid_to = date(2016, 6, 30)
        team.save()
    with pytest.raises(Invalid, match="ended on"):
        actions.appoint(
            administrator, arta, role=world.roles["monitor"], organisation=world.mission, unit=team
        )


def test_appointing_into_a_granted_team_waits_for_the_owner(administrator, director, world, team, again):
    """Otherwise an administrator could reach cases with a puppet account."""
    actions.grant(
        director, world.north, unit=team, role=world.roles["monitor"], verbs=["read"], reason="the team"
    )
    puppet = world.person("puppet")
    made = actions.appoint(
        administrator, puppet, role=world.roles["monitor"], organisation=world.mission, unit=team
    )
    assert not again("puppet").holds("read", world.north.pk)
    assert [n.kind for n in Notice.objects.visible_to(again("director"))] == ["appointment.waits"]
    with pytest.raises(Refused):
        actions.confirm_appointment(administrator, made)
    actions.confirm_appointment(director, made)
    assert again("puppet").holds("read", world.north.pk)


def test_an_owner_refuses_an_appointment(administrator, director, world, team, again):
    actions.grant(
        director, world.north, unit=team, role=world.roles["monitor"], verbs=["read"], reason="the team"
    )
    made = actions.appoint(
        administrator,
        world.person("puppet"),
        role=world.roles["monitor"],
        organisation=world.mission,
        unit=team,
    )
    actions.refuse_appointment(director, made)
    assert Appointment.objects.get(pk=made.pk).ended_at is not None


def set_password(token, password=GOOD):
    from habeas.access.queries import reset_of_token

    system = system_actor("set a password by a one-time link")
    return actions.set_password_by_link(system, reset_of_token(token), password=password)


def test_a_new_person_sets_a_password_by_the_link_once(administrator):
    token = actions.invite(administrator, make(administrator))
    set_password(token)
    assert User.objects.get(username="arta").check_password(GOOD)
    with pytest.raises(NotVisible):
        set_password(token)


def test_the_link_itself_is_not_kept(administrator):
    token = actions.invite(administrator, make(administrator))
    kept = AccountReset.objects.visible_to(administrator).get()
    assert token not in (kept.digest, str(kept.pk))


def test_a_link_expires(administrator, staging):
    token = actions.invite(administrator, make(administrator))
    with staging():
        AccountReset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotVisible):
        set_password(token)


def test_an_administrator_cannot_invite_into_an_account_that_reaches_cases(administrator, monitor, world):
    with pytest.raises(Invalid, match="owner must confirm"):
        actions.invite(administrator, world.people["monitor"])


def test_a_reset_waits_for_an_owner(administrator, director, monitor, world, again):
    asked = actions.ask_reset(administrator, world.people["monitor"], reason="forgot", second_factor=True)
    with pytest.raises(Invalid, match="no confirmed reset"):
        issue_link(administrator, asked)
    with pytest.raises(NotVisible):
        actions.answer_reset(monitor, asked, agreed=True)
    actions.answer_reset(director, AccountReset.objects.visible_to(director).get(), agreed=True)
    token = issue_link(administrator, AccountReset.objects.visible_to(administrator).get())
    assert not User.objects.get(username="monitor").has_usable_password()
    set_password(token)
    assert User.objects.get(username="monitor").check_password(GOOD)


def test_a_declined_reset_gives_no_link(administrator, director, monitor, world):
    actions.ask_reset(administrator, world.people["monitor"], reason="forgot")
    actions.answer_reset(director, AccountReset.objects.visible_to(director).get(), agreed=False)
    with pytest.raises(Invalid):
        issue_link(administrator, AccountReset.objects.visible_to(administrator).get())
    assert User.objects.get(username="monitor").has_usable_password()


def test_an_owner_alone_is_not_reset_by_the_administrator_alone(administrator, director, world):
    with pytest.raises(Invalid, match="second owner"):
        actions.ask_reset(administrator, world.people["director"], reason="forgot")
    assert AccountReset.objects.visible_to(administrator).count() == 0


def test_an_administrator_does_not_close_the_own_account(administrator, world):
    with pytest.raises(Refused):
        actions.deactivate_user(administrator, world.people["administrator"], reason="oops")


def test_preferences_are_checked(monitor, world):
    actions.set_preferences(monitor, None, language="sr-latn", place_order="sr-sq", theme="dark")
    user = User.objects.get(username="monitor")
    assert (user.language, user.place_order, user.theme) == ("sr-latn", "sr-sq", "dark")
    with pytest.raises(Invalid, match="klingon"):
        actions.set_preferences(monitor, None, language="klingon")
    with pytest.raises(Invalid):
        actions.set_preferences(monitor, None, is_active="")


def test_a_role_in_a_centre_below_counts_once(world, again, staging, team):
    with staging():
        Unit.objects.create(code="other", organisation=world.mission, kind="section", parent=team)
    assert world.person("arta", "monitor") and again("arta").units == frozenset()
