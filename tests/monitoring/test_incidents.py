"""Incidents: acts of the list, persons by code, verification in steps, doubles suggested, reprisals acted upon."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.core.dates import UncertainDate
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.core.terms import lookup
from habeas.core.terms.models import Term
from habeas.monitoring import actions, queries
from habeas.monitoring.models import ProtectionTask

TODAY = timezone.localdate


def test_an_incident_begins_as_an_allegation(incident):
    made = incident(grounds=["ETH", "LAN"])
    assert (made.reference[:2], made.verification) == ("I-", "ALLEG")
    assert [one.act for one in made.acts.all()] == ["PROP.DAM"]
    assert sorted(one.ground for one in made.grounds.all()) == ["ETH", "LAN"]
    assert [one.source for one in made.sources.all()] == ["S1"]


def test_an_incident_of_the_future_is_refused(incident):
    with pytest.raises(Invalid, match="future") as refusal:
        incident(happened=UncertainDate.day(TODAY() + timedelta(days=1)))
    assert refusal.value.field == "happened"


def test_this_month_is_not_the_future(incident):
    today = TODAY()
    assert incident(happened=UncertainDate.month(today.year, today.month)).happened.precision == "month"


def test_nothing_is_reported_before_it_happened(incident):
    with pytest.raises(Invalid, match="before it happened"):
        incident(reported_on=TODAY() - timedelta(days=9))


def test_a_retired_act_is_refused_with_its_successor(incident, staging):
    with staging():
        Term.objects.filter(vocabulary__code="act_type", code="PROP.THEFT").update(
            retired_in="2099.1", successor="PROP.DAM"
        )
    lookup.forget()
    with pytest.raises(Invalid) as refusal:
        incident(acts=["PROP.THEFT"])
    assert refusal.value.field == "acts"
    assert "Damage or arson” (PROP.DAM) instead" in str(refusal.value)


def test_an_act_that_is_none_names_the_nearest(incident):
    with pytest.raises(Invalid, match="PROP.DAM"):
        incident(acts=["PROP.DAMM"])


def test_an_incident_needs_an_act(incident):
    with pytest.raises(Invalid, match="names no act"):
        incident(acts=[])


def test_a_site_of_another_municipality_is_refused(incident, place):
    with pytest.raises(Invalid) as refusal:
        incident(site=place.far_site)
    assert refusal.value.field == "site"


def test_who_did_what_to_whom(incident, person, team):
    made, victim = incident(), person()
    harmed = actions.involve(
        team["monitor"], made, role="VIC", person=victim, situations=["ELD", "SGB"], community="SRB"
    )
    doers = actions.involve(team["monitor"], made, role="ALP", description="two young men", persons=2)
    act = actions.add_act(
        team["monitor"], made, act="PROP.DAM", victim=harmed, perpetrator=doers, involvement="DIR"
    )
    assert [one.pk for one in made.acts.all()] == [act.pk]
    assert (str(act.victim), str(act.perpetrator)) == (f"1. {victim.code}", "2. two young men")
    assert sorted(one.code for one in harmed.situations.all()) == ["ELD", "SGB"]


def test_a_restricted_situation_is_shown_to_whoever_may_open_identities(incident, person, team, world):
    made = incident()
    harmed = actions.involve(team["monitor"], made, role="VIC", person=person(), situations=["ELD", "SGB"])
    reader = world.actor("reader", "analyst", world.north, verbs=["read"])
    assert len(queries.situations_shown(team["monitor"], harmed)) == 2
    assert queries.situations_shown(reader, harmed) == ["Older person alone"]
    rows = queries.incidents(reader)
    assert queries.with_situation(reader, rows, "SGB").count() == 0
    assert queries.with_situation(reader, rows, "ELD").count() == 1


def test_somebody_is_described_or_registered(incident, team):
    with pytest.raises(Invalid, match="who this is"):
        actions.involve(team["monitor"], incident(), role="VIC")


def test_reasonable_grounds_need_sources_and_a_second_person(incident, team, colleague):
    made = incident()
    with pytest.raises(Invalid, match="second person"):
        actions.assess_incident(team["monitor"], made, verification="RG", reason="x")
    with pytest.raises(Invalid, match="do not carry"):
        actions.assess_incident(colleague, made, verification="RG", reason="x")
    more = {"connection": "NGO", "reliability": "1", "told_on": TODAY()}
    actions.add_source(team["monitor"], made, source="S2", consistent=False, **more)
    with pytest.raises(Invalid, match="do not carry"):
        actions.assess_incident(colleague, made, verification="RG", reason="x")
    actions.add_source(team["monitor"], made, source="S3", **more)
    assert (
        actions.assess_incident(colleague, made, verification="RG", reason="Two agree.").verification == "RG"
    )


def test_the_steps_of_verification_stay(incident, team):
    made = incident()
    actions.assess_incident(team["monitor"], made, verification="POSS", reason="Seen by one.")
    actions.assess_incident(team["monitor"], made, verification="LIKE", reason="Seen by two.")
    assert [(one.verification, one.reason) for one in made.assessments.all()] == [
        ("LIKE", "Seen by two."),
        ("POSS", "Seen by one."),
    ]


def test_doubles_are_suggested_with_their_reasons(incident, team, person):
    victim = person()
    first, second = incident(), incident(title="The window of a shop was broken")
    for one in (first, second):
        actions.involve(team["monitor"], one, role="VIC", person=victim)
    incident(happened=UncertainDate.day(TODAY() - timedelta(days=90)))
    (found,) = queries.likely_duplicates(team["monitor"], second)
    assert found.incident == first
    assert found.reasons == ("at the same time", "the same act", "a person in common", "a similar title")


def test_a_stranger_is_suggested_nothing(incident, stranger):
    first = incident()
    incident()
    assert queries.likely_duplicates(stranger, first) == []


def test_a_double_stands_behind_the_one_that_stays(incident, team):
    first, second = incident(), incident()
    actions.mark_duplicate(team["monitor"], second, of=first)
    with pytest.raises(Refused, match="same as another"):
        actions.assess_incident(team["monitor"], second, verification="POSS", reason="x")
    with pytest.raises(Invalid):
        actions.mark_duplicate(team["monitor"], first, of=second)
    assert actions.unmark_duplicate(team["monitor"], second).duplicate_of is None


def test_an_act_is_found_under_its_upper_level(incident, team):
    made = incident()
    incident(acts=["JUST.DEL"])
    assert list(queries.with_act(queries.incidents(team["monitor"]), "PROP")) == [made]


def test_a_reprisal_opens_a_protection_task(incident, team):
    made = incident(acts=["REPR"], title="Dismissed after talking to us")
    task = ProtectionTask.objects.visible_to(team["monitor"]).get()
    assert (task.incident, task.deadline) == (made, TODAY() + timedelta(days=3))
    assert [(one.measure, one.due_on) for one in task.measures.all()] == [("REGC", TODAY())]


def test_a_protection_task_ends_with_an_outcome(incident, team):
    incident(acts=["REPR"])
    task = ProtectionTask.objects.visible_to(team["monitor"]).get()
    actions.add_protection_measure(team["monitor"], task, measure="VISB", due_on=TODAY())
    done = actions.finish_measure(team["monitor"], task.measures.first())
    assert done.done_on == TODAY()
    assert actions.close_protection_task(team["monitor"], task, outcome="Safe again.").state == "closed"
    with pytest.raises(Refused, match="closed"):
        actions.add_protection_measure(team["monitor"], task, measure="VISB", due_on=TODAY())


def test_a_protection_task_is_overdue_after_its_deadline(incident, team):
    incident(acts=["REPR"])
    task = ProtectionTask.objects.visible_to(team["monitor"]).get()
    assert not task.is_overdue()
    assert task.is_overdue(task.deadline + timedelta(days=1))


def test_a_stranger_learns_nothing(incident, stranger):
    with pytest.raises(NotVisible):
        actions.assess_incident(stranger, incident(), verification="POSS", reason="x")
