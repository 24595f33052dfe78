"""Figures of a session, frozen; small numbers hidden."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from habeas.access.models import Organisation, User
from habeas.coordination import actions as mechanism
from habeas.core.disclosure import suppressed
from habeas.core.errors import Invalid, Refused, ScopeError
from habeas.core.pictures.charts import Stack, stacked_bars
from habeas.missing import actions, pictures
from habeas.missing.models import Case, Person, StatusChange
from habeas.missing.queries.figures import COUNTED, counted_in, figures_between, open_on_days

FOURTH, FIFTH = date(2005, 10, 6), date(2006, 3, 9)


@pytest.fixture
def body(analyst, world):
    return mechanism.found_body(
        analyst,
        world.north,
        kind="mechanism",
        chair=Organisation.objects.get(code="test-mission"),
        names=[("en", "official", "Invented Working Group")],
    )


def sessions(analyst, body):
    return [
        mechanism.call_session(analyst, body, number=number, day=day, place="Demotown")
        for number, day in ((4, FOURTH), (5, FIFTH))
    ]


@pytest.fixture
def many(world, staging, analyst):
    """2,557 open cases on the day of the fourth session; then 206 are resolved and 47 added."""
    place = world.north.pk
    with staging():
        people = [
            Person(compartment=place, reference=f"M-{n:04d}", family_name="Shpikuri", invented=True)
            for n in range(2557 + 47)
        ]
        Person.objects.bulk_create(people, batch_size=500)
        cases = [
            Case(
                compartment=place,
                person=person,
                reference=f"C-{n:04d}",
                scope="in",
                status="ALIVE" if n < 206 else "OPEN",
                opened_on=date(2004, 3, 9) if n < 2557 else date(2006, 1, 1),
            )
            for n, person in enumerate(people)
        ]
        Case.objects.bulk_create(cases, batch_size=500)
        steps = [
            StatusChange(compartment=place, case=case, after="OPEN", on=case.opened_on) for case in cases
        ]
        steps += [
            StatusChange(compartment=place, case=case, before="OPEN", after="ALIVE", on=date(2005, 12, 1))
            for case in cases[:206]
        ]
        StatusChange.objects.bulk_create(steps, batch_size=500)


def test_2557_less_206_plus_47_is_2398(many, analyst, body):
    fourth, fifth = sessions(analyst, body)
    assert actions.freeze_figures(analyst, fourth).open == 2557
    figures = actions.freeze_figures(analyst, fifth)
    assert (figures.before, figures.closed, figures.added, figures.open) == (2557, 206, 47, 2398)
    assert (str(figures.source), figures.as_of) == (str(body.chair), FIFTH)
    assert open_on_days(analyst, [FOURTH, FIFTH]) == [2557, 2398]


def test_frozen_figures_stay_whatever_happens_later(case, analyst, body):
    fourth, fifth = sessions(analyst, body)
    frozen = actions.freeze_figures(analyst, fourth)
    actions.found_alive(analyst, case, on=date(2005, 9, 1), reason="Met long before.")
    frozen.refresh_from_db()
    assert frozen.open == 1
    with pytest.raises(Invalid, match="frozen already"):
        actions.freeze_figures(analyst, fourth)
    assert figures_between(analyst, None, FOURTH).open == 0


def test_frozen_figures_are_never_written_again(case, analyst, body, staging):
    frozen = actions.freeze_figures(analyst, sessions(analyst, body)[0])
    with pytest.raises(ScopeError, match="append-only"), staging():
        frozen.open, frozen.before = 7, 7
        frozen.save()


def test_a_case_that_came_and_went_between_sessions_counts_as_both(person_of, analyst):
    case = person_of("CHAIR", opened_on=date(2005, 11, 1)).case
    actions.found_alive(analyst, case, on=date(2005, 12, 1), reason="Met in person.")
    figures = figures_between(analyst, FOURTH, FIFTH)
    assert (figures.before, figures.closed, figures.added, figures.open) == (0, 1, 1, 0)


def test_administrative_closures_are_counted_apart(person_of, analyst):
    case = person_of("CHAIR").case
    actions.close_administratively(analyst, case, why="scope", on=date(2005, 12, 1), reason="Ruled.")
    figures = figures_between(analyst, FOURTH, FIFTH)
    assert (figures.closed, figures.closed_administratively) == (1, 1)


def test_small_cells_are_hidden_with_a_second_one():
    cells = {"north": 3, "south": 12, "east": 40}
    assert suppressed(cells) == {"north": None, "south": None, "east": 40}
    assert suppressed(cells, total_shown=False) == {"north": None, "south": 12, "east": 40}
    assert suppressed({"north": 0, "south": 12}) == {"north": 0, "south": 12}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8))
def test_nothing_hidden_can_be_worked_out_from_the_total(cells):
    shown = suppressed(cells)
    hidden = [key for key, value in shown.items() if value is None]
    assert all(value is None or value == 0 or value >= 5 for value in shown.values())
    rest = sum(cells[key] for key in hidden)
    positive = [key for key in cells if cells[key] > 0]
    assert not hidden or len(hidden) == len(positive) or (len(hidden) >= 2 and rest >= 5)


def test_a_session_begins_with_what_was_presented_and_shows_corrections_apart(case, person_of, analyst, body):
    """One was closed, and one opened, late: both belong to the time before the fourth session."""
    fourth, fifth = sessions(analyst, body)
    person_of("NGO")
    first = actions.freeze_figures(analyst, fourth)
    assert (first.open, first.late) == (2, 0)
    actions.found_alive(analyst, case, on=date(2005, 9, 1), reason="Met long before.")
    person_of("ICMP", opened_on=date(2005, 1, 1))
    person_of("ICRC", opened_on=date(2005, 1, 1))
    person_of("UN", opened_on=date(2005, 12, 1))
    second = actions.freeze_figures(analyst, fifth)
    told = (second.before, second.closed, second.added, second.late, second.open)
    assert told == (2, 0, 1, 1, 4)
    assert second.before == first.open
    assert open_on_days(analyst, [FIFTH]) == [second.open]


def test_no_figures_of_a_session_to_come_or_cancelled_or_behind_a_later_one(case, analyst, body):
    fourth, fifth = sessions(analyst, body)
    ahead = mechanism.call_session(analyst, body, number=6, day=date(2190, 1, 1), place="Demotown")
    with pytest.raises(Refused, match="taken place"):
        actions.freeze_figures(analyst, ahead)
    with pytest.raises(Invalid, match="still to come"):
        actions.freeze_figures(analyst, fifth, as_of=date(2190, 1, 1))
    actions.freeze_figures(analyst, fifth)
    with pytest.raises(Invalid, match="later session"):
        actions.freeze_figures(analyst, fourth)
    fourth.state = "cancelled"
    with pytest.raises(Refused, match="cancelled"):
        actions.freeze_figures(analyst, fourth)


@given(
    lists=st.integers(2, 4),
    data=st.data(),
)
def test_no_size_of_a_list_gives_a_hidden_pattern_away(lists, data):
    """Every equation that can be made of the picture is one of patterns shown."""
    patterns = data.draw(st.dictionaries(st.integers(1, 2**lists - 1), st.integers(0, 40), min_size=1))
    cells = suppressed(patterns)
    for at, size in enumerate(pictures.sizes_told(cells, lists)):
        own = [mask for mask in patterns if mask >> at & 1]
        if size is not None:
            assert all(cells[mask] is not None for mask in own)
            assert size == sum(patterns[mask] for mask in own)


def test_a_hidden_group_is_a_dot_and_an_empty_one_nought():
    stacks = [Stack("0–17", (7, None, 0)), Stack("18–34", (None, 0, 0))]
    picture = stacked_bars("Open", stacks, series=["m", "f", "u"], head="age")
    assert picture.rows == (("0–17", "7", "·", "0"), ("18–34", "·", "0", "0"))
    assert "7 + ·" in str(picture.svg)


def test_who_sees_no_case_is_not_told_that_there_are_none(many, stranger):
    assert pictures.open_map(stranger) is None
    assert pictures.sex_and_age_picture(stranger) is None
    assert len(pictures.series_picture(stranger).head) == 2


def test_the_page_of_who_sees_no_case_says_so(many, stranger, client):
    client.force_login(
        User.objects.get(username="stranger"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    shown = client.get(reverse("missing:figures")).content.decode()
    assert "only what others published is shown" in shown
    assert "Open cases by municipality" not in shown


def test_cases_without_a_municipality_are_named_beside_the_map(case, analyst):
    notes = pictures.open_map(analyst).notes
    assert "Cases whose municipality is not known are not on the map." in notes


def test_every_frozen_number_leads_to_its_cases_whatever_happens_later(case, person_of, analyst, body):
    """Two are corrected after the fourth session, one is added, one closed; then everything changes again."""
    fourth, fifth = sessions(analyst, body)
    other = person_of("NGO").case
    first = actions.freeze_figures(analyst, fourth)
    actions.found_alive(analyst, case, on=date(2005, 9, 1), reason="Met long before.")
    person_of("ICMP", opened_on=date(2005, 1, 1))
    person_of("UN", opened_on=date(2005, 12, 1))
    actions.found_alive(analyst, other, on=date(2005, 12, 5), reason="Met.")
    second = actions.freeze_figures(analyst, fifth)
    before = {part: counted_in(analyst, second, part) for part in COUNTED}
    assert len(before["before"]) == second.before == first.open
    assert [len(before[part]) for part in ("closed", "added", "open")] == [1, 1, 2]
    assert before["late"] >= {case.pk}
    assert counted_in(analyst, first, "open") == {case.pk, other.pk}
    actions.reopen_case(analyst, other, on=date(2006, 2, 1), reason="It was somebody else.")
    actions.reopen_case(analyst, case, on=date(2006, 2, 1), reason="It was somebody else.")
    assert {part: counted_in(analyst, second, part) for part in COUNTED} == before


def test_the_list_shows_the_cases_of_a_frozen_number(case, person_of, analyst, body):
    row = actions.freeze_figures(analyst, sessions(analyst, body)[0])
    later = person_of("UN", opened_on=date(2005, 12, 1)).case
    client = Client()
    client.force_login(
        User.objects.get(username="mio"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    address = reverse("missing:cases")
    assert f"{address}?counted={row.pk}:open" in client.get(row.session.get_absolute_url()).content.decode()
    shown = client.get(address, {"counted": f"{row.pk}:open"}).content.decode()
    assert case.reference in shown
    assert later.reference not in shown
    assert client.get(address, {"counted": f"{row.pk}:nonsense"}).status_code == 200
