"""Invented lists of invented people, and those who work with them."""

from __future__ import annotations

from datetime import date

import pytest

from habeas.core.dates import UncertainDate
from habeas.missing import actions
from habeas.missing.actions import RowTold
from habeas.missing.models import Entry


@pytest.fixture
def analyst(kosovo, world):
    """Keeps the register, opens identities."""
    return world.actor("mio", "director", world.north)


@pytest.fixture
def colleague(kosovo, world):
    """A second analyst of the same compartment."""
    return world.actor("ana", "analyst", world.north)


@pytest.fixture
def receive(analyst, world):
    """Receive one entry of a list; lists are made as they are named."""
    made = {}

    def one(code, key, **told):
        if code not in made:
            source = actions.register_source(
                analyst,
                world.north,
                code=code,
                name=f"Invented list {code}",
                owner="Invented owner",
                language="sq",
                licence="invented",
                legal_basis="consent",
                invented=True,
            )
            made[code] = actions.open_edition(analyst, source, label="first", dated=date(2001, 1, 1))
        details = {
            "family_name": "Shpikuri",
            "given_name": "Demo",
            "disappeared": UncertainDate.day(date(1999, 4, 27)),
            **told,
        }
        row = RowTold(key=key, raw={"no": key, **{k: str(v) for k, v in details.items()}}, **details)
        made[code].refresh_from_db()
        actions.receive_rows(analyst, made[code], rows=[row])
        return Entry.objects.visible_to(analyst).select_related("source").get(source__code=code, key=key)

    return one


@pytest.fixture
def person_of(analyst, world, receive):
    """A person made of one entry."""

    def make(code, key="1", opened_on=date(2004, 3, 9), **told):
        entry = receive(code, key, **told)
        return actions.register_person(analyst, world.north, entry=entry, opened_on=opened_on)

    return make


@pytest.fixture
def case(person_of):
    return person_of("CHAIR").case
