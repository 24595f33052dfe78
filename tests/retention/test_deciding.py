"""Keeping longer, legal holds, and what waits for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.people.models import Person
from habeas.retention import actions, queries
from habeas.retention.models import Hold

DAY = timezone.localdate() + timedelta(days=400)


def grown_old(staging, person, years):
    """As if it had been recorded so many years ago, to the day."""
    before = timezone.now().replace(year=timezone.now().year - years) - timedelta(minutes=1)
    with staging():
        Person.objects.filter(pk=person.pk).update(created_at=before)


def due_people(actor):
    return [(one.kind.label, one.count) for one in queries.due(actor)]


def test_a_record_is_due_when_its_years_are_over_and_for_its_owners_only(
    staging, categories, arta, owner, monitor, stranger
):
    grown_old(staging, arta, 9)
    assert due_people(owner) == []
    grown_old(staging, arta, 10)
    assert due_people(owner) == [("people.person", 1)]
    assert (due_people(monitor), due_people(stranger)) == ([], [])


def test_without_a_category_nothing_is_ever_due(staging, arta, owner):
    grown_old(staging, arta, 50)
    assert due_people(owner) == []


def test_an_owner_keeps_it_longer_and_is_asked_again_on_that_day(staging, categories, arta, owner):
    grown_old(staging, arta, 10)
    actions.keep_record(owner, arta, review_on=DAY, reason="a procedure is open")
    assert due_people(owner) == []
    assert queries.review_day(owner, arta) == DAY
    again = actions.keep_record(owner, arta, review_on=DAY + timedelta(days=1), reason="still open")
    assert queries.newest_decision(owner, arta) == again
    with staging():
        again.review_on = timezone.localdate()
        again.save()
    assert due_people(owner) == [("people.person", 1)]


@pytest.mark.parametrize("days", [0, -1, 366 * 31])
def test_a_day_that_makes_no_sense_is_refused(arta, owner, days):
    with pytest.raises(Invalid, match="is no day to review this again"):
        actions.keep_record(
            owner, arta, review_on=timezone.localdate() + timedelta(days=days), reason="because so"
        )


def test_only_owners_keep_longer(arta, monitor, stranger):
    with pytest.raises(Refused, match="Only an owner"):
        actions.keep_record(monitor, arta, review_on=DAY, reason="because so")
    with pytest.raises(NotVisible):
        actions.keep_record(stranger, arta, review_on=DAY, reason="because so")


def test_whoever_works_there_places_a_hold_and_an_owner_lifts_it(arta, monitor, owner, reader, stranger):
    with pytest.raises(Refused):
        actions.place_hold(reader, arta, reason="a court asked for it")
    with pytest.raises(NotVisible):
        actions.place_hold(stranger, arta, reason="a court asked for it")
    hold = actions.place_hold(monitor, arta, reason="a court asked for it")
    with pytest.raises(Invalid, match="already"):
        actions.place_hold(owner, arta, reason="another court")
    with pytest.raises(Refused, match="Only an owner"):
        actions.lift_hold(monitor, hold, reason="the court has finished")
    actions.lift_hold(owner, hold, reason="the court has finished")
    assert queries.live_hold(owner, arta) is None
    with pytest.raises(Invalid, match="lifted already"):
        actions.lift_hold(owner, hold, reason="once more")


@pytest.mark.parametrize("reason", ["", "   ", "no"])
def test_nothing_is_decided_without_a_reason(arta, monitor, owner, reason):
    with pytest.raises(Invalid, match="A reason is needed"):
        actions.place_hold(monitor, arta, reason=reason)
    with pytest.raises(Invalid, match="A reason is needed"):
        actions.ask_erasure(monitor, arta, reason=reason)


def test_strangers_know_of_no_hold(arta, monitor, stranger):
    actions.place_hold(monitor, arta, reason="a court asked for it")
    assert Hold.objects.visible_to(stranger).count() == 0


def test_the_number_of_questions_does_not_grow_with_records(
    staging, categories, world, arta, owner, monitor, django_assert_num_queries
):
    from habeas.people import actions as people
    from habeas.people.naming import NameTold

    grown_old(staging, arta, 11)
    with django_assert_num_queries(5) as seen:
        assert due_people(owner) == [("people.person", 1)]
    for number in range(3):
        told = [NameTold(given=f"Name{number}", family="Testaj")]
        grown_old(staging, people.register_person(monitor, world.north, invented=True, names=told), 11)
    with django_assert_num_queries(len(seen.captured_queries)):
        assert due_people(owner) == [("people.person", 4)]
