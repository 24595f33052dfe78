"""From the file to the case: an import, the review queue, persons, and what reviewers decided before."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.core.errors import Invalid, Refused
from habeas.missing import actions
from habeas.missing.models import Case, Decision, Entry, Membership, Merge, Person
from habeas.missing.queries.matching import queue
from habeas.missing.queries.persons import entries_of, persons, persons_of
from tests.missing.test_persons import suggest


def entries(actor):
    return list(Entry.objects.visible_to(actor).select_related("source").order_by("pk"))


def decide(analyst, world, one, other, verdict="same", **more):
    suggestion = suggest(analyst, world, one, other)
    actions.decide_match(analyst, suggestion, verdict=verdict, **more)
    return suggestion


def test_the_same_attaches_the_entry_that_has_no_person(person_of, receive, analyst, world):
    person = person_of("CHAIR")
    decide(analyst, world, entries_of(analyst, person)[0], receive("NGO", "1"))
    assert [entry.source.code for entry in entries_of(analyst, person)] == ["CHAIR", "NGO"]
    assert persons(analyst).count() == 1


def test_what_was_decided_before_makes_one_person_when_the_edition_is_registered(receive, analyst, world):
    one, other, third = receive("CHAIR", "1"), receive("NGO", "1"), receive("ICMP", "1")
    receive("NGO", "2", given_name="Tjetri")
    decide(analyst, world, one, other)
    decide(analyst, world, other, third)
    assert persons(analyst).count() == 0
    made = actions.register_persons(analyst, world.north, entries=[one])
    assert [len(entries_of(analyst, person)) for person in made] == [3]
    assert len(actions.register_persons(analyst, world.north, entries=entries(analyst))) == 1


def test_two_persons_stay_two_though_a_third_entry_is_each_of_them(receive, analyst, world):
    one, other, third = receive("CHAIR", "1"), receive("NGO", "1"), receive("ICMP", "1")
    decide(analyst, world, one, third)
    decide(analyst, world, other, third)
    decide(analyst, world, one, other, "different")
    made = actions.register_persons(analyst, world.north, entries=entries(analyst))
    assert sorted(len(entries_of(analyst, person)) for person in made) == [1, 2]
    held = persons_of(analyst, [one.pk, other.pk])
    assert held[one.pk] != held[other.pk]


def test_a_later_edition_joins_the_person_that_was_decided(receive, analyst, world):
    one = receive("CHAIR", "1")
    (person,) = actions.register_persons(analyst, world.north, entries=[one])
    decide(analyst, world, one, receive("NGO", "1"))
    assert actions.register_persons(analyst, world.north, entries=entries(analyst)) == []
    assert len(entries_of(analyst, person)) == 2


def test_a_new_person_has_a_case_with_its_first_step(receive, analyst, world):
    receive("CHAIR", "1")
    (person,) = actions.register_persons(
        analyst, world.north, entries=entries(analyst), opened_on=date(2004, 3, 9)
    )
    case = Case.objects.visible_to(analyst).get(person=person)
    assert (case.status, case.scope, case.opened_on) == ("NEW", "in", date(2004, 3, 9))
    assert [(step.before, step.after, step.on) for step in case.history.all()] == [
        ("", "NEW", date(2004, 3, 9))
    ]


def test_an_entry_handed_over_twice_makes_one_person(receive, analyst, world):
    one = receive("CHAIR", "1")
    (person,) = actions.register_persons(analyst, world.north, entries=[one, one])
    assert len(entries_of(analyst, person)) == 1


def test_registering_asks_as_often_for_many_as_for_few(
    receive, analyst, world, django_assert_max_num_queries
):
    for number in range(40):
        receive("CHAIR", str(number), given_name=f"Demo {number}")
    rows = entries(analyst)
    with django_assert_max_num_queries(40):
        assert len(actions.register_persons(analyst, world.north, entries=rows)) == 40


def test_attaching_holds_to_one_person_a_list_and_to_decisions(person_of, receive, analyst, world):
    person = person_of("CHAIR")
    with pytest.raises(Invalid, match="name this person twice"):
        actions.attach_entry(analyst, person, entry=receive("CHAIR", "2"))
    other = receive("NGO", "1")
    decide(analyst, world, entries_of(analyst, person)[0], other, "different")
    with pytest.raises(Invalid, match="two persons"):
        actions.attach_entry(analyst, person, entry=other)


def test_a_proof_for_one_list_is_none_for_another(person_of, receive, analyst, world):
    """CHAIR names the man twice, and that is proved; NGO would name him twice too, and nobody proved that."""
    first, second = person_of("CHAIR", key="1"), person_of("CHAIR", key="2")
    for person, key in ((first, "1"), (second, "2")):
        actions.attach_entry(analyst, person, entry=receive("NGO", key))
    one, other = (entries_of(analyst, person)[0] for person in (first, second))
    suggestion = suggest(analyst, world, one, other)
    with pytest.raises(Invalid, match="Invented list NGO would"):
        actions.decide_match(analyst, suggestion, verdict="same")
    actions.decide_match(analyst, suggestion, verdict="same", duplicates_proved=True)
    assert persons(analyst).count() == 1


def test_a_decision_is_taken_back_with_a_reason_and_stays_in_the_ledger(receive, analyst, world):
    one, other = receive("CHAIR", "1"), receive("NGO", "1")
    suggestion = decide(analyst, world, one, other, "different")
    with pytest.raises(Refused, match="Take the decision back"):
        actions.decide_match(analyst, suggestion, verdict="same")
    with pytest.raises(Invalid, match="with a reason"):
        actions.take_back_decision(analyst, suggestion, reason=" ")
    actions.take_back_decision(analyst, suggestion, reason="Read the wrong line.")
    assert list(queue(analyst)) == [suggestion]
    actions.decide_match(analyst, suggestion, verdict="same")
    said = Decision.objects.visible_to(analyst).order_by("created_at").values_list("verdict", flat=True)
    assert list(said) == ["different", "withdrawn", "same"]
    (person,) = actions.register_persons(analyst, world.north, entries=[one])
    assert len(entries_of(analyst, person)) == 2


def test_taking_the_same_back_frees_the_entry_that_it_attached(person_of, receive, analyst, world):
    person = person_of("CHAIR")
    suggestion = decide(analyst, world, entries_of(analyst, person)[0], receive("NGO", "1"))
    actions.take_back_decision(analyst, suggestion, reason="Two brothers.")
    assert [entry.source.code for entry in entries_of(analyst, person)] == ["CHAIR"]


def test_while_a_merge_holds_two_together_the_merge_is_undone_first(person_of, analyst, world):
    two = person_of("CHAIR"), person_of("NGO")
    suggestion = decide(analyst, world, *(entries_of(analyst, person)[0] for person in two))
    with pytest.raises(Invalid, match="Undo the merge"):
        actions.take_back_decision(analyst, suggestion, reason="Two brothers.")
    actions.undo_merge(analyst, Merge.objects.visible_to(analyst).get(), why="Two brothers.")
    suggestion.refresh_from_db()
    assert suggestion.state == "open"
    assert actions.register_persons(analyst, world.north, entries=entries(analyst)) == []
    assert persons(analyst).count() == 2


def test_a_second_reviewer_who_was_first_an_earlier_time_is_asked_again(receive, analyst, colleague, world):
    one, other = receive("CHAIR", "1"), receive("NGO", "1")
    suggestion = suggest(analyst, world, one, other, score=0.5)
    actions.decide_match(colleague, suggestion, verdict="same")
    actions.decide_match(analyst, suggestion, verdict="different")
    actions.decide_match(analyst, suggestion, verdict="same")
    assert (suggestion.state, list(queue(colleague)), list(queue(analyst))) == ("second", [suggestion], [])


NUMBER = 4


@pytest.fixture
def many(person_of):
    names = {"born": ["1970", "", "1971", ""], "place": ["", "Demofshat", "", "Demofshat i Ri"]}
    return [
        person_of(f"L{n}", birth_place=f"Vendi {n}" if n % 2 else "", place=names["place"][n])
        for n in range(NUMBER)
    ]


def state(analyst):
    """What undoing must give back: values, entries, where merged, case."""
    told = ("family_name", "given_name", "birth_place", "place", "merged_into_id")
    people = {p.pk: tuple(getattr(p, name) for name in told) for p in Person.objects.visible_to(analyst)}
    held = dict(Membership.objects.visible_to(analyst).filter(ended_at=None).values_list("entry", "person"))
    cases = dict(Case.objects.visible_to(analyst).values_list("person", "status"))
    return people, held, cases


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.integers(0, NUMBER - 1), st.integers(0, NUMBER - 1), st.booleans()), max_size=8
    )
)
def test_any_merges_undone_in_any_order_give_back_what_was(many, analyst, steps):
    before = state(analyst)
    fresh = {p.pk: p for p in Person.objects.visible_to(analyst)}
    for one, other, undo in steps:
        standing = list(Merge.objects.visible_to(analyst).filter(undone_at=None).order_by("created_at"))
        try:
            if undo and standing:
                actions.undo_merge(analyst, standing[one % len(standing)], why="test")
            else:
                fresh = {p.pk: p for p in Person.objects.visible_to(analyst)}
                actions.merge_persons(
                    analyst, fresh[many[one].pk], absorbed=fresh[many[other].pk], reason="test"
                )
        except Invalid:
            continue
    while standing := list(Merge.objects.visible_to(analyst).filter(undone_at=None).order_by("created_at")):
        for merge in standing:
            try:
                actions.undo_merge(analyst, merge, why="test")
            except Invalid:
                continue
    assert state(analyst) == before
