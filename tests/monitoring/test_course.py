"""The course of a visit: planned, approved, under way, carried out, reported; followed up; restrictions logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.core.errors import Invalid, Refused
from habeas.monitoring import actions
from habeas.monitoring.models import Restriction, VisitReport

TODAY = timezone.localdate


def test_the_states_in_their_order(plan, team, place):
    visit = plan(planned_for=TODAY())
    seen = [visit.state]
    actions.approve_visit(team["monitor"], visit)
    seen.append(visit.state)
    actions.start_visit(team["monitor"], visit)
    seen.append(visit.state)
    actions.carry_out_visit(team["monitor"], visit, carried_out_on=TODAY(), access="full")
    seen.append(visit.state)
    actions.report_visit(team["monitor"], visit, summary="Short.", sent_on=TODAY())
    assert [*seen, visit.state] == ["planned", "approved", "under_way", "carried_out", "reported"]


def test_a_plan_is_changed_under_the_same_rules(plan, team, place, yesterday):
    visit = plan()
    with pytest.raises(Invalid) as refusal:
        actions.replan_visit(team["monitor"], visit, planned_for=yesterday, site=place.far_site)
    assert refusal.value.field == "unit"
    visit.refresh_from_db()
    actions.replan_visit(team["monitor"], visit, planned_for=TODAY(), purpose="Another purpose.")
    assert (visit.planned_for, visit.purpose) == (TODAY(), "Another purpose.")


@pytest.mark.parametrize("days", [1, 400])
def test_a_follow_up_does_not_lie_before_the_visit(plan, visit, days):
    with pytest.raises(Invalid) as refusal:
        plan(follows=visit, planned_for=visit.day - timedelta(days=days))
    assert refusal.value.field == "planned_for"
    assert visit.reference in str(refusal.value)


def test_a_follow_up_is_not_carried_out_before_the_visit(plan, visit, team):
    later = plan(follows=visit, planned_for=TODAY(), strand="follow_up")
    with pytest.raises(Invalid) as refusal:
        actions.carry_out_visit(
            team["monitor"], later, carried_out_on=visit.day - timedelta(days=1), access="full"
        )
    assert refusal.value.field == "carried_out_on"
    assert [one.pk for one in visit.followed_by.all()] == [later.pk]


def test_restricted_access_becomes_a_row_of_its_own(plan, team, yesterday):
    visit = plan()
    actions.carry_out_visit(
        team["monitor"],
        visit,
        carried_out_on=yesterday,
        access="partial",
        restriction="Two wings were closed.",
        restriction_kind="rooms",
    )
    row = Restriction.objects.visible_to(team["monitor"]).get()
    assert (row.visit, row.kind, row.municipality) == (visit, "rooms", visit.municipality)
    actions.raise_restriction(team["monitor"], row, raised="A letter to the director.")
    with pytest.raises(Refused, match="already"):
        actions.raise_restriction(team["monitor"], row, raised="Once more.")


def test_a_restriction_on_the_way_needs_no_visit(team, world, place):
    row = actions.log_restriction(
        team["monitor"],
        world.north,
        happened_on=TODAY(),
        municipality=place.municipality,
        kind="movement",
        text="The road was closed.",
        minutes_lost=45,
    )
    assert (row.visit, row.compartment) == (None, world.north.pk)
    with pytest.raises(Invalid) as refusal:
        actions.log_restriction(
            team["monitor"],
            world.north,
            happened_on=TODAY() + timedelta(days=1),
            municipality=place.municipality,
            kind="movement",
            text="It will be closed.",
        )
    assert refusal.value.field == "happened_on"


def test_experts_go_along_by_name_and_colleagues_once(visit, team, world):
    actions.add_member(team["monitor"], visit, name="Ekspert Izmišljen", role="expert", field="medicine")
    actions.add_member(team["monitor"], visit, user=world.people["dren"], role="leader")
    told = sorted(str(member) for member in visit.members.all())
    assert told == ["Dren (leader of the team)", "Ekspert Izmišljen (expert, medicine)"]
    with pytest.raises(Invalid, match="already"):
        actions.add_member(team["monitor"], visit, user=world.people["dren"])
    with pytest.raises(Invalid, match="not named"):
        actions.add_member(team["monitor"], visit)


def test_interlocutors_are_functions(visit, team):
    actions.add_interlocutor(
        team["monitor"], visit, kind="detained", number=4, in_private=True, community="ALB"
    )
    row = visit.interlocutors.get()
    assert (str(row), row.number, row.in_private) == ("person deprived of liberty", 4, True)


@pytest.fixture
def report(visit, team, place):
    return actions.report_visit(
        team["monitor"],
        visit,
        summary="Short.",
        sent_on=visit.day,
        sent_to=place.institution,
        reply_due=visit.day,
    )


def test_a_reply_that_is_due_and_does_not_come_is_overdue(report, team):
    assert report.is_overdue()
    actions.record_reply(team["monitor"], report, replied_on=TODAY(), reply="It is done.")
    assert not report.is_overdue()
    with pytest.raises(Refused, match="already"):
        actions.record_reply(team["monitor"], report, replied_on=TODAY(), reply="Once more.")


def test_a_report_is_not_sent_before_its_visit(visit, team):
    with pytest.raises(Invalid) as refusal:
        actions.report_visit(team["monitor"], visit, summary="s", sent_on=visit.day - timedelta(days=1))
    assert refusal.value.field == "sent_on"
    assert VisitReport.objects.visible_to(team["monitor"]).count() == 0


def test_who_may_clear_says_that_a_report_is_public(report, team):
    with pytest.raises(Refused, match="may not clear"):
        actions.publish_report(team["monitor"], report, published_on=TODAY())
    actions.publish_report(team["director"], report, published_on=TODAY())
    assert report.published_on == TODAY()


@pytest.mark.parametrize(
    ("days", "said"),
    [(7, "its risk is checked"), (0, "say what became of it"), (-7, "say what became of it")],
)
def test_home_asks_what_became_of_a_visit_from_its_day_on(plan, client, world, days, said):
    plan(planned_for=TODAY() + timedelta(days=days))
    client.force_login(world.people["mira"])
    assert said in client.get("/").content.decode()
