"""A file store of the test's own."""

import io

import pytest

from habeas.core.files import actions


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    return settings.FILE_STORE


@pytest.fixture
def receive(world, monitor):
    """`receive(body, name)`: the monitor receives a file into the north."""

    def give(body, name="document.pdf", actor=monitor, **fields):
        return actions.receive_file(
            actor, world.north, name=name, source=io.BytesIO(body), size=len(body), **fields
        )

    return give


@pytest.fixture
def reader(world):
    return world.actor("reader", "monitor", world.north, verbs=("read",))
