"""Findings: observation, analysis and conclusion apart, proof that the evidence carries, a second reviewer."""

import pytest

from habeas.core.errors import Conflict, Invalid, NotVisible, Refused
from habeas.monitoring import actions, queries
from habeas.monitoring.rules import corroborates


def test_observations_keep_their_earlier_wording(observe, team):
    observation = observe("Ten pupils.")
    actions.correct_observation(team["monitor"], observation, text="Eleven pupils.")
    assert (observation.text, [w.text for w in observation.wordings.all()]) == (
        "Eleven pupils.",
        ["Ten pupils."],
    )


def test_nothing_is_observed_at_a_visit_that_did_not_take_place(plan, team):
    with pytest.raises(Refused, match="not begun"):
        actions.record_observation(team["monitor"], plan(), text="x")


def test_each_part_keeps_its_own_versions(finding, team):
    actions.edit_finding(team["monitor"], finding, analysis="Second analysis.")
    actions.edit_finding(
        team["monitor"], finding, analysis="Third analysis.", conclusion="Second conclusion."
    )
    kept = sorted((w.part, w.number, w.text) for w in finding.wordings.all())
    assert kept == [
        ("analysis", 1, "The article requires it."),
        ("analysis", 2, "Second analysis."),
        ("conclusion", 1, "The right is not respected."),
    ]


@pytest.mark.parametrize(
    "missing", ["analysis", "conclusion", "duty_bearer_type", "duty_bearer_level", "remedy"]
)
def test_an_incomplete_finding_is_not_submitted(finding, team, missing):
    actions.edit_finding(team["monitor"], finding, **{missing: ""})
    with pytest.raises(Invalid, match="lacks"):
        actions.submit_finding(team["monitor"], finding)


def test_a_finding_without_a_standard_is_not_submitted(finding, team):
    actions.edit_finding(team["monitor"], finding, articles=[])
    with pytest.raises(Invalid, match="standard"):
        actions.submit_finding(team["monitor"], finding)


def test_reasonable_grounds_need_corroboration(visit, team, observe, complete):
    one = observe("One person said so.", source="S1", connection="NGO", kind="said")
    finding = actions.open_finding(team["monitor"], visit, observations=[one], proof="RG", **complete)
    with pytest.raises(Invalid) as refusal:
        actions.submit_finding(team["monitor"], finding)
    assert refusal.value.field == "proof"
    actions.edit_finding(
        team["monitor"],
        finding,
        observations=[one, observe("Another said so.", source="S2", connection="NGO")],
    )
    assert actions.submit_finding(team["monitor"], finding).state == "in_review"


@pytest.mark.parametrize(
    ("sources", "enough"),
    [
        ([("S1", "NGO", "1")], False),
        ([("S1", "NGO", "1"), ("s1 ", "NGO", "1")], False),
        ([("S1", "NGO", "1"), ("S2", "NGO", "2")], True),
        ([("S1", "NGO", "1"), ("S2", "NGO", "4")], False),
        ([("TEAM", "STF", "1"), ("S2", "NGO", "3")], True),
        ([("TEAM", "STF", "1"), ("S2", "NGO", "4")], False),
        ([("TEAM", "STF", "1"), ("S2", "NGO", "5")], False),
        ([("TEAM", "STF", "1"), ("S2", "NGO", "9")], False),
        ([("TEAM", "STF", "1")], False),
        ([("S1", "VIC", "4"), ("S2", "WIT", "5")], False),
        ([], False),
    ],
)
def test_what_corroborates(sources, enough):
    from habeas.monitoring.models import Observation

    told = [Observation(source=s, connection=c, reliability=r) for s, c, r in sources]
    assert corroborates(told) is enough


def test_what_contradicts_bears_nothing_out():
    from habeas.monitoring.models import Observation

    seen = Observation(source="TEAM", connection="STF", reliability="1")
    told = Observation(source="S1", connection="AUT", reliability="2", consistent=False)
    assert not corroborates([seen, told])
    told.consistent = True
    assert corroborates([seen, told])


