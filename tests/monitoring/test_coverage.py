"""How long nobody was at a site, as far as each reader may know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.monitoring import actions
from habeas.monitoring.queries import coverage, covered_sites, gap_of, with_a_gap
from habeas.monitoring.tables import gap_badge, told_gap

TODAY = timezone.localdate


def site_as_seen_by(actor, site):
    return covered_sites(actor).get(pk=site.pk)


@pytest.fixture
def visited(plan, team, place):
    """Carry out a visit so many days ago."""

    def visit_before(days):
        day = TODAY() - timedelta(days=days)
        visit = plan(planned_for=day)
        return actions.carry_out_visit(team["monitor"], visit, carried_out_on=day, access="full")

    return visit_before


@pytest.mark.parametrize(
    ("days", "late", "told", "badge"),
    [
        (10, 0, "in time", "ok"),
        (365, 0, "in time", "ok"),
        (366, 1, "1 day late", "warn"),
        (800, 435, "435 days late", "bad"),
    ],
)
def test_the_gap_of_a_school_is_against_a_year(visited, team, place, days, late, told, badge):
    visited(days)
    row = site_as_seen_by(team["monitor"], place.site)
    assert (gap_of(row).days, gap_of(row).late, told_gap(row), gap_badge(row)) == (days, late, told, badge)


def test_a_site_has_its_own_interval(visited, team, place, staging):
    visited(40)
    with staging():
        place.site.visit_every = 30
        place.site.save()
    assert told_gap(site_as_seen_by(team["monitor"], place.site)) == "10 days late"


def test_a_planned_visit_closes_no_gap(plan, team, place):
    plan(planned_for=TODAY())
    row = site_as_seen_by(team["monitor"], place.site)
    assert (row.last_visit, row.visits_ahead, told_gap(row)) == (None, 1, "never visited")


def test_a_refused_visit_closes_no_gap(visited, plan, team, place):
    """It is shown as an attempt: the site, its municipality and the map still wait for a visit."""
    visited(400)
    actions.carry_out_visit(
        team["monitor"],
        plan(planned_for=TODAY()),
        carried_out_on=TODAY(),
        access="refused",
        restriction="No.",
    )
    row = site_as_seen_by(team["monitor"], place.site)
    assert (row.visit_count, told_gap(row), row.last_attempt) == (1, "35 days late", TODAY())
    (seen,) = (one for one in coverage(team["monitor"]) if one.pk == place.municipality.pk)
    assert seen.last_visit == TODAY() - timedelta(days=400)


def test_a_stranger_knows_of_no_visit(visited, stranger, team, place):
    visited(10)
    assert site_as_seen_by(team["monitor"], place.site).visit_count == 1
    row = site_as_seen_by(stranger, place.site)
    assert (row.last_visit, row.visit_count) == (None, 0)


def test_the_list_of_what_is_due(visited, team, place):
    visited(10)
    due = with_a_gap(covered_sites(team["monitor"]))
    assert [row.pk for row in due] == [place.far_site.pk]
