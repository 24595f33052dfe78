"""Names are found in any script by those who open identities, and by nobody else."""

import json

import pytest

from habeas.core.audit import AuditRow
from habeas.core.errors import NotVisible, Refused
from habeas.people import actions, name_index
from habeas.people.naming import NameTold


@pytest.fixture(autouse=True)
def no_index():
    name_index.forget()
    yield
    name_index.forget()


def found(actor, query):
    return [line.person for line in actions.search_names(actor, query=query)]


@pytest.mark.parametrize("query", ["arta testaj", "Тестај", "TEST", "tashi", "ilir arta", "Testja"])
def test_one_name_is_found_in_every_script_and_order(caseworker, arta, query):
    assert found(caseworker, query) == [arta]


@pytest.mark.parametrize("query", ["", "a", "arta nobody", "zz", "%", "ërta'; --"])
def test_what_is_not_there_is_not_found(caseworker, arta, query):
    assert found(caseworker, query) == []


def test_whole_words_come_before_beginnings_and_these_before_misspellings(world, caseworker, arta):
    def register(given):
        name = NameTold(given=given, family="Shembullaj")
        return actions.register_person(caseworker, world.north, names=[name])

    beginning, near = register("Testajana"), register("Testej")
    assert found(caseworker, "testaj") == [arta, beginning]
    assert found(caseworker, "testej") == [near]


def test_strangers_find_their_own_people_only(world, caseworker, stranger, arta):
    theirs = actions.register_person(stranger, world.south, names=[NameTold(given="Arta", family="Tjetraj")])
    assert found(stranger, "arta") == [theirs]
    assert found(caseworker, "arta") == [arta]


def test_twenty_hidden_namesakes_do_not_push_the_own_one_out(world, caseworker, stranger, arta):
    for _ in range(name_index.BEST + 1):
        actions.register_person(stranger, world.south, names=[NameTold(given="Arta", family="Testaj")])
    assert found(caseworker, "arta testaj") == [arta]


def test_those_who_open_no_identities_search_no_names(reader, auditor, administrator, arta):
    for person in (reader, auditor, administrator):
        with pytest.raises((Refused, NotVisible)):
            actions.search_names(person, query="arta")


def test_a_witness_is_never_found_by_name(world, caseworker, witness, arta):
    assert found(caseworker, "Izmišljenović") == []
    assert found(caseworker, "arta") == [arta]
    actions.change_standing(caseworker, arta, standing="source")
    assert found(caseworker, "arta") == []


def test_a_name_given_later_is_found(caseworker, arta):
    assert found(caseworker, "Shtuar") == []
    actions.add_name(caseworker, arta, name=NameTold(given="E", family="Shtuar"))
    assert found(caseworker, "Shtuar") == [arta]


def test_a_second_search_decrypts_nothing(caseworker, auditor, arta):
    found(caseworker, "arta")
    found(caseworker, "tashi")
    rows = AuditRow.objects.visible_to(auditor).filter(action="people.index")
    assert [json.loads(row.detail)["changes"][0][:3] for row in rows] == [
        ["people.personname", "2 rows", "opened"]
    ]


def test_the_trail_tells_whom_a_search_showed_and_not_what_was_asked(caseworker, auditor, arta):
    found(caseworker, "tashi")
    row = AuditRow.objects.visible_to(auditor).get(action="people.search")
    assert json.loads(row.detail)["changes"][0][4] == [str(arta.pk)]
    assert "tashi" not in row.detail
