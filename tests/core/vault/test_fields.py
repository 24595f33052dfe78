"""Protected fields: sealed in the database, bound to their place, opened inside an action only."""

import pytest
from django.db import connection

from habeas.core import scope
from habeas.core.actors import Actor
from habeas.core.errors import ScopeError
from habeas.core.vault import datakeys, keyfile
from habeas.core.vault.datakeys import DataKey, VaultError
from tests.conftest import Staging, database_hands
from tests.shelf import actions
from tests.shelf.models import Box


@pytest.fixture
def box(world, monitor):
    return actions.make_box(monitor, world.north, label="box", secret="ключ Çelësi")


def stored(box):
    with database_hands(), connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM shelf_box WHERE id = %s", [box.pk.hex if sqlite() else box.pk])
        return bytes(cursor.fetchone()[0])


def put(box, value):
    with database_hands(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE shelf_box SET secret = %s WHERE id = %s", [value, box.pk.hex if sqlite() else box.pk]
        )


def sqlite():
    return connection.vendor == "sqlite"


def test_the_database_holds_no_clear_text(box):
    assert "ключ".encode() not in stored(box)


def test_an_action_opens_it(box, monitor):
    assert actions.open_secret(monitor, Box.objects.visible_to(monitor).get()) == "ключ Çelësi"


def test_outside_an_action_it_is_dots(box, monitor):
    found = Box.objects.visible_to(monitor).get()
    assert f"{found.secret} {found.secret!r}" == "••• •••"
    with pytest.raises(ScopeError):
        found.secret.open()


def test_a_value_moved_to_another_row_does_not_open(box, world, monitor):
    other = actions.make_box(monitor, world.north, label="other", secret="x")
    put(other, stored(box))
    moved = Box.objects.visible_to(monitor).get(pk=other.pk)
    with pytest.raises(VaultError, match="altered, or moved"):
        actions.open_secret(monitor, moved)


@pytest.mark.parametrize("position", [0, 1, 2, 5, 20, -1])
def test_every_altered_byte_is_noticed(box, monitor, position):
    altered = bytearray(stored(box))
    altered[position] ^= 1
    put(box, bytes(altered))
    with pytest.raises(VaultError):
        actions.open_secret(monitor, Box.objects.visible_to(monitor).get())


def test_compartments_have_keys_of_their_own(box, world, staging):
    stranger = world.actor("stranger", "monitor", world.south)
    actions.make_box(stranger, world.south, label="theirs", secret="y")
    keys = DataKey.objects.filter(compartment__in=[world.north.pk, world.south.pk])
    assert len({datakeys.unwrap(key, keyfile.current()) for key in keys}) == 2


def test_after_rotation_old_and_new_values_open(box, world, monitor):
    datakeys.ring.rotate(world.north.pk)
    new = actions.make_box(monitor, world.north, label="new", secret="later")
    assert (datakeys.key_version(stored(box)), datakeys.key_version(stored(new))) == (1, 2)
    assert actions.open_secret(monitor, Box.objects.visible_to(monitor).get(pk=box.pk)) == "ключ Çelësi"
    assert actions.open_secret(monitor, Box.objects.visible_to(monitor).get(pk=new.pk)) == "later"


def test_another_key_file_is_refused_by_name(box, monitor):
    other = keyfile.KeyFile.generate()
    key = DataKey.objects.get(compartment=box.compartment)
    with pytest.raises(VaultError, match=other.fingerprint):
        datakeys.unwrap(key, other)


def test_it_cannot_be_searched(box, monitor):
    with pytest.raises(TypeError, match="encrypted"):
        Box.objects.visible_to(monitor).filter(secret="x")
    with scope.running(Staging()), pytest.raises(TypeError, match="set on a row"):
        Box.objects.update(secret="x")


def test_changing_another_field_leaves_the_sealed_value(box, monitor):
    before = stored(box)
    found = Box.objects.visible_to(monitor).get()
    actions.relabel(monitor, found, label="new label")
    assert stored(box) == before
    assert isinstance(monitor, Actor)
