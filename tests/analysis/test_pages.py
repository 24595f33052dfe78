"""Director Dren looks where nobody was, whom the teams heard, what the week brought; a stranger sees nothing of it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from habeas.analysis import queries
from habeas.analysis.periods import week_of
from habeas.core.dates import moments
from habeas.monitoring import actions
from habeas.places.models import Municipality
from habeas.recommendations import actions as recommendations

TODAY = timezone.localdate


@pytest.fixture
def dren(client, world, team):
    client.force_login(world.people["dren"])
    return client


@pytest.fixture
def other(client, world, stranger):
    client.force_login(world.people["stranger"])
    return client


def text_of(client, name, **query):
    answer = client.get(reverse(f"analysis:{name}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def covered(actor, place):
    rows = queries.coverage(actor, TODAY())
    return next(row for row in rows if row.municipality == place.municipality)


def test_coverage_counts_what_a_municipality_saw(team, place, visit, finding, incident, yesterday):
    incident()
    row = covered(team["director"], place)
    assert (row.last_visit, row.days, row.is_gap) == (yesterday, 1, False)
    assert (row.visits, row.incidents, row.findings) == (1, 1, 1)
    assert (row.recommendations, row.overdue) == (0, 0)


def test_the_longest_unvisited_stand_first(team, visit, place):
    rows = queries.coverage(team["director"], TODAY())
    assert rows[-1].municipality == place.municipality
    assert rows[0].is_gap
    assert len(rows) == len(Municipality.objects.current())


def test_a_stranger_learns_nothing_of_a_visit(stranger, place, visit, finding, incident):
    incident()
    row = covered(stranger, place)
    assert (row.last_visit, row.visits, row.incidents, row.findings) == (None, 0, 0, 0)


def test_the_page_of_coverage_has_table_and_map(dren, visit):
    page = text_of(dren, "coverage")
    assert "no visit known" in page
    assert page.count("<svg") >= 2


def test_balance_hides_small_numbers_and_tells_large_ones(team, dren, visit, incident, world):
    for community, number in (("ALB", 40), ("SRB", 30), ("ROM", 3), ("TUR", 8)):
        actions.add_interlocutor(team["monitor"], visit, kind="resident", community=community, number=number)
    page = text_of(dren, "balance", year=visit.day.year)
    numbers = re.findall(r'<td class="[^"]*number[^"]*"[^>]*>\s*([\d·]+)\s*<', page)
    assert {"40", "30"} <= set(numbers)
    assert "3" not in numbers
    assert "8" not in numbers, "the next smallest goes with it"


def test_the_digest_lists_the_week_and_what_comes(dren, plan, visit, incident, yesterday):
    told = incident(title="A window was broken twice")
    coming = plan(planned_for=week_of(yesterday).last + timedelta(days=2))
    page = text_of(dren, "digest", week=week_of(yesterday).key)
    assert visit.reference in page
    assert coming.reference in page
    assert (str(told.title) in page) is (week_of(yesterday).key == week_of(TODAY()).key)


def test_work_is_told_by_function_of_the_mandate(dren, team, stranger, visit):
    year = (visit.day.replace(month=1, day=1), visit.day.replace(month=12, day=31))
    function = visit.task.function
    assert queries.by_function(team["director"], *year) == [(function, 1, 0)]
    assert queries.by_function(stranger, *year) == []
    assert "Nothing was recorded" not in text_of(dren, "functions", year=visit.day.year)
    assert "Nothing was recorded" in text_of(dren, "functions", year=2001)


def test_a_strangers_digest_is_empty(other, visit, incident):
    incident()
    assert "Nothing was recorded in this week." in text_of(other, "digest")


@pytest.mark.parametrize(("name", "query"), [("digest", {"week": "soon"}), ("balance", {"year": "soon"})])
def test_an_unknown_period_is_named(dren, name, query):
    answer = dren.get(reverse(f"analysis:{name}"), query)
    assert answer.status_code == 409
    assert "“soon”" in answer.content.decode()


@pytest.mark.parametrize("name", ["coverage", "balance", "digest", "functions"])
def test_nobody_reads_without_signing_in(client, db, name):
    assert client.get(reverse(f"analysis:{name}")).status_code == 302


@pytest.mark.parametrize("name", ["coverage", "balance", "digest", "functions"])
def test_more_rows_ask_no_more(dren, name, visit, finding, incident, plan, team, django_assert_num_queries):
    incident()
    text_of(dren, name)
    with CaptureQueriesContext(connection) as first:
        text_of(dren, name)
    for _ in range(3):
        incident()
        plan()
    with django_assert_num_queries(len(first)):
        text_of(dren, name)


@pytest.fixture
def answered(recommend, team):
    """Issue one more recommendation, and record what its lead answered today."""

    def make():
        made = recommendations.issue_recommendation(team["director"], recommend())
        lead = made.addressees.get(is_lead=True)
        return recommendations.record_response(
            team["monitor"], made, addressee=lead, received_on=TODAY(), kind="accepted", text="Yes."
        )

    return make


def test_more_answers_and_follow_ups_ask_no_more_of_the_digest(
    dren, answered, team, later_visit, django_assert_num_queries
):
    def one_more():
        response = answered()
        recommendations.record_follow_up(
            team["monitor"], response.recommendation, visit=later_visit, text="As before."
        )

    one_more()
    text_of(dren, "digest")
    with CaptureQueriesContext(connection) as first:
        text_of(dren, "digest")
    one_more()
    one_more()
    with django_assert_num_queries(len(first)):
        page = text_of(dren, "digest")
    assert "Responses received" in page and "Looked at again" in page


def test_a_year_is_counted_from_its_first_moment_to_its_last_here():
    begin, end = moments(date(2025, 1, 1), date(2025, 12, 31))
    assert timezone.localtime(end).isoformat(timespec="minutes") == "2025-12-31T23:59+01:00"
    assert timezone.localtime(begin).isoformat(timespec="minutes") == "2025-01-01T00:00+01:00"
