"""One person of several lists: every value with its source, a chosen one with a reason, merges that can be undone."""

from datetime import date

import pytest

from habeas.core.dates import UncertainDate
from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.missing import actions
from habeas.missing.capture import capture_table
from habeas.missing.linking import Evidence, Scored, score_pairs, told_of
from habeas.missing.models import Decision, Entry, Membership, Merge, Person, Preference, Suggestion
from habeas.missing.queries.matching import queue
from habeas.missing.queries.persons import entries_of, persons


def suggest(analyst, world, one, other, score=5.0):
    pair = Scored(one.pk, other.pk, score, (Evidence(5.2, "same surname"),))
    actions.suggest_matches(
        analyst, world.north, homes={one.pk: one.compartment, other.pk: other.compartment}, scored=[pair]
    )
    return Suggestion.objects.visible_to(analyst).get(entry=one, other=other.pk)


@pytest.fixture
def two(person_of):
    """The same man on two lists: the second knows his birth and spells him otherwise."""
    first = person_of("CHAIR")
    return first, person_of("NGO", family_name="Špikuri", born=UncertainDate.year(1971))


def test_an_import_never_changes_a_person(person_of, receive, analyst):
    person = person_of("CHAIR", place="Demofshat")
    entry = entries_of(analyst, person)[0]
    edition = actions.open_edition(analyst, entry.source, label="second", dated=date(2002, 1, 1))
    row = actions.RowTold(key="1", raw={"no": "1", "place": "elsewhere"}, family_name="X", place="elsewhere")
    actions.receive_rows(analyst, edition, rows=[row])
    person.refresh_from_db()
    assert (person.place, person.family_name) == ("Demofshat", "Shpikuri")
    assert entries_of(analyst, person)[0].place == "elsewhere"


def test_a_preferred_value_has_a_reason_and_keeps_its_history(two, analyst):
    person, other = two
    entry = entries_of(analyst, other)[0]
    with pytest.raises(Invalid, match="reason"):
        actions.prefer_value(analyst, person, field="born", reason=" ", entry=entry)
    actions.prefer_value(analyst, person, field="born", reason="Birth certificate seen", entry=entry)
    actions.prefer_value(analyst, person, field="born", reason="Sister's word", value="1972")
    assert str(person.born) == "1972"
    assert [row.value for row in Preference.objects.visible_to(analyst)] == ["1972", "1971"]


def test_a_date_that_moves_out_of_scope_flags_the_case(two, analyst):
    person, _other = two
    actions.prefer_value(analyst, person, field="disappeared", reason="Witness", value="3.2001")
    assert person.case.scope == "out"


def test_a_likely_match_takes_one_reviewer(two, analyst, world):
    kept, absorbed = two
    one, other = entries_of(analyst, kept)[0], entries_of(analyst, absorbed)[0]
    actions.decide_match(analyst, suggest(analyst, world, one, other), verdict="same", reason="Same father.")
    kept.refresh_from_db()
    assert [entry.source.code for entry in entries_of(analyst, kept)] == ["CHAIR", "NGO"]
    assert (str(kept.born), [p.reference for p in persons(analyst)]) == ("1971", [kept.reference])
    absorbed.case.refresh_from_db()
    assert (absorbed.case.status, absorbed.case.administrative_reason) == ("ADMIN", "duplicate")


def test_a_middling_match_takes_two_of_one_mind(two, analyst, colleague, world):
    one, other = (entries_of(analyst, person)[0] for person in two)
    suggestion = suggest(analyst, world, one, other, score=0.5)
    assert suggestion.band == "middling"
    actions.decide_match(analyst, suggestion, verdict="same")
    assert (suggestion.state, list(queue(analyst)), list(queue(colleague))) == ("second", [], [suggestion])
    with pytest.raises(Refused, match="you were the first"):
        actions.decide_match(analyst, suggestion, verdict="same")
    actions.decide_match(colleague, suggestion, verdict="same")
    assert suggestion.state == "decided"
    assert persons(analyst).count() == 1


def test_two_reviewers_who_differ_leave_it_open_and_both_verdicts_stay(two, analyst, colleague, world):
    one, other = (entries_of(analyst, person)[0] for person in two)
    suggestion = suggest(analyst, world, one, other, score=0.5)
    actions.decide_match(analyst, suggestion, verdict="same")
    actions.decide_match(colleague, suggestion, verdict="different")
    assert (suggestion.state, persons(analyst).count()) == ("open", 2)
    assert sorted(row.verdict for row in Decision.objects.visible_to(analyst)) == ["different", "same"]


def test_a_decision_wins_over_every_later_score(two, analyst, world):
    one, other = (entries_of(analyst, person)[0] for person in two)
    actions.decide_match(analyst, suggest(analyst, world, one, other), verdict="different")
    pair = Scored(other.pk, one.pk, 9.0, ())
    homes = {one.pk: one.compartment, other.pk: other.compartment}
    assert actions.suggest_matches(analyst, world.north, homes=homes, scored=[pair]) == 0
    with pytest.raises(Invalid, match="two persons"):
        actions.merge_persons(analyst, two[0], absorbed=two[1], reason="I think so")


