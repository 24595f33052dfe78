"""A crisis gathers what lies in its places and its time, and tells of it on one page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from habeas.analysis import crises, crisis_page, standing
from habeas.coordination import actions
from habeas.core.dates import UncertainDate
from habeas.monitoring.actions import add_interlocutor
from habeas.recommendations.actions import record_response
from habeas.recommendations.queries import recommendations
from tests.coordination.test_crises import NAMES

TODAY = timezone.localdate


@pytest.fixture
def crisis(team, world, place):
    return actions.declare_crisis(
        team["director"],
        world.north,
        starts_on=TODAY() - timedelta(days=30),
        municipalities=[place.municipality],
        **NAMES,
    )


@pytest.fixture
def dren(client, world, team):
    client.force_login(world.people["dren"])
    return client


def test_what_lies_in_place_and_time_is_gathered_once(team, crisis, visit, finding, incident):
    incident()
    director = team["director"]
    assert crises.untagged_counts(director, crisis) == {
        "visits": 1,
        "incidents": 1,
        "findings": 1,
        "activities": 0,
    }
    crises.gather(director, crisis, ["visits", "incidents"])
    crises.gather(director, crisis, ["visits", "incidents"])
    assert crises.counts(director, crisis) == {"visits": 1, "incidents": 1, "findings": 0, "activities": 0}
    assert crises.untagged_counts(director, crisis)["visits"] == 0


def test_what_lies_before_it_is_left(team, crisis, plan):
    actions.edit_crisis(team["director"], crisis, starts_on=TODAY() + timedelta(days=100))
    plan()
    assert crises.untagged_counts(team["director"], crisis)["visits"] == 0


def test_a_stranger_counts_nothing(team, stranger, crisis, visit):
    crises.gather(team["director"], crisis, ["visits"])
    assert set(crises.counts(stranger, crisis).values()) == {0}
    assert crises.newest(stranger, crisis) == []


def test_the_page_and_the_report_tell_of_it(dren, team, crisis, visit, incident):
    incident(title="A bus was stopped (invented)")
    answer = dren.post(
        reverse("analysis:crisis-gather", args=[crisis.pk]), {"kinds": ["visits", "incidents"]}
    )
    assert answer.status_code == 302
    page = dren.get(crisis.get_absolute_url()).content.decode()
    assert "A bus was stopped" in page
    assert page.count("<svg") >= 2
    assert f"{reverse('monitoring:visits')}?crisis={crisis.pk}" in page
    report = dren.get(reverse("analysis:situation", args=[crisis.pk])).content.decode()
    assert "A bus was stopped" in report
    assert "The last 14 days" in report


def test_what_is_only_planned_has_not_happened(team, crisis, visit, plan):
    for week in range(1, crises.NEWEST + 2):
        plan(planned_for=TODAY() + timedelta(weeks=week))
    crises.gather(team["director"], crisis, ["visits"])
    assert crises.counts(team["director"], crisis)["visits"] == crises.NEWEST + 2
    assert [row for _day, row, _kind in crises.newest(team["director"], crisis)] == [visit]
    fortnight = crisis_page.entries(team["director"], crisis, TODAY() - crisis_page.FORTNIGHT)
    assert [entry["url"] for entry in fortnight] == [visit.get_absolute_url()]
    assert [sum(numbers) for numbers in crises.by_month(team["director"], crisis).values()] == [1]


def test_what_happened_before_the_fortnight_is_not_told_as_late_news(team, crisis, incident):
    incident(happened=UncertainDate.day(TODAY() - timedelta(days=20)))
    crises.gather(team["director"], crisis, ["incidents"])
    assert len(crises.newest(team["director"], crisis)) == 1
    assert crises.newest(team["director"], crisis, TODAY() - crisis_page.FORTNIGHT) == []


def test_an_answer_does_not_make_a_late_recommendation_timely(team, crisis, issued, staging):
    director, lead = team["director"], issued.addressees.get(is_lead=True)
    crises.gather(director, crisis, ["findings"])
    assert crises.calls(director, crisis) == (1, 0)
    with staging():
        type(issued).objects.filter(pk=issued.pk).update(deadline=TODAY() - timedelta(days=1))
    assert crises.calls(director, crisis) == (1, 1)
    told = {"received_on": TODAY(), "kind": "accepted", "text": "We will."}
    record_response(director, recommendations(director).get(pk=issued.pk), addressee=lead, **told)
    assert crises.calls(director, crisis) == (1, 1)


def test_the_number_of_queries_does_not_grow(dren, team, crisis, plan, visit):
    address = crisis.get_absolute_url()
    crises.gather(team["director"], crisis, ["visits"])
    dren.get(address)
    with CaptureQueriesContext(connection) as few:
        dren.get(address)
    for _number in range(3):
        plan()
    crises.gather(team["director"], crisis, ["visits"])
    with CaptureQueriesContext(connection) as many:
        dren.get(address)
    assert len(many) == len(few)


def test_contacts_with_both_leaderships_are_told_apart(team, dren, visit):
    add_interlocutor(team["monitor"], visit, kind="authority", leadership="belgrade", number=2)
    add_interlocutor(team["monitor"], visit, kind="authority", leadership="pristina", number=3)
    page = dren.get(reverse("analysis:balance"), {"year": visit.day.year}).content.decode()
    assert "Both leaderships" in page
    assert page.index("Pristina") < page.index("Belgrade")


def test_the_first_page_tells_of_crises_that_go_on(team, crisis, visit, incident, dren):
    incident()
    crises.gather(team["director"], crisis, ["visits", "incidents"])
    home = dren.get("/").content.decode()
    assert "2 records tagged, 2 of them this week" in home
    actions.edit_crisis(team["director"], crisis, ends_on=TODAY() - timedelta(days=1))
    assert "records tagged" not in dren.get("/").content.decode()


def test_the_first_page_tells_a_stranger_nothing(team, stranger, crisis, visit):
    crises.gather(team["director"], crisis, ["visits"])
    assert not standing.going_on(stranger, TODAY()).exists()
    assert standing.tags_by_crisis(stranger, [crisis], TODAY()) == {}
