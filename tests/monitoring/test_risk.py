"""Do no harm: no visit without a risk check, none of high risk without somebody else's yes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.access.actions.approvals import answer_approval, ask_approval
from habeas.core.errors import Invalid, Refused
from habeas.monitoring import actions, queries
from habeas.monitoring.choices import RiskQuestion
from habeas.monitoring.models import VisitRisk
from habeas.places.models import UnitCoverage


def levels(level="low", **changes):
    return {**dict.fromkeys(RiskQuestion.values, level), **changes}


@pytest.fixture
def risky(plan, team):
    """A visit to which somebody answered high."""
    return plan(risk={"answers": levels(threat="high"), "mitigation": "Meet elsewhere."})


def agreed(team, visit, answer=True):
    question = ask_approval(team["monitor"], visit, kind="visit_risk", reason="It is needed.")
    return answer_approval(team["director"], question, agreed=answer, note="Take care.")


def test_the_highest_answer_is_the_risk(plan):
    visit = plan(risk={"answers": levels(place="medium"), "mitigation": "Go by day."})
    assert visit.risk_level == "medium"
    assert [one.level for one in visit.risks.all()] == ["medium"]
    assert visit.risks.get().answers.count() == len(RiskQuestion.values)


def test_an_unchecked_visit_does_not_take_place(plan, team, yesterday):
    visit = plan(risk=None)
    for do in (actions.start_visit, actions.approve_visit):
        with pytest.raises(Refused, match="was not checked"):
            do(team["monitor"], visit)
    with pytest.raises(Refused, match="was not checked"):
        actions.carry_out_visit(team["monitor"], visit, carried_out_on=yesterday, access="full")


def test_a_missing_answer_is_named(plan):
    with pytest.raises(Invalid) as refusal:
        plan(risk={"answers": {"reprisal": "low"}})
    assert refusal.value.field == "risk_threat"


def test_a_risk_above_low_needs_measures(plan):
    with pytest.raises(Invalid) as refusal:
        plan(risk={"answers": levels(data="medium")})
    assert refusal.value.field == "mitigation"


def test_a_high_risk_stops_the_visit(risky, team, yesterday):
    with pytest.raises(Refused, match="nobody else has agreed"):
        actions.carry_out_visit(team["monitor"], risky, carried_out_on=yesterday, access="full")
    with pytest.raises(Refused, match="second person"):
        actions.approve_visit(team["monitor"], risky)
    assert risky.state == "planned"


def test_somebody_else_agrees_and_the_visit_goes_ahead(risky, team, yesterday, world):
    agreed(team, risky)
    actions.approve_visit(team["monitor"], risky)
    assert (risky.state, risky.approved_by) == ("approved", world.people["dren"].pk)
    actions.carry_out_visit(team["monitor"], risky, carried_out_on=yesterday, access="full")
    assert risky.state == "carried_out"


def test_nobody_agrees_to_their_own_visit(risky, team):
    question = ask_approval(team["director"], risky, kind="visit_risk", reason="It is needed.")
    with pytest.raises(Refused, match="cannot answer"):
        answer_approval(team["director"], question, agreed=True)


def test_a_declined_question_stops_it(risky, team):
    agreed(team, risky, answer=False)
    with pytest.raises(Refused, match="second person"):
        actions.approve_visit(team["monitor"], risky)


def test_a_new_disclosure_ends_the_approval(risky, team):
    agreed(team, risky)
    actions.approve_visit(team["monitor"], risky)
    actions.check_risk(
        team["monitor"],
        risky,
        answers=levels(reprisal="high"),
        mitigation="Do not go to the house.",
        occasion="disclosure",
        news="Somebody was asked who had called the team.",
    )
    assert (risky.state, risky.approved_by) == ("planned", None)
    with pytest.raises(Refused, match="second person"):
        actions.approve_visit(team["monitor"], risky)


def test_a_yes_to_another_version_does_not_count(risky, team, yesterday):
    agreed(team, risky)
    actions.replan_visit(team["monitor"], risky, planned_for=yesterday)
    with pytest.raises(Refused, match="second person"):
        actions.approve_visit(team["monitor"], risky)


def test_a_disclosure_says_what_became_known(plan, team):
    with pytest.raises(Invalid) as refusal:
        actions.check_risk(team["monitor"], plan(), answers=levels(), occasion="disclosure")
    assert refusal.value.field == "news"


def test_a_check_must_be_repeated_on_its_day(plan, team):
    today = timezone.localdate()
    visit = plan(planned_for=today)
    actions.check_risk(team["monitor"], visit, answers=levels(), until=today - timedelta(days=1))
    with pytest.raises(Refused, match="checked again"):
        actions.start_visit(team["monitor"], visit)


def test_a_high_risk_on_the_way_stops_the_visit(plan, team):
    visit = plan(planned_for=timezone.localdate())
    actions.start_visit(team["monitor"], visit)
    assert visit.state == "under_way"
    actions.check_risk(team["monitor"], visit, answers=levels("high"), mitigation="Turn back.")
    assert visit.state == "planned"


def test_checks_are_those_of_the_compartment(risky, stranger):
    assert VisitRisk.objects.visible_to(stranger).count() == 0


def test_another_place_needs_another_check(plan, team, place, staging, world):
    """The plan moves to a dangerous place: what was answered for the school does not count there."""
    visit = plan()
    with staging():
        UnitCoverage.objects.create(
            unit=place.unit, municipality=place.elsewhere, valid_from=timezone.localdate() - timedelta(days=9)
        )
    same = {"planned_for": visit.planned_for, "purpose": "See the roof."}
    assert actions.replan_visit(team["monitor"], visit, **same).risk_level == "low"
    actions.replan_visit(team["monitor"], visit, planned_for=visit.planned_for, site=place.far_site)
    assert visit.risk_level == ""
    with pytest.raises(Refused, match="was not checked"):
        actions.start_visit(team["monitor"], visit)


def test_a_plan_is_not_moved_into_the_mechanism(plan, team):
    visit = plan()
    with pytest.raises(Invalid) as refusal:
        actions.replan_visit(team["monitor"], visit, planned_for=visit.planned_for, strand="prevention")
    assert refusal.value.field == "strand"


def test_a_check_runs_out_after_the_planned_day_too(plan, team, staging):
    """Postponed without a word, it is not begun on a check of long ago; what was done in time is recorded later."""
    today = timezone.localdate()
    visit = plan(planned_for=today - timedelta(days=50))
    with staging():
        type(visit).objects.filter(pk=visit.pk).update(risk_until=today - timedelta(days=20))
    visit = queries.visits(team["monitor"]).get(pk=visit.pk)
    with pytest.raises(Refused, match="checked again by now"):
        actions.start_visit(team["monitor"], visit)
    with pytest.raises(Invalid, match="checked again by"):
        actions.carry_out_visit(team["monitor"], visit, carried_out_on=today, access="full")
    done = actions.carry_out_visit(
        team["monitor"], visit, carried_out_on=today - timedelta(days=50), access="full"
    )
    assert done.state == "carried_out"
