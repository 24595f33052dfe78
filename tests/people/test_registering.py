"""People are known by a code; what names them is sealed."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from habeas.core.errors import Invalid, NotVisible, Refused
from habeas.people import actions, queries
from habeas.people.codes import ALPHABET, new_code, read_code
from habeas.people.models import Identity, Person, PersonName, Relation
from habeas.people.naming import NameTold, birth_year, index_text, normalised
from tests.conftest import database_hands
from tests.people.conftest import ARTA_LATIN


def every_value():
    """Every value of every row of the people tables, as text."""
    found = []
    with database_hands(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("people_", "core_auditrow")):
                cursor.execute(f"SELECT * FROM {table}")
                for row in cursor.fetchall():
                    found += [
                        bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in row
                    ]
    return b"\n".join(found)


def test_nothing_that_names_a_person_lies_in_the_database_or_the_audit(arta):
    stored = every_value()
    for told in ("Arta", "Арта", "Testaj", "Тестај", "Tashi", "+000 111", "after dark", "Trilluar"):
        assert told.encode() not in stored
    assert not re.search(rb"(?<![0-9a-f])1961(?![0-9a-f])", stored)  # alone, not within a key or a moment
    assert arta.code.encode() in stored


def test_a_stranger_neither_registers_nor_sees_anybody(world, arta, stranger):
    with pytest.raises(NotVisible):
        actions.register_person(stranger, world.north, names=[ARTA_LATIN])
    with pytest.raises(NotVisible):
        queries.person_of(stranger, arta.pk)
    assert queries.person_by_code(stranger, arta.code) is None
    assert (list(queries.people(stranger)), PersonName.objects.visible_to(stranger).count()) == ([], 0)


def test_a_colleague_who_only_reads_registers_nobody(world, arta):
    looker = world.actor("looker", "monitor", world.north, verbs=("read",))
    assert [p.code for p in queries.people(looker)] == [arta.code]
    with pytest.raises(Refused):
        actions.register_person(looker, world.north)


def test_a_code_is_read_however_it_was_typed(arta, caseworker):
    typed = arta.code.lower().replace("-", " ")
    assert queries.person_by_code(caseworker, typed) == arta
    assert read_code("P-1234-5678") == ""


def test_codes_tell_nothing_and_do_not_repeat():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {letter for code in codes for letter in code[2:].replace("-", "")} == set(ALPHABET)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("birth_date", "the spring of sixty-one", "birth_date"),
        ("names", [NameTold()], "given"),
        ("situations", ["nothing such"], "situations"),
    ],
)
def test_input_that_is_wrong_is_refused_and_leaves_nothing(world, caseworker, field, value, named):
    with pytest.raises(Invalid) as refusal:
        actions.register_person(caseworker, world.north, **{field: value})
    assert refusal.value.field == named
    assert Person.objects.visible_to(caseworker).count() == 0


def test_the_same_person_is_noticed_in_another_script(world, caseworker, arta):
    again = actions.register_person(
        caseworker,
        world.north,
        names=[NameTold(given="ТЕСТАЈ", family="арта", script="Cyrl", language="sr")],
        birth_date="1961",
    )
    assert queries.likely_same(caseworker, again) == [arta]


def test_another_year_is_another_person(world, caseworker, arta):
    other = actions.register_person(caseworker, world.north, names=[ARTA_LATIN], birth_date="1962")
    assert queries.likely_same(caseworker, other) == []


def test_a_corrected_year_moves_the_index(world, caseworker, arta):
    other = actions.register_person(caseworker, world.north, names=[ARTA_LATIN], birth_date="1962")
    actions.record_identity(caseworker, other, birth_date="14.6.1961")
    assert queries.likely_same(caseworker, other) == [arta]
    actions.record_identity(caseworker, other, birth_date="1960/1963")
    assert queries.likely_same(caseworker, other) == []


def test_the_index_tells_nothing_to_those_who_open_no_identities(world, reader, arta):
    again = actions.register_person(reader, world.north, names=[ARTA_LATIN], birth_date="1961")
    assert queries.likely_same(reader, again) == []


def test_the_index_never_names_a_witness(world, caseworker, witness):
    told = NameTold(given="Dragan", family="Izmisljenovic", language="sr")
    again = actions.register_person(caseworker, world.north, names=[told], birth_date="1970")
    assert queries.likely_same(caseworker, again) == []


def test_two_compartments_have_different_indexes(world, caseworker, stranger, arta):
    actions.register_person(stranger, world.south, names=[ARTA_LATIN], birth_date="~1961")
    keys = [
        set(PersonName.objects.visible_to(actor).values_list("key", flat=True))
        for actor in (caseworker, stranger)
    ]
    assert keys[0].isdisjoint(keys[1])


def test_names_are_compared_without_script_marks_and_order():
    assert normalised("Ђорђе", "Петровић") == normalised("petrovic", "Djordje") == "djordje petrovic"
    assert index_text("Arta", "", 1961) == ""


@pytest.mark.parametrize(
    ("told", "year"), [("~1961", 1961), ("4.1961", 1961), ("1960/1963", None), ("", None), (None, None)]
)
def test_a_year_of_birth_counts_when_it_is_one(told, year):
    assert birth_year(told) == year


def test_relations_are_told_from_both_ends(world, caseworker, stranger, arta):
    son = actions.register_person(caseworker, world.north)
    actions.relate(caseworker, arta, relative=son, kind="parent")
    actions.relate(caseworker, arta, relative=son, kind="parent")
    assert queries.relatives(caseworker, arta) == [("parent", son)]
    assert queries.relatives(caseworker, son) == [("child", arta)]
    assert queries.relatives(stranger, son) == []
    with pytest.raises(Invalid):
        actions.relate(caseworker, arta, relative=arta, kind="sibling")


def test_a_relation_never_joins_two_compartments(world, staging, stranger, arta):
    theirs = actions.register_person(stranger, world.south)
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(compartment=world.north.pk, person=arta, relative=theirs, kind="sibling")


def test_only_an_owner_takes_the_protection_of_a_witness_away(caseworker, owner, witness):
    with pytest.raises(Refused):
        actions.change_standing(caseworker, witness, standing="client")
    assert actions.change_standing(caseworker, witness, standing="source").needs_second_person
    witness = queries.person_of(owner, witness.pk)
    assert not actions.change_standing(owner, witness, standing="client").needs_second_person


def test_one_situation_counts_once_until_it_ends(caseworker, arta):
    from django.utils import timezone

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_situation(caseworker, arta, code="ELD")
    ended = arta.situations.model.objects.visible_to(caseworker).get(code="ELD")
    actions.end_situation(caseworker, ended, on=timezone.localdate())
    actions.record_situation(caseworker, arta, code="ELD")
    situations = queries.person_of(caseworker, arta.pk).situations.all()
    assert [(s.code, s.ended is None) for s in situations] == [("ELD", False), ("ELD", True), ("FMP", True)]


def test_a_list_of_people_asks_the_database_the_same_number_of_times(
    world, caseworker, arta, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert [len(p.situations.all()) for p in queries.people(caseworker)] == [2]
    for _ in range(2):
        actions.register_person(caseworker, world.north, situations=["IDP"])
    with django_assert_num_queries(2):
        assert [len(p.situations.all()) for p in queries.people(caseworker)] == [1, 1, 2]


def test_identity_and_person_are_one_to_one(arta, staging):
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(compartment=arta.compartment, person=arta)