def test_the_weight_of_what_a_finding_rests_on_stays(finding, team):
    """Its text may still be corrected; and while the finding is a draft, everything."""
    (first, second) = (row.observation for row in finding.evidence.order_by("observation__number"))
    actions.correct_observation(team["monitor"], second, text=second.text, connection="NGO")
    actions.submit_finding(team["monitor"], finding)
    for change in ({"source": "S9"}, {"connection": "VIC"}, {"reliability": "2"}, {"consistent": False}):
        with pytest.raises(Invalid, match=finding.reference):
            actions.correct_observation(team["monitor"], first, text=first.text, **change)
    assert actions.correct_observation(team["monitor"], first, text="An empty room.", source="TEAM").pk


def test_a_withdrawn_finding_holds_nothing(finding, team):
    seen = finding.evidence.order_by("observation__number").first().observation
    actions.submit_finding(team["monitor"], finding)
    actions.withdraw_finding(team["director"], finding, reason="The room was another one.")
    actions.correct_observation(team["monitor"], seen, text=seen.text, source="S9")
    assert seen.source == "S9"


def test_a_visit_alone_is_no_evidence(team, plan, yesterday, complete):
    """Least of all one that was refused at the gate."""
    refused = actions.carry_out_visit(
        team["monitor"], plan(), carried_out_on=yesterday, access="refused", restriction="Turned away."
    )
    finding = actions.open_finding(team["monitor"], refused, **complete)
    with pytest.raises(Invalid, match="lacks: evidence"):
        actions.submit_finding(team["monitor"], finding)


def test_nobody_confirms_their_own_finding(team, visit, observe, complete):
    director = team["director"]
    finding = actions.open_finding(director, visit, observations=[observe("No teacher.")], **complete)
    actions.submit_finding(director, finding)
    with pytest.raises(Refused, match="their own"):
        actions.confirm_finding(director, finding)


def test_nobody_confirms_what_they_wrote_on(finding, team, world):
    """Dren sharpens the conclusion of Mira's draft: somebody else confirms it."""
    actions.edit_finding(team["director"], finding, conclusion="The right is denied altogether.")
    actions.submit_finding(team["monitor"], finding)
    assert finding not in queries.waiting_for_review(team["director"])
    with pytest.raises(Refused, match="on which they wrote"):
        actions.confirm_finding(team["director"], finding)
    deputy = world.actor("deputy", "director", world.north)
    assert finding in queries.waiting_for_review(deputy)
    assert actions.confirm_finding(deputy, finding).state == "confirmed"


def test_a_draft_is_not_closed(finding, team):
    with pytest.raises(Refused, match="not confirmed"):
        actions.close_finding(team["monitor"], finding)


def test_a_monitor_does_not_confirm(finding, team):
    actions.submit_finding(team["monitor"], finding)
    with pytest.raises(Refused, match="may not clear"):
        actions.confirm_finding(team["monitor"], finding)


def test_a_returned_finding_is_a_draft_with_a_note(finding, team):
    actions.submit_finding(team["monitor"], finding)
    actions.return_finding(team["director"], finding, note="Say when.")
    assert (finding.state, finding.review_note) == ("draft", "Say when.")


def test_a_confirmed_finding_is_not_edited(confirmed, team):
    with pytest.raises(Refused, match="no draft"):
        actions.edit_finding(team["monitor"], confirmed, title="x")


def test_two_editors_do_not_overwrite_each_other(finding, team):
    seen = finding.version
    actions.edit_finding(team["monitor"], finding, title="First", seen_version=seen)
    with pytest.raises(Conflict):
        actions.edit_finding(team["director"], finding, title="Second", seen_version=seen)


def test_evidence_of_another_compartment_is_refused(finding, team, world, staging):
    from habeas.monitoring.models import Observation

    foreign = Observation(compartment=world.south.pk, number=9)
    with pytest.raises(Invalid, match="does not belong"):
        actions.edit_finding(team["monitor"], finding, observations=[foreign])


def test_a_stranger_learns_nothing(finding, world):
    stranger = world.actor("stranger", "monitor", world.south, organisation=world.ngo)
    with pytest.raises(NotVisible):
        actions.submit_finding(stranger, finding)
