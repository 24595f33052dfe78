"""One lead, a deadline, an answer, a follow-up visit, a grade of the right scale."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.monitoring import actions as monitoring
from habeas.recommendations import actions
from habeas.recommendations.models import Addressee

TODAY = timezone.localdate


def test_a_finding_must_be_confirmed_first(recommend, visit, team, complete):
    draft = monitoring.open_finding(team["monitor"], visit, **complete)
    with pytest.raises(Refused, match="not confirmed"):
        recommend(draft)


def test_there_is_one_lead(recommend, team, place, staging):
    made = recommend()
    assert [(str(a), a.is_lead) for a in made.addressees.all()] == [
        ("invented-office", True),
        ("invented-court", False),
    ]
    with pytest.raises(Invalid) as refusal:
        actions.add_addressee(team["monitor"], made, organisation=place.court, level="central", is_lead=True)
    assert "invented-office" in str(refusal.value)
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Addressee.objects.filter(recommendation=made).update(is_lead=True)


def test_the_day_to_look_again_follows_the_deadline(recommend):
    with pytest.raises(Invalid) as refusal:
        recommend(follow_up_on=TODAY())
    assert refusal.value.field == "follow_up_on"


def test_only_who_may_clear_issues(recommend, team):
    with pytest.raises(Refused, match="may not clear"):
        actions.issue_recommendation(team["monitor"], recommend())


def test_nobody_issues_what_they_wrote_on(recommend, team):
    made = recommend()
    actions.edit_recommendation(team["director"], made, text="Appoint five teachers.")
    with pytest.raises(Refused, match="on which they wrote"):
        actions.issue_recommendation(team["director"], made)


def test_a_follow_up_of_another_recommendation_carries_no_grade(issued, recommend, team, later_visit):
    other = actions.issue_recommendation(team["director"], recommend(text="Repair the roof."))
    seen = actions.record_follow_up(team["monitor"], other, visit=later_visit, text="A new roof.")
    with pytest.raises(Invalid, match="another recommendation"):
        actions.grade_recommendation(
            team["monitor"], issued, follow_up=seen, scale="rec_status", value="FULL", reason="x"
        )


def test_a_finding_is_closed_when_all_that_was_recommended_is_carried_out(
    confirmed, failed, team, later_visit, recommend
):
    monitor, (seen,) = team["monitor"], failed.follow_ups.all()
    with pytest.raises(Invalid, match=failed.reference):
        actions.close_carried_out(monitor, confirmed)
    graded = {"follow_up": seen, "scale": "rec_status", "reason": "Both came."}
    actions.grade_recommendation(monitor, failed, value="FULL", **graded)
    assert actions.close_carried_out(monitor, confirmed).state == "closed"
    with pytest.raises(Refused, match="not confirmed"):
        recommend()


def test_a_finding_on_which_nothing_was_recommended_stays_open(confirmed, team):
    with pytest.raises(Invalid, match="Nothing was recommended"):
        actions.close_carried_out(team["monitor"], confirmed)


def test_the_chain_runs_to_its_grade(issued, team, later_visit):
    monitor = team["monitor"]
    lead = issued.addressees.get(is_lead=True)
    actions.record_response(
        monitor, issued, addressee=lead, received_on=TODAY(), kind="accepted", text="We will."
    )
    assert issued.state == "answered"
    follow_up = actions.record_follow_up(monitor, issued, visit=later_visit, text="One teacher came.")
    assert issued.state == "followed_up"
    grade = actions.grade_recommendation(
        monitor, issued, follow_up=follow_up, scale="rec_status", value="PART", reason="One of two."
    )
    assert (issued.state, grade.label) == ("graded", "Partly implemented")


@pytest.mark.parametrize(
    ("scale", "value"), [("tb_grade", "FULL"), ("rec_status", "A"), ("rec_status", "SENT")]
)
def test_a_grade_of_another_scale_is_refused(issued, team, later_visit, scale, value):
    follow_up = actions.record_follow_up(team["monitor"], issued, visit=later_visit, text="x")
    with pytest.raises(Invalid) as refusal:
        actions.grade_recommendation(
            team["monitor"], issued, follow_up=follow_up, scale=scale, value=value, reason="x"
        )
    assert refusal.value.field in ("value", "grade")


def test_a_visit_before_the_issue_shows_nothing(issued, team, visit):
    with pytest.raises(Invalid) as refusal:
        actions.record_follow_up(team["monitor"], issued, visit=visit, text="x")
    assert refusal.value.field == "visit"


def test_an_answer_before_the_issue_is_refused(issued, team):
    lead = issued.addressees.get(is_lead=True)
    with pytest.raises(Invalid):
        actions.record_response(
            team["monitor"],
            issued,
            addressee=lead,
            received_on=TODAY() - timedelta(days=5),
            kind="accepted",
            text="x",
        )


def test_a_draft_is_not_answered(recommend, team):
    made = recommend()
    with pytest.raises(Refused, match="not been issued"):
        actions.record_response(
            team["monitor"],
            made,
            addressee=made.addressees.first(),
            received_on=TODAY(),
            kind="accepted",
            text="x",
        )


def test_overdue_is_issued_unanswered_and_late(issued):
    assert not issued.is_overdue()
    assert issued.is_overdue(issued.deadline + timedelta(days=1))


def test_a_stranger_learns_nothing(issued, world):
    stranger = world.actor("stranger", "monitor", world.south, organisation=world.ngo)
    with pytest.raises(NotVisible):
        actions.issue_recommendation(stranger, issued)
