"""Interviews: consent by item and use, testimony apart from identity, two people to join them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access.actions.approvals import answer_approval, ask_approval
from habeas.core.audit import AuditRow
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.monitoring import actions, queries
from habeas.monitoring.choices import RiskQuestion
from habeas.people.actions import UseAgreed, open_identity, record_consent, revoke_consent

TODAY = timezone.localdate
REASON = "The court asks whether the witness agrees."


def test_consent_is_recorded_for_this_very_item(interview, team):
    made = interview(consent_level=2, uses=[UseAgreed("analysis"), UseAgreed("anonymised")])
    (given,) = queries.consents_of(team["monitor"], made)
    assert (given.model, given.record, given.level) == ("monitoring.interview", made.pk, 2)
    assert queries.uses_agreed([given]) == {"analysis", "anonymised"}


def test_without_consent_nothing_is_kept_but_the_contact(interview, team):
    for kept in ("testimony", "summary"):
        with pytest.raises(Invalid, match="Without consent") as refusal:
            interview(consent_level=0, uses=[], **{"testimony": "", "summary": "", kept: "Two men."})
        assert refusal.value.field == kept
    made = interview(consent_level=0, uses=[], testimony="", summary="")
    assert (made.testimony, made.summary) == (None, "")
    with pytest.raises(Invalid, match="Without consent"):
        actions.add_quote(team["monitor"], made, words="I saw two men.")


def test_with_consent_there_is_a_summary(interview):
    with pytest.raises(Invalid) as refusal:
        interview(summary="")
    assert refusal.value.field == "summary"


def test_an_interview_of_the_future_is_refused(interview):
    with pytest.raises(Invalid, match="future"):
        interview(held_on=TODAY() + timedelta(days=1))


def test_an_interpreter_has_a_code(interview):
    with pytest.raises(Invalid) as refusal:
        interview(interpreter="outside")
    assert refusal.value.field == "interpreter_code"


def test_a_risk_to_the_person_needs_measures(interview):
    with pytest.raises(Invalid) as refusal:
        interview(risk_level="medium")
    assert refusal.value.field == "risk_measures"
    assert interview(risk_level="medium", risk_measures="We met at the school.").risk_level == "medium"


def test_a_high_risk_is_taken_after_somebody_else_agreed(interview, plan, team, yesterday):
    told = {"risk_level": "high", "risk_measures": "A car waits; no notes."}
    answers = dict.fromkeys(RiskQuestion.values, "low") | {"threat": "high"}
    visit = plan(risk={"answers": answers, "mitigation": "Meet elsewhere."})
    for unapproved in ({}, {"visit": visit}):
        with pytest.raises(Invalid, match="somebody else agrees first"):
            interview(**told, **unapproved)
    question = ask_approval(team["monitor"], visit, kind="visit_risk", reason="It is needed.")
    answer_approval(team["director"], question, agreed=True, note="Take care.")
    actions.approve_visit(team["monitor"], visit)
    assert interview(**told, visit=visit).risk_level == "high"


def test_ones_own_yes_to_a_low_visit_opens_no_interview_of_high_risk(interview, plan, team):
    visit = actions.approve_visit(team["monitor"], plan())
    with pytest.raises(Invalid, match="somebody else agrees first"):
        interview(risk_level="high", risk_measures="A car waits.", visit=visit)
    visit = actions.approve_visit(team["director"], plan())
    with pytest.raises(Invalid, match="somebody else agrees first"):
        interview(risk_level="high", risk_measures="A car waits.", visit=visit)


def test_the_testimony_is_sealed_and_opening_it_is_written_down(interview, team, auditor):
    made = interview()
    assert str(made.testimony) == "•••"
    opened = actions.open_testimony(team["monitor"], made)
    assert opened.text == "I woke up and saw two men."
    assert "two men" not in repr(opened)
    row = AuditRow.objects.visible_to(auditor).filter(action="testimony.open").get()
    assert (row.record, row.outcome) == (str(made.pk), "read")


def test_who_may_only_read_does_not_open_testimony(interview, world):
    reader = world.actor("reader", "analyst", world.north, verbs=["read"])
    with pytest.raises(Refused):
        actions.open_testimony(reader, interview())


def test_a_client_is_joined_with_a_reason(interview, team):
    found = actions.unmask(team["monitor"], interview(), reason=REASON)
    assert str(found.identity.names[0]) == "Ylli Demopersoni"
    assert found.contact_how == "Through the cousin, in the morning."


@pytest.mark.parametrize(
    ("standing", "connection"), [("source", "NGO"), ("witness", "VIC"), ("client", "WIT")]
)
def test_a_source_or_witness_takes_a_second_person(
    interview, person, team, colleague, standing, connection, auditor
):
    made = interview(person=person(standing=standing), connection=connection)
    with pytest.raises(Refused, match="second person"):
        actions.unmask(team["monitor"], made, reason=REASON)
    asked = ask_approval(team["monitor"], made.person, kind="unmask", reason=REASON)
    answer_approval(colleague, asked, agreed=True)
    assert actions.unmask(team["monitor"], made, reason=REASON).identity.names
    with pytest.raises(Refused):
        actions.unmask(team["monitor"], made, reason=REASON)
    rows = AuditRow.objects.visible_to(auditor).filter(action="interview.unmask", outcome="read")
    assert [row.record for row in rows] == [str(made.pk)]


def test_a_witness_is_protected_on_the_page_of_the_person_too(interview, team, colleague):
    """The code on the interview leads to the person: there, too, it takes two."""
    made = interview(connection="WIT")
    assert made.person.standing == "witness"
    with pytest.raises(Refused, match="second person"):
        open_identity(team["monitor"], made.person, reason=REASON)


@pytest.mark.parametrize("how", ["source", "role", "observation"])
def test_whoever_tells_of_others_is_protected(incident, person, team, observe, how):
    who = person()
    if how == "observation":
        observe("He saw it.", kind="said", source="S1", connection="REL", person=who)
    elif how == "role":
        actions.involve(team["monitor"], incident(), role="WIT", person=who)
    else:
        told = {"connection": "WIT", "reliability": "2", "told_on": TODAY()}
        actions.add_source(team["monitor"], incident(), source="S7", person=who, **told)
    with pytest.raises(Refused, match="second person"):
        open_identity(team["monitor"], who, reason=REASON)


def test_a_quote_is_usable_once_the_person_agreed_and_somebody_else_checked(interview, team, colleague):
    made = interview()
    quote = actions.add_quote(team["monitor"], made, words="They said they would come back.")
    with pytest.raises(Invalid, match="has not agreed"):
        actions.make_quote_usable(colleague, quote, wording="They would come back.")
    record_consent(team["monitor"], made.person, level=2, uses=[UseAgreed("anonymised")], item=made)
    with pytest.raises(Refused, match="kept themselves"):
        actions.make_quote_usable(team["monitor"], quote, wording="They would come back.")
    assert actions.make_quote_usable(colleague, quote, wording="They would come back.").usable
    assert not actions.withdraw_quote(team["monitor"], quote).wording


def test_consent_taken_back_counts_at_once(interview, team):
    made = interview()
    assert queries.may_be_cited(team["monitor"], made)
    revoke_consent(team["monitor"], queries.consents_of(team["monitor"], made)[0], why="afraid")
    assert not queries.may_be_cited(team["monitor"], made)


def test_a_stranger_learns_nothing(interview, stranger):
    made = interview()
    for refused in (actions.open_testimony, actions.add_quote):
        with pytest.raises(NotVisible):
            refused(stranger, made)
