"""Access checked on a record's page, but not beside it.

There is no bulk editing of records and no feed of activity across records: their nearest kin are actions over a
queryset, and the start page with its notices.
"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from habeas.access.models import Compartment, Share
from habeas.core.errors import HabeasError, NotVisible, Refused, ScopeError
from habeas.core.files import queries as files
from habeas.core.search.entries import search
from tests.abuse.conftest import STATEMENT
from tests.matrix.addresses import addresses
from tests.shelf import actions as shelf
from tests.shelf.models import Box


@pytest.fixture
def boxes(world, besa, zef):
    return (
        shelf.make_box(besa, world.north, label="of the north"),
        shelf.make_box(zef, world.south, label="of the south"),
    )


def test_the_history_of_a_record_is_as_hidden_as_the_record(browse, person, auditor, world):
    assert browse("besa").get(person.get_absolute_url()).status_code == 200
    assert browse("zef").get(person.get_absolute_url()).status_code == 404
    assert browse("auditor").get("/access/audit/").status_code == 200
    for name in ("besa", "zef"):
        assert browse(name).get("/access/audit/").status_code == 404


def test_the_trail_tells_the_auditor_no_value_of_the_record(browse, besa, world, auditor):
    shelf.make_box(besa, world.north, label="Canary label", secret="Canary secret")
    page = browse("auditor").get("/access/audit/").content.decode()
    assert "shelf.box" in page
    assert "Canary" not in page


def test_a_change_over_many_rows_reaches_only_the_own(boxes, besa, zef):
    class Writing:
        verb, note_query = "work", staticmethod(lambda *args: None)

        def __init__(self, actor):
            self.actor = actor

    from habeas.core import scope

    north, south = boxes
    with scope.running(Writing(zef)):
        assert Box.objects.filter(pk__in=[north.pk, south.pk]).update(label="changed") == 1
    assert Box.objects.visible_to(besa).get().label == "of the north"
    assert Box.objects.visible_to(zef).get().label == "changed"


def test_a_row_cannot_be_moved_into_another_compartment(boxes, world, staging, besa):
    north, _south = boxes
    shelf.relabel(besa, north, label="moved in name only")
    with staging(), pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(pk=north.pk).update(compartment=world.south.pk)


def test_a_closed_compartment_is_read_and_not_written(boxes, world, staging, besa, zef):
    from habeas.access.actors import actor_for

    with staging():
        Compartment.objects.filter(pk=world.north.pk).update(closed=True)
    besa = actor_for(world.people["besa"])
    north, south = boxes
    assert Box.objects.visible_to(besa).count() == 1
    with pytest.raises(Refused):
        shelf.relabel(besa, north, label="after the end")
    shelf.relabel(zef, south, label="still open")


def test_the_start_page_the_notices_and_the_search_keep_silent(browse, person, besa, zef):
    for path in ("/", "/access/notices/", "/search/?q=P-"):
        answer = browse("zef").get(path)
        assert (answer.status_code, person.code in answer.content.decode()) == (200, False)
    assert search(zef, person.code).count() == 0
    assert person.code in browse("besa").get(person.get_absolute_url()).content.decode()


@pytest.fixture
def shared(world, staging, person, besa):
    """The person, and nothing else, is shown to the south."""
    with staging():
        Share.objects.create(
            source=world.north,
            target=world.south,
            model="people.person",
            record=person.pk,
            basis="consent",
            basis_id=person.pk,
            reason="test",
        )


def test_what_hangs_on_a_shared_record_is_not_shared_with_it(browse, person, statement, shared, world, besa):
    from habeas.access.actors import actor_for

    zef = actor_for(world.people["zef"])
    page = browse("zef").get(person.get_absolute_url())
    assert page.status_code == 200
    assert "Canary" not in page.content.decode()
    assert list(files.files_of(zef, person)) == []
    assert browse("zef").get(f"/files/{statement.pk}/").status_code == 404
    assert "Canary statement" in browse("besa").get(person.get_absolute_url()).content.decode()


def test_nothing_is_tied_to_a_target_one_may_not_see(boxes, besa, zef, browse, person):
    north, south = boxes
    with pytest.raises((HabeasError, ScopeError, IntegrityError)), transaction.atomic():
        shelf.file_paper(zef, south, text="cites the north", cites=north)
    shelf.file_paper(besa, north, text="cites its own", cites=north)
    attach = f"/files/to/people.person/{person.pk}/"
    assert browse("besa").get(attach).status_code == 200
    assert browse("zef").get(attach).status_code == 404
    with pytest.raises(NotVisible):
        shelf.relabel(zef, north, label="mine now")


def test_no_page_tells_a_stranger_the_names_of_colleagues(browse, besa, zef, person, world):
    """Every address without a parameter; a name beside work tells who works where."""
    world.people["besa"].full_name = "Besa Canaryname"
    world.people["besa"].save()
    told = [
        address.route
        for address in addresses()
        if address.page is not None
        and not address.parameters
        and "Canaryname" in browse("zef").get("/" + address.route).content.decode(errors="replace")
    ]
    assert told == []
    assert "Canaryname" in browse("besa").get("/access/").content.decode()


def test_markup_in_what_was_written_is_shown_and_not_run(browse, receive, statement):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    kept = receive(STATEMENT + b"again", title=hostile)
    page = browse("besa").get(f"/files/{kept.pk}/").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert browse("zef").get(f"/files/{kept.pk}/").status_code == 404
