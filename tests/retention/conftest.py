"""People around one record: who works, who owns, who looks on."""

import io

import pytest

from habeas.access.actions import answer_approval
from habeas.core.files import actions as files
from habeas.people import actions as people
from habeas.people.naming import NameTold
from habeas.retention import actions
from habeas.retention.models import Category


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    return settings.FILE_STORE


@pytest.fixture
def owner(world):
    """Owns the north."""
    return world.actor("owner", "director", world.north)


@pytest.fixture
def reader(world):
    return world.actor("reader", "monitor", world.north, verbs=("read",))


@pytest.fixture
def categories(staging):
    """As the pack of the tests tells them."""
    with staging():
        for code, years in (("identity", 10), ("enquiry", None), ("file", 5)):
            Category.objects.create(code=code, label_en=code, years=years, at_end="erase", basis_en="a test")


@pytest.fixture
def arta(world, monitor):
    """A person of the north with a contact."""
    told = [NameTold(given="Arta", family="Testaj")]
    person = people.register_person(monitor, world.north, birth_date="1961", invented=True, names=told)
    people.record_contact(monitor, person, kind="phone", value="+383 44 000 000", safe_use="safe")
    return person


@pytest.fixture
def letter(world, monitor, arta):
    """A file attached to the person."""
    body = b"The canary saw Arta."
    return files.attach_file(
        monitor, arta, name="Arta.txt", source=io.BytesIO(body), size=len(body), title="letter"
    )


@pytest.fixture
def agreed(monitor, owner):
    """`agreed(record)`: the monitor asked, the owner said yes."""

    def agree(record):
        asked = actions.ask_erasure(monitor, record, reason="asked for by the person")
        return answer_approval(owner, asked, agreed=True)

    return agree
