"""People of the people tests: a caseworker, a colleague who may not open identities, an owner; all invented."""

import pytest

from habeas.access.actions.approvals import answer_approval, ask_approval
from habeas.people import actions
from habeas.people.naming import NameTold

ARTA_LATIN = NameTold(
    given="Arta", fathers_name="Ilir", family="Testaj", nickname="Tashi", script="Latn", language="sq"
)
ARTA_CYRILLIC = NameTold(given="Арта", family="Тестај", script="Cyrl", language="sr")


@pytest.fixture(autouse=True)
def terms(kosovo):
    """The lists of the pack are loaded."""


@pytest.fixture
def caseworker(world):
    """Works and opens identities in the north."""
    return world.actor("caseworker", "monitor", world.north)


@pytest.fixture
def reader(world):
    """Reads and works in the north, opens no identities."""
    return world.actor("reader", "monitor", world.north, verbs=("read", "work"))


@pytest.fixture
def owner(world):
    """Owns the north."""
    return world.actor("owner", "director", world.north)


@pytest.fixture
def arta(world, caseworker):
    """A client with names in two scripts, a telephone and a year of birth."""
    person = actions.register_person(
        caseworker,
        world.north,
        names=[ARTA_LATIN, ARTA_CYRILLIC],
        birth_date="~1961",
        birth_place="Fshati i Trilluar",
        sex="F",
        situations=["ELD", "FMP"],
        invented=True,
    )
    actions.record_contact(
        caseworker, person, kind="phone", value="+000 111", safe_use="limited", how="after dark only"
    )
    return person


@pytest.fixture
def witness(world, caseworker):
    """A witness: nobody opens this identity alone."""
    told = NameTold(given="Dragan", family="Izmišljenović", language="sr")
    return actions.register_person(
        caseworker, world.north, standing="witness", names=[told], birth_date="1970", invented=True
    )


@pytest.fixture
def agree(caseworker, owner):
    """`agree(person, kind)`: the caseworker asks, the owner agrees; returns the approval."""

    def ask_and_answer(person, kind, *, agreed=True):
        asked = ask_approval(caseworker, person, kind=kind, reason="prepare a visit")
        return answer_approval(owner, asked, agreed=agreed, note="as discussed")

    return ask_and_answer
