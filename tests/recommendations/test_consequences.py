"""What follows when nothing happens, scales by body, measures, clusters, and what rises."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.recommendations import actions, navigation, queries
from habeas.recommendations.choices import Outcome, outcome_of

TODAY = timezone.localdate


@pytest.fixture
def training(place):
    """What a training needs."""
    return {
        "kind": "training", "training": "COURSE", "title": "Two days on appointing teachers", "level": "municipal",
        "purpose": "So that posts are filled.", "unit": place.unit, "task": place.task,
        "starts_on": TODAY() - timedelta(days=1), "addressed": [place.institution],
    }  # fmt: skip


def test_what_was_not_carried_out_leads_to_an_activity(failed, team, training, place):
    made = actions.follow_with_activity(team["monitor"], failed, **training)
    assert (made.activity.kind, made.activity.reference[:2]) == ("training", "A-")
    assert [one.organisation for one in made.activity.parties.all()] == [place.institution]


def test_what_is_on_its_way_does_not(issued, team, training):
    with pytest.raises(Refused, match="neither late"):
        actions.follow_with_activity(team["monitor"], issued, **training)


def test_silence_is_enough(issued, team, training, staging):
    with staging():
        type(issued).objects.filter(pk=issued.pk).update(reply_by=TODAY() - timedelta(days=1))
    silent = queries.recommendations(team["monitor"]).get(pk=issued.pk)
    assert silent.is_silent()
    assert actions.follow_with_activity(team["monitor"], silent, **training).pk


def answer(team, row, *, lead=True, kind="accepted"):
    who = row.addressees.get(is_lead=lead)
    told = {"received_on": TODAY(), "kind": kind, "text": "x"}
    return actions.record_response(team["monitor"], row, addressee=who, **told)


@pytest.fixture
def late(issued, team, staging):
    """The recommendation when its deadline and the day of the reply have passed."""
    with staging():
        days = {"reply_by": TODAY() - timedelta(days=9), "deadline": TODAY() - timedelta(days=2)}
        type(issued).objects.filter(pk=issued.pk).update(**days)
    return queries.recommendations(team["monitor"]).get(pk=issued.pk)


def test_the_lead_counts(late, team):
    """Somebody else's answer does not end the silence of whoever leads."""
    answer(team, late, lead=False)
    assert (late.state, late.is_silent(), late.is_overdue()) == ("issued", True, True)
    answer(team, late)
    assert (late.state, late.is_silent(), late.is_overdue()) == ("answered", False, True)


def test_an_answer_does_not_silence_overdue(late, team, training):
    """It accepted, the deadline passed, nothing was done: it still rises, and something may follow."""
    answer(team, late)
    assert list(queries.overdue(team["monitor"])) == [late]
    assert actions.follow_with_activity(team["monitor"], late, **training).pk


def test_a_rejection_may_have_consequences_before_the_deadline(issued, team, training):
    answer(team, issued, kind="accepted")
    with pytest.raises(Refused, match="neither late"):
        actions.follow_with_activity(team["monitor"], issued, **training)
    answer(team, issued, kind="rejected")
    assert issued in queries.without_consequence(team["monitor"])
    assert actions.follow_with_activity(team["monitor"], issued, **training).pk
    assert issued not in queries.without_consequence(team["monitor"])


def test_home_tells_of_each_recommendation_once(late, team):
    """Overdue and rejected: what is missing after the rejection says more than the day that passed."""
    answer(team, late, kind="rejected")
    told = navigation.home_blocks(SimpleNamespace(actor=team["monitor"]))["overdue"]
    assert [one["url"] for one in told] == [late.get_absolute_url()]
    assert "escalate" in told[0]["text"]


def test_a_grade_ends_overdue(late, team, later_visit):
    seen = actions.record_follow_up(team["monitor"], late, visit=later_visit, text="Both came.")
    assert late.is_overdue()
    actions.grade_recommendation(
        team["monitor"], late, follow_up=seen, scale="rec_status", value="FULL", reason="Both came."
    )
    assert not late.is_overdue()


def test_the_effect_is_seen_at_the_next_visit(failed, team, training):
    made = actions.follow_with_activity(team["monitor"], failed, **training)
    seen = failed.follow_ups.get()
    found = actions.record_effect(team["monitor"], made, follow_up=seen, effect="partly", note="One came.")
    assert (found.effect, found.follow_up) == ("partly", seen)


def test_an_effect_is_not_seen_before_its_cause(failed, team, training):
    training["starts_on"] = TODAY() + timedelta(days=3)
    made = actions.follow_with_activity(team["monitor"], failed, **training)
    with pytest.raises(Invalid, match="before the activity began"):
        actions.record_effect(team["monitor"], made, follow_up=failed.follow_ups.get(), effect="partly")


