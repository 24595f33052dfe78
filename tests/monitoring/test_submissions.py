"""Partners send in visits through a form of their own, and see nothing else of the compartment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.monitoring import actions, queries
from habeas.monitoring.models import Receipt, Submission, Visit

TODAY = timezone.localdate
SEEN = {"text": "Two families have no water.", "kind": "seen", "connection": "NGO", "area": ""}


@pytest.fixture
def partner(world, team, place):
    """Works for an NGO; may send to the north, may not read there."""
    return world.actor("pera", "monitor", world.north, verbs=["work"], organisation=world.ngo)


@pytest.fixture
def send(partner, world, place):
    def send_one(**changes):
        details = {
            "partner": world.ngo,
            "site": place.site,
            "visited_on": TODAY(),
            "purpose": "Protection monitoring.",
            "access": "full",
            "persons_met": 3,
            "observations": [SEEN],
            **changes,
        }
        return actions.send_submission(partner, world.north, **details)

    return send_one


def accept(team, place, row):
    return actions.accept_submission(
        team["monitor"], row, unit=place.unit, task=place.task, kind="ADHOC", reliability="2"
    )


def test_a_partner_keeps_a_receipt_and_reads_nothing_else(send, partner, visit):
    receipt = send()
    assert (receipt.state, receipt.observations, receipt.title) == ("sent", 1, "Invented school")
    assert Submission.objects.visible_to(partner).count() == 0
    assert Visit.objects.visible_to(partner).count() == 0
    assert list(queries.workplaces(partner)) == []
    assert [box.code for box in queries.mailboxes(partner)] == ["north"]


def test_nobody_else_sees_the_receipt(send, team):
    send()
    assert Receipt.objects.visible_to(team["director"]).count() == 0


def test_it_becomes_a_visit_with_its_source(send, team, place, partner, world):
    send(access="partial", restriction="A guard came along.")
    row = queries.submissions_waiting(team["monitor"]).get()
    visit = accept(team, place, row)
    assert (visit.state, visit.strand, visit.access) == ("carried_out", "protection", "partial")
    assert (visit.risk_level, visit.risks.count()) == ("", 0), "nobody answered a risk check"
    told = visit.observations.get()
    assert (told.text, told.source, told.reliability) == (SEEN["text"], world.ngo.code.upper(), "2")
    assert (visit.interlocutors.get().number, visit.restrictions.get().text) == (3, "A guard came along.")
    assert Receipt.objects.visible_to(partner).get().state == "accepted"
    with pytest.raises(Refused, match="already"):
        accept(team, place, row)


def test_it_is_returned_with_a_note(send, team, partner):
    send()
    row = queries.submissions_waiting(team["monitor"]).get()
    actions.return_submission(team["monitor"], row, note="Which families?")
    kept = Receipt.objects.visible_to(partner).get()
    assert (kept.state, kept.note) == ("returned", "Which families?")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"observations": []}, "text_1"),
        ({"access": "refused"}, "restriction"),
        ({"visited_on": TODAY() + timedelta(days=2)}, "visited_on"),
    ],
)
def test_what_is_refused(send, changes, field):
    with pytest.raises(Invalid) as refusal:
        send(**changes)
    assert refusal.value.field == field


def test_a_partner_does_not_take_over_what_was_sent(send, partner, place, team):
    send()
    row = queries.submissions_waiting(team["monitor"]).get()
    with pytest.raises(NotVisible):
        accept({"monitor": partner}, place, row)


def test_a_stranger_sends_nothing(world, place, stranger):
    with pytest.raises(NotVisible):
        actions.send_submission(
            stranger,
            world.north,
            partner=world.ngo,
            site=place.site,
            visited_on=TODAY(),
            purpose="x",
            access="full",
            observations=[SEEN],
        )