def test_a_merge_is_undone_without_loss(two, analyst):
    kept, absorbed = two
    before = {p.pk: {f.attname: getattr(p, f.attname) for f in p._meta.concrete_fields} for p in two}
    merge = actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    assert [entry.source.code for entry in entries_of(analyst, kept)] == ["CHAIR", "NGO"]
    actions.undo_merge(analyst, merge, why="Two brothers")
    stamps = {"version", "changed_at", "changed_by"}
    for person in Person.objects.visible_to(analyst):
        was = {name: value for name, value in before[person.pk].items() if name not in stamps}
        assert {name: getattr(person, name) for name in was} == was
    assert [len(entries_of(analyst, person)) for person in two] == [1, 1]
    case = absorbed.case
    case.refresh_from_db()
    assert (case.status, case.administrative_reason) == ("NEW", "")
    assert Merge.objects.visible_to(analyst).get().undone_why == "Two brothers"


def test_a_value_chosen_after_the_merge_survives_its_undoing(two, analyst):
    kept, absorbed = two
    merge = actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    actions.prefer_value(analyst, kept, field="born", reason="Certificate", value="1969")
    actions.undo_merge(analyst, merge, why="Two brothers")
    kept.refresh_from_db()
    assert str(kept.born) == "1969"


def test_a_list_names_a_person_once_unless_that_is_proved(two, person_of, analyst):
    kept, _absorbed = two
    twin = person_of("CHAIR", key="2")
    with pytest.raises(Invalid, match="name this person twice"):
        actions.merge_persons(analyst, kept, absorbed=twin, reason="Same man")
    actions.merge_persons(analyst, kept, absorbed=twin, reason="Same man", duplicates_proved=True)


def test_two_are_not_called_one_by_whoever_may_not_join_them(receive, person_of, analyst, world):
    """Lis works on both lists, not on the person whom the chair keeps elsewhere: nothing is decided."""
    mine, lis = person_of("NGO"), world.actor("lis", "director", world.north)
    theirs = receive("CHAIR", "1")
    chair = world.actor("chair", "director", world.south)
    with world.staging():
        kept = Person.objects.create(compartment=world.south.pk, reference="M-S-1", family_name="Shpikuri")
        Membership.objects.create(compartment=theirs.compartment, entry=theirs, person=kept.pk)
    pair = suggest(analyst, world, entries_of(analyst, mine)[0], theirs)
    with pytest.raises(Invalid, match="may not work"):
        actions.decide_match(lis, pair, verdict="same", reason="Same father.")
    assert not Decision.objects.visible_to(lis).exists()
    assert Person.objects.visible_to(chair).get() == kept


def test_a_stranger_merges_nothing(two, stranger):
    with pytest.raises(NotVisible):
        actions.merge_persons(stranger, two[0], absorbed=two[1], reason="x")


def test_pairs_are_found_across_scripts_and_siblings_are_not_called_one(receive, analyst):
    one = receive("CHAIR", "1", given_name="Izmet", fathers_name="Rexh", born=UncertainDate.year(1970))
    same = receive(
        "NGO",
        "1",
        family_name="Шпикури",
        given_name="Измет",
        fathers_name="Реџ",
        born=UncertainDate.year(1970),
    )
    brother = receive("NGO", "2", given_name="Ilir", fathers_name="Rexh", born=UncertainDate.year(1974))
    scores = score_pairs(told_of(Entry.objects.visible_to(analyst)))
    found = {frozenset((pair.one, pair.other)): pair.probability for pair in scores.pairs}
    assert found[frozenset((one.pk, same.pk))] > found.get(frozenset((one.pk, brother.pk)), 0)


def test_the_capture_table_counts_persons_by_the_lists_that_name_them(two, person_of, analyst):
    kept, absorbed = two
    actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    person_of("NGO", key="2", given_name="Tjetri")
    table = capture_table(analyst)
    assert (table.lists, dict(zip(table.patterns.tolist(), table.counts.tolist(), strict=True))) == (
        ("CHAIR", "NGO"),
        {0b10: 1, 0b11: 1},
    )


def test_out_of_scope_persons_are_in_no_capture_table(person_of, analyst):
    person_of("CHAIR", disappeared=UncertainDate.year(1996))
    assert capture_table(analyst) is None


def test_every_entry_gets_its_person_once(receive, analyst, world):
    receive("CHAIR", "1")
    receive("CHAIR", "2", given_name="Tjetri")
    entries = list(Entry.objects.visible_to(analyst).select_related("source"))
    assert len(actions.register_persons(analyst, world.north, entries=entries)) == 2
    assert actions.register_persons(analyst, world.north, entries=entries) == []


def test_a_person_merged_into_another_is_not_merged_or_changed_again(two, person_of, analyst):
    kept, absorbed = two
    actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    with pytest.raises(Invalid, match="nothing was merged a second time"):
        actions.merge_persons(analyst, kept, absorbed=absorbed, reason="Same man")
    with pytest.raises(Invalid, match="person that was kept"):
        actions.prefer_value(analyst, absorbed, field="place", reason="A witness", value="Demofshat")
