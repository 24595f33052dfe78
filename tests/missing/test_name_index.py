"""Names in memory: a change costs its own row, other compartments nothing, and no name lies on disk in clear."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from habeas.core.dates import UncertainDate
from habeas.missing import actions, name_base, name_index
from habeas.missing.models import Person
from habeas.missing.queries.likelihood import likely_persons
from habeas.places.models import Municipality


@pytest.fixture(autouse=True)
def data_folder(tmp_path, settings):
    settings.NAME_INDEXES = tmp_path / "names"
    name_index.forget()
    yield tmp_path / "names"
    name_index.forget()


@pytest.fixture
def many(monkeypatch):
    """Two persons are many here, so that names come from a file."""
    monkeypatch.setattr(name_base, "LARGE", 1)


@pytest.fixture
def three(person_of):
    return [
        person_of("CHAIR", key=str(n), family_name=family, given_name="Demo")
        for n, family in enumerate(["Shembullaj", "Provgjergj", "Trillaj"])
    ]


def found(actor, text):
    return [UUID(hit.id) for hit in name_index.find(actor, text)]


def rename(actor, person, family_name):
    actions.prefer_value(
        actor, person, field="family_name", value=family_name, reason="as the family writes it"
    )


def test_a_new_name_is_found_and_the_old_one_no_more(three, analyst):
    assert found(analyst, "Provgjergj") == [three[1].pk]
    rename(analyst, three[1], "Spikuri")
    assert found(analyst, "Spikuri") == [three[1].pk]
    assert found(analyst, "Provgjergj") == []


def test_a_change_reads_one_row_and_no_change_reads_none(three, analyst):
    found(analyst, "Trillaj")
    with CaptureQueriesContext(
        connection,
    ) as quiet:
        found(analyst, "Trillaj")
    rename(analyst, three[1], "Spikuri")
    with CaptureQueriesContext(connection) as changed:
        found(analyst, "Spikuri")
    asked = [query["sql"] for query in (*quiet, *changed) if "missing_person" in query["sql"]]
    assert len(asked) == 3


def test_somebody_merged_into_another_is_found_once(three, analyst):
    found(analyst, "Demo")
    actions.merge_persons(analyst, three[0], absorbed=three[1], reason="same", duplicates_proved=True)
    assert set(found(analyst, "Demo")) == {three[0].pk, three[2].pk}
    for one in range(20, 24):
        rename(analyst, three[2], f"Trillaj{'a' * one}")
        assert three[1].pk not in found(analyst, "Demo")


def test_hundreds_of_changes_are_found_among_few_layers(three, analyst, monkeypatch):
    monkeypatch.setattr(name_index, "LITTLE", 2)
    names = [
        "Bardhaj",
        "Dukati",
        "Ferri",
        "Grezda",
        "Kastrati",
        "Limani",
        "Morina",
        "Nushi",
        "Pireva",
        "Rugova",
    ]
    for n, name in enumerate(names):
        rename(analyst, three[n % 3], name)
        assert found(analyst, name) == [three[n % 3].pk]
    held = name_index._held[three[0].compartment]
    assert len(held.layers) <= 3
    assert sum(len(layer.rows) for layer in held.layers) == 3


def test_names_of_a_large_compartment_lie_sealed_and_serve_every_process(three, many, analyst, data_folder):
    name_base.write(three[0].compartment)
    text = name_base.path_of(three[0].compartment).read_bytes()
    assert [word for word in (b"shembul", b"provdjerdj", b"Trillaj", b"demo") if word in text] == []
    assert name_base.path_of(three[0].compartment).stat().st_mode & 0o077 == 0
    for _process in range(2):
        name_index.forget()
        assert found(analyst, "Trilaj") == [three[2].pk]
    rename(analyst, three[2], "Spikuri")
    assert found(analyst, "Trilaj") == []
    assert found(analyst, "Spikuri") == [three[2].pk]


def test_while_the_file_is_made_the_search_of_pages_answers(
    three, many, analyst, django_capture_on_commit_callbacks
):
    typed = {"family_name": "Trillaj"}
    with django_capture_on_commit_callbacks(execute=True):
        assert [one.pk for one in likely_persons(analyst, typed)] == [three[2].pk]
        assert not name_index.covers(analyst)
    assert found(analyst, "Trilaj") == [three[2].pk]
    assert name_index.covers(analyst)


def test_a_damaged_file_is_thrown_away_and_made_again(
    three, many, analyst, django_capture_on_commit_callbacks
):
    name_base.write(three[0].compartment)
    path = name_base.path_of(three[0].compartment)
    path.write_bytes(path.read_bytes()[:-9])
    with django_capture_on_commit_callbacks(execute=True):
        assert found(analyst, "Trilaj") == []
    assert found(analyst, "Trilaj") == [three[2].pk]


def test_a_file_of_another_compartment_does_not_open(three, many, analyst, world):
    name_base.write(three[0].compartment)
    other = name_base.path_of(world.south.pk)
    other.write_bytes(name_base.path_of(three[0].compartment).read_bytes())
    assert name_base.load(world.south.pk) is None
    assert not other.exists()


def test_the_municipality_decides_among_namesakes(person_of, analyst):
    first, second = Municipality.objects.order_by("code")[:2]
    for key, town in (("1", first), ("2", second)):
        person_of("CHAIR", key=key, municipality=town, born=UncertainDate.year(1950))
    names = {"family_name": "Špikuri", "given_name": "Demo"}
    for town in (first, second):
        best = likely_persons(analyst, {**names, "municipality": str(town.pk)})[0]
        assert best.municipality_id == town.pk


def test_strangers_ask_their_own_names_alone(three, analyst, stranger):
    found(analyst, "Trillaj")
    assert found(stranger, "Trillaj") == []
    assert three[0].compartment not in stranger.compartments("read")


def test_keys_of_any_bytes_are_found_where_they_stand():
    keys = sorted(
        [*(uuid4() for _ in range(200)), UUID(int=0x5500), UUID(int=0xFF << 120), UUID(int=1 << 64)]
    )
    index = name_base.index_of((key, "Demo", "Trillaj", "", None, None) for key in keys)
    wanted = [keys[0], keys[77], uuid4(), keys[-1]]
    assert name_base.rows_at(index, wanted).tolist() == [0, 77, len(keys) - 1]
    assert {hit.id for hit in index.find("trilaj", best=300)} == {str(key) for key in keys}
    assert not index.gone.any()


def test_no_person_of_the_register_is_missed_by_the_first_reading(three, analyst):
    assert (
        len(name_base.read(analyst, three[0].compartment).index) == Person.objects.visible_to(analyst).count()
    )
