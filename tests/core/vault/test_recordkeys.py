"""Every person and file has a key of their own: destroying it erases, everywhere, and nothing is sealed again."""

import pytest
from django.db import transaction

from habeas.core.errors import HabeasError
from habeas.core.vault import datakeys, recordkeys, rotation
from habeas.core.vault.fields import open_many
from habeas.core.vault.recordkeys import Erased, RecordKey
from habeas.people import actions
from habeas.people.models import Person, PersonName
from habeas.people.naming import NameTold


@pytest.fixture
def arta(monitor, world):
    return register(monitor, world, "Arta")


def register(monitor, world, given):
    told = [NameTold(given=given, family="Testaj")]
    return actions.register_person(monitor, world.north, birth_date="1961", invented=True, names=told)


def given_names(monitor, *people):
    """What opening each identity says."""
    return [actions.open_identity(monitor, one, reason="rehearse").names[0].given for one in people]


def test_a_person_has_one_key_for_everything_about_them(arta, monitor):
    assert RecordKey.objects.filter(subject=arta.pk).count() == 1
    assert given_names(monitor, arta) == ["Arta"]


def test_a_destroyed_key_opens_nothing_and_seals_nothing(arta, monitor, world):
    other = register(monitor, world, "Besa")
    assert recordkeys.destroy(world.north.pk, arta.pk) == 1
    datakeys.ring.forget()
    with pytest.raises(HabeasError, match="erased for good"):
        given_names(monitor, arta)
    with pytest.raises(HabeasError, match="erased for good"):
        actions.add_name(monitor, arta, name=NameTold(given="Again", family="Testaj"))
    assert given_names(monitor, other) == ["Besa"]
    assert recordkeys.erased_among([arta.pk, other.pk]) == {arta.pk}


def test_it_is_gone_from_the_memory_of_this_process_at_once(arta, monitor, world):
    assert given_names(monitor, arta) == ["Arta"]
    recordkeys.destroy(world.north.pk, arta.pk)
    with pytest.raises(HabeasError, match="erased for good"):
        given_names(monitor, Person.objects.visible_to(monitor).get(pk=arta.pk))


def test_what_never_had_a_key_can_be_erased_too(world):
    from habeas.core.ids import new_id

    subject = new_id()
    assert recordkeys.destroy(world.north.pk, subject) == 0
    with pytest.raises(Erased):
        recordkeys.seal(world.north.pk, subject, b"x", b"y")


def test_a_key_moved_to_another_person_does_not_open(arta, monitor, world):
    other = register(monitor, world, "Besa")
    taken = RecordKey.objects.get(subject=other.pk).wrapped
    RecordKey.objects.filter(subject=arta.pk).update(wrapped=taken)
    datakeys.ring.forget()
    with pytest.raises(datakeys.VaultError, match="altered"):
        given_names(monitor, arta)


def test_a_key_made_in_a_transaction_that_was_undone_does_not_survive_it(monitor, world):
    from habeas.core.ids import new_id

    subject = new_id()
    with transaction.atomic():
        recordkeys.seal(world.north.pk, subject, b"x", b"y")
        transaction.set_rollback(True)
    sealed = recordkeys.seal(world.north.pk, subject, b"x", b"y")
    datakeys.ring.forget()
    assert recordkeys.unseal(world.north.pk, subject, b"x", sealed) == b"y"


def test_after_a_rotation_values_are_sealed_under_a_new_key_and_the_erased_stay_erased(arta, monitor, world):
    besa = register(monitor, world, "Besa")
    recordkeys.destroy(world.north.pk, arta.pk)
    datakeys.ring.rotate(world.north.pk)
    assert rotation.reencrypt() > 0
    assert rotation.reencrypt() == 0
    versions = (
        RecordKey.objects.filter(subject=besa.pk).values_list("version", "wrapped_by").order_by("version")
    )
    assert list(versions) == [(1, 1), (2, 2)]
    datakeys.ring.forget()
    assert given_names(monitor, besa) == ["Besa"]
    with pytest.raises(HabeasError, match="erased for good"):
        given_names(monitor, arta)


def test_many_are_opened_with_few_questions_and_the_erased_are_empty(
    monitor, world, staging, django_assert_max_num_queries
):
    people = [register(monitor, world, f"Name{number}") for number in range(5)]
    recordkeys.destroy(world.north.pk, people[2].pk)
    datakeys.ring.forget()
    datakeys.ring.check_fits()
    with staging():
        names = list(PersonName.objects.visible_to(monitor).order_by("created_at"))
        with django_assert_max_num_queries(3):
            opened = open_many(names, "given")
    assert opened == [("Name0",), ("Name1",), ("",), ("Name3",), ("Name4",)]
