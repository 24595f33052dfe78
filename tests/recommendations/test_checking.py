"""A follow-up visit names the recommendations that it checks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from habeas.core.errors import Invalid, NotVisible
from habeas.recommendations import actions
from habeas.recommendations.queries import (
    checked_at,
    everywhere_at,
    follow_up_visits,
    is_something_to_check_at,
    recommendations,
    to_check_at,
)
from tests.monitoring.test_pages import browser

TODAY = timezone.localdate


def test_a_visit_names_what_it_checks_once(issued, plan, team):
    later = plan(planned_for=TODAY() + timedelta(days=30))
    assert list(to_check_at(team["monitor"], later)) == [issued]
    assert is_something_to_check_at(team["monitor"], later)
    for _again in range(2):
        actions.check_at_visit(team["monitor"], later, recommendations=[issued])
    assert list(checked_at(team["monitor"], later)) == [issued]


def test_a_visit_before_the_issue_checks_nothing(issued, visit, team):
    assert not is_something_to_check_at(team["monitor"], visit)
    with pytest.raises(Invalid):
        actions.check_at_visit(team["monitor"], visit, recommendations=[issued])


def test_a_stranger_learns_nothing(issued, plan, stranger):
    with pytest.raises(NotVisible):
        actions.check_at_visit(stranger, plan(), recommendations=[issued])


@pytest.fixture
def of_another_body(team, world, place):
    """What another body recommended; it has no finding of ours."""

    def record(**changes):
        details = {
            "body": "CPT", "lead": (place.court, "central"), "kind": "INFRA", "text": "Give every cell a bell.",
            "issued_on": TODAY() - timedelta(days=9), "deadline": TODAY(), "follow_up_on": TODAY(),
        }  # fmt: skip
        return actions.record_recommendation(team["monitor"], world.north, **{**details, **changes})

    return record


def test_other_bodies_are_checked_where_they_concern(of_another_body, plan, team, place, staging):
    """By municipality, by site, by whoever runs the site; the whole territory in a group of its own."""
    with staging():
        place.site.authority = place.institution
        place.site.save()
    here = of_another_body(municipality=place.municipality)
    at_site = of_another_body(site=place.site)
    to_head = of_another_body(lead=(place.institution, "central"))
    of_another_body(municipality=place.elsewhere)
    everywhere = of_another_body()
    later = plan(planned_for=TODAY() + timedelta(days=3))
    assert set(to_check_at(team["monitor"], later)) == {here, at_site, to_head}
    assert list(everywhere_at(team["monitor"], later)) == [everywhere]
    assert at_site.municipality == place.municipality


def test_a_site_of_another_municipality_is_refused(of_another_body, place):
    with pytest.raises(Invalid) as refusal:
        of_another_body(municipality=place.municipality, site=place.far_site)
    assert refusal.value.field == "site"


def test_both_groups_are_chosen_on_the_page(of_another_body, issued, plan, team, world):
    everywhere, later = of_another_body(), plan(planned_for=TODAY() + timedelta(days=3))
    assert is_something_to_check_at(team["monitor"], later)
    mira, address = browser(world, "mira"), reverse("recommendations:checks", args=[later.pk])
    assert address in mira.get(later.get_absolute_url()).content.decode()
    assert mira.post(address, {}).status_code == 422
    answer = mira.post(address, {"recommendations": [issued.pk], "everywhere": [everywhere.pk]})
    assert answer.status_code == 302, answer.context["form"].errors
    assert set(checked_at(team["monitor"], later)) == {issued, everywhere}


def test_an_index_that_names_no_day_is_checked_and_followed_up(of_another_body, team, later_visit, staging):
    undated = of_another_body()
    with staging():
        type(undated).objects.filter(pk=undated.pk).update(issued_on=None)
    undated = recommendations(team["monitor"]).get(pk=undated.pk)
    assert list(everywhere_at(team["monitor"], later_visit)) == [undated]
    actions.check_at_visit(team["monitor"], later_visit, recommendations=[undated])
    assert later_visit in follow_up_visits(team["monitor"], undated)


def test_a_draft_is_not_checked(recommend, plan, team):
    with pytest.raises(Invalid, match="has not been issued"):
        actions.check_at_visit(team["monitor"], plan(planned_for=TODAY()), recommendations=[recommend()])
