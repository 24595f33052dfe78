"""Lists as received: added, changed and withdrawn entries; an interrupted import may start again."""

from datetime import date

import pytest
from django.test import Client

from habeas.core.dates import UncertainDate
from habeas.core.errors import Invalid, NotVisible
from habeas.missing import actions
from habeas.missing.actions import RowTold
from habeas.missing.models import Entry, EntryVersion


def told(key, family="Shpikuri", **raw):
    return RowTold(
        key=key,
        raw={"no": key, "surname": family, **raw},
        family_name=family,
        given_name="Demo",
        born=UncertainDate.year(1970),
    )


@pytest.fixture
def source(monitor, world):
    return actions.register_source(
        monitor,
        world.north,
        code="DEMO",
        name="Invented list",
        owner="Invented association",
        language="sq",
        licence="invented",
        legal_basis="consent of the families",
        invented=True,
    )


@pytest.fixture
def edition_of(monitor, source):
    def make(label, *rows, complete=True):
        edition = actions.open_edition(monitor, source, label=label, dated=date(2001, 1, 1))
        actions.receive_rows(monitor, edition, rows=rows)
        return actions.complete_edition(monitor, edition) if complete else edition

    return make


def test_an_edition_tells_what_was_added_changed_and_withdrawn(edition_of, monitor):
    edition_of("first", told("1"), told("2"), told("3"))
    second = edition_of("second", told("1"), told("2", family="Shpikur"), told("4"))
    assert (second.added, second.changed, second.withdrawn) == (1, 1, 1)
    withdrawn = Entry.objects.visible_to(monitor).get(withdrawn=True)
    assert (withdrawn.key, withdrawn.versions.count()) == ("3", 2)


def test_a_withdrawn_entry_may_return(edition_of, monitor):
    edition_of("first", told("1"))
    edition_of("second")
    edition_of("third", told("1"))
    entry = Entry.objects.visible_to(monitor).get()
    assert (entry.withdrawn, [v.change for v in entry.versions.all()]) == (
        False,
        ["returned", "withdrawn", "added"],
    )


def test_every_wording_stays_exactly_as_received(edition_of, monitor):
    edition_of("first", told("1", remark="  «Mbrëmja» "))
    raw = EntryVersion.objects.visible_to(monitor).get().raw
    assert raw == '{"no": "1", "remark": "  «Mbrëmja» ", "surname": "Shpikuri"}'


def test_rows_received_twice_count_once(edition_of, monitor):
    edition = edition_of("first", told("1"), told("2"), complete=False)
    again = actions.receive_rows(monitor, edition, rows=[told("1"), told("2"), told("3")])
    edition.refresh_from_db()
    assert (again.added, edition.added, edition.rows_received) == (1, 3, 3)
    assert Entry.objects.visible_to(monitor).count() == 3


def test_one_number_with_two_contents_is_refused(edition_of, monitor):
    edition = edition_of("first", told("1"), complete=False)
    with pytest.raises(Invalid, match="two different rows"):
        actions.receive_rows(monitor, edition, rows=[told("1", family="Tjetri")])


def test_a_complete_edition_takes_no_more_rows(edition_of, monitor):
    edition = edition_of("first", told("1"))
    with pytest.raises(Invalid, match="is complete"):
        actions.receive_rows(monitor, edition, rows=[told("2")])


def test_a_stranger_receives_nothing(edition_of, stranger):
    edition = edition_of("first", told("1"), complete=False)
    with pytest.raises(NotVisible):
        actions.receive_rows(stranger, edition, rows=[told("2")])


def test_an_older_edition_is_refused_and_undoes_nothing(receive, analyst):
    entry = receive("CHAIR", "1")
    with pytest.raises(Invalid, match="is newer"):
        actions.open_edition(analyst, entry.source, label="older", dated=date(2000, 1, 1))
    actions.open_edition(analyst, entry.source, label="same day", dated=date(2001, 1, 1))


def test_an_edition_of_tomorrow_is_refused(receive, analyst):
    entry = receive("CHAIR", "1")
    with pytest.raises(Invalid, match="still to come"):
        actions.open_edition(analyst, entry.source, label="next", dated=date(2190, 1, 1))


def test_what_is_there_already_is_named_not_an_error_of_the_program(receive, analyst, world):
    entry = receive("CHAIR", "1")
    with pytest.raises(Invalid, match="an edition “first” already"):
        actions.open_edition(analyst, entry.source, label="first", dated=date(2001, 1, 1))
    with pytest.raises(Invalid, match="short name “CHAIR”"):
        actions.register_source(
            analyst,
            world.north,
            code="CHAIR",
            name="x",
            owner="x",
            language="sq",
            licence="x",
            legal_basis="x",
        )


def test_what_a_list_words_anew_is_told_with_the_wording_before(kosovo, edition_of, monitor, world):
    edition_of("first", told("1", born_told="1970"), told("2"))
    edition_of("second", told("1", born_told="1971"), told("2"))
    third = edition_of("third", told("1", born_told="1972"), told("2", family="Shpikur"))
    client = Client()
    client.force_login(world.people["monitor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(third.get_absolute_url()).content.decode()
    assert "born_told: 1971 → 1972" in page and "1970" not in page
    entry = Entry.objects.visible_to(monitor).get(key="1")
    page = client.get(entry.get_absolute_url()).content.decode()
    assert page.index("born_told: 1971 → 1972") < page.index("born_told: 1970 → 1971")
