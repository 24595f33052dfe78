"""Besa works in the north and may; Zef does the same work in the south, for another organisation, and may not."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.utils import timezone

from habeas.core.files import actions as files
from habeas.people import actions as people

STATEMENT = b"The canary saw it at dawn.\n"


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    return settings.FILE_STORE


@pytest.fixture
def besa(world):
    return world.actor("besa", "analyst", world.north)


@pytest.fixture
def zef(world):
    return world.actor("zef", "analyst", world.south, organisation=world.ngo)


@pytest.fixture
def browse(world, besa, zef):
    """`browse("zef")`: a browser in which that person signed in a moment ago."""

    def open_for(name):
        client = Client(raise_request_exception=False)
        client.force_login(world.people[name])
        session = client.session
        session["account_authentication_methods_user"] = str(world.people[name].pk)
        session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
        session.save()
        return client

    return open_for


@pytest.fixture
def person(world, besa):
    """Somebody registered in the north."""
    return people.register_person(besa, world.north)


@pytest.fixture
def receive(world, besa):
    """`receive(body, name)`: Besa receives a file into the north."""

    def give(body=STATEMENT, name="statement.txt", **more):
        return files.receive_file(
            besa, world.north, name=name, source=io.BytesIO(body), size=len(body), **more
        )

    return give


@pytest.fixture
def statement(receive, besa, person):
    """A statement attached to the person."""
    return receive(title="Canary statement", record=person)
