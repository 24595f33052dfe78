"""Data keys: none that is used may ever be lost."""

import pytest
from django.db import transaction

from habeas.core.vault import datakeys
from habeas.core.vault.blind import blind_index
from habeas.core.vault.datakeys import DataKey, VaultError, seal, unseal
from tests.shelf import actions
from tests.shelf.models import Box


def stored_keys(compartment):
    return list(DataKey.objects.filter(compartment=compartment).values_list("version", flat=True))


def test_a_key_made_in_a_transaction_that_fails_encrypts_nothing_afterwards(world, monitor):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.make_box(monitor, world.north, label="lost", secret="lost")
        raise ZeroDivisionError
    kept = actions.make_box(monitor, world.north, label="kept", secret="kept")
    datakeys.ring.forget()
    assert actions.open_secret(monitor, Box.objects.visible_to(monitor).get(pk=kept.pk)) == "kept"


def test_a_rotation_that_is_rolled_back_leaves_the_old_key_in_use(world, monitor):
    north = world.north.pk
    actions.make_box(monitor, world.north, label="box", secret="x")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        datakeys.ring.rotate(north)
        raise ZeroDivisionError
    assert datakeys.key_version(seal(north, b"here", b"text")) == 1
    assert DataKey.objects.get(compartment=north, version=1).retired_at is None


def test_a_key_that_another_process_made_meanwhile_is_taken(world):
    north = world.north.pk
    sealed = seal(north, b"here", b"text")
    other = datakeys.KeyRing()
    other._make(north, 1)
    assert other.cipher(north, 1).decrypt(sealed[3:15], sealed[15:], sealed[:3] + b"here") == b"text"
    assert stored_keys(north) == [1]


def test_a_destroyed_key_erases_what_it_protected(world):
    north = world.north.pk
    sealed = seal(north, b"here", b"text")
    DataKey.objects.filter(compartment=north).update(wrapped=None)
    datakeys.ring.forget()
    with pytest.raises(VaultError, match="erased for good"):
        unseal(north, b"here", sealed)


def test_the_index_key_encrypts_nothing_and_survives_rotation(world):
    north = world.north.pk
    before = blind_index(north, "test", "value")
    seal(north, b"here", b"text")
    datakeys.ring.rotate(north)
    datakeys.ring.forget()
    assert blind_index(north, "test", "value") == before
    assert datakeys.key_version(seal(north, b"here", b"text")) == 2
    with pytest.raises(VaultError, match="damaged"):
        unseal(north, b"here", b"\x01\x00\x00" + bytes(40))


def test_blind_indexes_differ_by_compartment_purpose_and_value(world):
    north, south = world.north.pk, world.south.pk
    places = ((north, "a", "v"), (south, "a", "v"), (north, "b", "v"), (north, "a", "w"))
    found = {blind_index(*place) for place in places}
    assert len(found) == 4
