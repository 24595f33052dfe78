"""A recommendation is issued when everybody whom its compartment names has agreed to the text as it stands."""

import pytest

from habeas.access.actions.approvals import answer_approval
from habeas.access.models import Approval
from habeas.core.errors import Invalid, Refused
from habeas.recommendations import actions, clearance


def question(actor, code):
    return Approval.objects.visible_to(actor).filter(kind=f"clearance.{code}", state="asked").get()


def test_without_more_the_director_clears_by_issuing(recommend, team):
    assert clearance.steps_of(team["director"], made := recommend()) == ["director"]
    assert actions.issue_recommendation(team["director"], made).state == "issued"


def test_an_adviser_alone_does_not_issue(recommend, adviser):
    with pytest.raises(Invalid, match="clearance by the director"):
        actions.issue_recommendation(adviser, recommend())


def test_every_step_is_needed(demanding, recommend, team, adviser):
    made = actions.send_to_clearance(team["monitor"], recommend())
    assert made.state == "clearance"
    with pytest.raises(Invalid, match="legal clearance"):
        actions.issue_recommendation(team["director"], made)
    answer_approval(adviser, question(adviser, "legal"), agreed=True)
    assert actions.issue_recommendation(team["director"], made).state == "issued"


def test_only_the_role_answers_its_step(demanding, recommend, team, adviser):
    actions.send_to_clearance(team["monitor"], recommend())
    with pytest.raises(Refused, match="Another role"):
        answer_approval(team["director"], question(adviser, "legal"), agreed=True)


def test_what_was_agreed_falls_when_the_text_changes(demanding, recommend, team, adviser):
    made = actions.send_to_clearance(team["monitor"], recommend())
    with pytest.raises(Refused, match="no draft"):
        actions.edit_recommendation(team["monitor"], made, text="Appoint one.")
    answer_approval(adviser, question(adviser, "legal"), agreed=True)
    actions.recall(team["monitor"], made)
    actions.edit_recommendation(team["monitor"], made, text="Appoint one.")
    actions.send_to_clearance(team["monitor"], made)
    with pytest.raises(Invalid, match="legal clearance"):
        actions.issue_recommendation(team["director"], made)


def test_the_yes_of_somebody_who_wrote_on_it_does_not_count(demanding, recommend, team, adviser):
    made = recommend()
    actions.edit_recommendation(adviser, made, text="Appoint one teacher.")
    actions.send_to_clearance(team["monitor"], made)
    assert not any(step.may_answer for step in clearance.standing(adviser, made))
    answer_approval(adviser, question(adviser, "legal"), agreed=True)
    with pytest.raises(Invalid, match="legal clearance"):
        actions.issue_recommendation(team["director"], made)


def test_nobody_clears_their_own(world, team, place, confirmed, recommend):
    made = actions.make_recommendation(
        team["director"], confirmed, lead=(place.institution, "municipal"), kind="RES", text="x",
        deadline=recommend().deadline, follow_up_on=recommend().follow_up_on,
    )  # fmt: skip
    with pytest.raises(Refused, match="their own"):
        actions.issue_recommendation(team["director"], made)
