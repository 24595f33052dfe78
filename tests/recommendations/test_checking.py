"""A follow-up visit names the recommendations that it checks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.core.errors import Invalid, NotVisible
from habeas.recommendations import actions
from habeas.recommendations.queries import checked_at, to_check_at

TODAY = timezone.localdate


def test_a_visit_names_what_it_checks_once(issued, plan, team):
    later = plan(planned_for=TODAY() + timedelta(days=30))
    assert list(to_check_at(team["monitor"], later)) == [issued]
    for _again in range(2):
        actions.check_at_visit(team["monitor"], later, recommendations=[issued])
    assert list(checked_at(team["monitor"], later)) == [issued]


def test_a_visit_before_the_issue_checks_nothing(issued, visit, team):
    with pytest.raises(Invalid):
        actions.check_at_visit(team["monitor"], visit, recommendations=[issued])


def test_a_stranger_learns_nothing(issued, plan, stranger):
    with pytest.raises(NotVisible):
        actions.check_at_visit(stranger, plan(), recommendations=[issued])