@pytest.mark.parametrize(
    ("body", "scale", "value"),
    [("TB", "tb_grade", "C"), ("CPT", "cpt_grade", "REIT"), ("UPR", "upr_grade", "PART"), ("UPR", "rec_status", "NOT")],
)  # fmt: skip
def test_each_body_has_its_scale(recommend, team, later_visit, body, scale, value):
    made = actions.issue_recommendation(team["director"], recommend(body=body))
    seen = actions.record_follow_up(team["monitor"], made, visit=later_visit, text="x")
    grade = actions.grade_recommendation(
        team["monitor"], made, follow_up=seen, scale=scale, value=value, reason="x"
    )
    assert grade.label != value


@pytest.mark.parametrize(("body", "scale", "value"), [("", "tb_grade", "A"), ("CPT", "upr_grade", "FULL")])
def test_the_scale_of_another_body_is_refused(recommend, team, later_visit, body, scale, value):
    made = actions.issue_recommendation(team["director"], recommend(body=body))
    seen = actions.record_follow_up(team["monitor"], made, visit=later_visit, text="x")
    with pytest.raises(Invalid, match="another body"):
        actions.grade_recommendation(
            team["monitor"], made, follow_up=seen, scale=scale, value=value, reason="x"
        )


def test_grades_of_every_scale_say_the_same_things():
    assert outcome_of("tb_grade", "A") == outcome_of("rec_status", "FULL") == Outcome.IMPLEMENTED
    assert outcome_of("tb_grade", "E") == outcome_of("cpt_grade", "REIT") == Outcome.NOT
    assert outcome_of("rec_status", "OBS") == Outcome.OTHER


def test_measures_move(issued, team, place):
    lead = issued.addressees.get(is_lead=True)
    made = actions.add_measure(team["monitor"], issued, addressee=lead, text="Advertise the posts.")
    assert actions.move_measure(team["monitor"], made, state="done").state == "done"


def test_another_body_is_recorded_without_a_finding(team, world, place):
    details = {
        "body": "CPT", "document": "CPT/Inf (2099) 1, § 12", "lead": (place.institution, "central"), "kind": "INFRA",
        "text": "Give every cell a bell.", "deadline": TODAY(), "follow_up_on": TODAY(),
    }  # fmt: skip
    made = actions.record_recommendation(team["monitor"], world.north, issued_on=TODAY(), **details)
    assert (made.state, made.finding) == ("issued", None)
    with pytest.raises(Invalid, match="future"):
        actions.record_recommendation(
            team["monitor"], world.north, issued_on=TODAY() + timedelta(days=1), **details
        )


def test_equal_recommendations_are_found_and_clustered(recommend, team):
    first, second = recommend(), recommend(text="Two teachers should be appointed", body="TB")
    recommend(text="Repair the roof of the court.")
    ((found, likeness),) = queries.alike(team["monitor"], first)
    assert (found, likeness >= 60) == (second, True)
    cluster = actions.put_in_cluster(team["monitor"], first, title="Teachers").cluster
    actions.put_in_cluster(team["monitor"], second, cluster=cluster)
    assert set(queries.of_cluster(team["monitor"], cluster)) == {first, second}
    assert queries.clusters(team["monitor"]).get().calls == 2
    with pytest.raises(Invalid, match="No cluster"):
        actions.put_in_cluster(team["monitor"], first)
    assert actions.take_out_of_cluster(team["monitor"], second).cluster is None


def test_overdue_rises_above_silent_above_the_rest(recommend, team, staging):
    rest, late, silent = (actions.issue_recommendation(team["director"], recommend()) for _ in range(3))
    yesterday = TODAY() - timedelta(days=1)
    with staging():
        type(late).objects.filter(pk=late.pk).update(deadline=yesterday)
        type(late).objects.filter(pk=silent.pk).update(reply_by=yesterday)
    order = queries.by_urgency(team["monitor"]).order_by("urgency", "deadline")
    assert [row.pk for row in order] == [late.pk, silent.pk, rest.pk]
    assert list(queries.silent(team["monitor"])) == [silent]


def test_what_failed_and_led_nowhere_waits_on_the_first_page(failed, team, training):
    assert queries.without_consequence(team["monitor"]) == [failed]
    actions.follow_with_activity(team["monitor"], failed, **training)
    assert queries.without_consequence(team["monitor"]) == []


def test_a_stranger_learns_nothing(failed, stranger, training):
    with pytest.raises(NotVisible):
        actions.follow_with_activity(stranger, failed, **training)
    with pytest.raises(NotVisible):
        actions.put_in_cluster(stranger, failed, title="x")
