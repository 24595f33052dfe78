"""The resource centre: associations ask, the centre answers; communities are counted, never shown in small numbers."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Grant, User
from habeas.core.errors import Invalid
from habeas.missing import actions
from habeas.missing.models import Participation
from habeas.missing.participation import open_quarter
from habeas.missing.presenting.participation import participation_page


@pytest.fixture
def associations(analyst, world):
    return {
        code: actions.register_association(
            analyst, world.north, name=f"Invented association {code}", community=code, invented=True
        )
        for code in ("ALB", "SRB", "ROM")
    }


@pytest.fixture
def take_part(staging):
    """So many came; by default it was recorded on the day of the meeting."""

    def came(analyst, associations, on=date(2025, 3, 1), recorded=None, **people):
        for code, number in people.items():
            row = actions.record_participation(
                analyst, associations[code], meeting="Invented meeting", on=on, people=number
            )
            moment = timezone.make_aware(datetime.combine(recorded or on, time(10, 30)))
            with staging():
                Participation.objects.filter(pk=row.pk).update(created_at=moment)

    return came


def told(analyst):
    """The lines of the table of 2025: numbers of the quarters, and their sum."""
    tables = {one["title"]: one for one in participation_page(analyst)["tables"]}
    lines = [*tables["2025"]["rows"], tables["2025"]["foot"]]
    return [(*map(str, one["cells"]), str(one["total"])) for one in lines]


def shown_to(username):
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client.get(reverse("missing:participation"))


def numbers(response):
    """The told tables of a page."""
    return [
        str(cell) for table in response.context["tables"] for row in table["rows"] for cell in row["cells"]
    ]


def main_of(response):
    """What the page tells, without the marks of a request around it."""
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_small_communities_are_not_shown_nor_can_they_be_worked_out(analyst, take_part, associations):
    take_part(analyst, associations, ALB=40, SRB=12, ROM=3)
    take_part(analyst, associations, on=date(2025, 5, 1), ALB=20, SRB=12, ROM=0)
    albanian, roma, serbian, together = (line[:2] for line in told(analyst))
    assert (albanian, roma, serbian, together) == (("40", "20"), ("·", "0"), ("·", "12"), ("55", "32"))


def test_what_is_hidden_in_a_quarter_is_hidden_in_the_sum_of_the_year(analyst, take_part, associations):
    take_part(analyst, associations, ALB=40, SRB=12, ROM=3)
    take_part(analyst, associations, on=date(2025, 5, 1), ALB=20, SRB=12, ROM=7)
    assert [line[-1] for line in told(analyst)] == ["60", "7 + ·", "12 + ·", "94"]


def test_the_same_two_who_come_again_and_again_are_still_two(analyst, take_part, associations):
    for _meeting in range(3):
        take_part(analyst, associations, ALB=40, SRB=12, ROM=2)
    assert sorted(line[0] for line in told(analyst)[:-1]) == ["120", "·", "·"]


def test_two_communities_of_two_persons_are_four_however_often_they_come(analyst, take_part, associations):
    for _meeting in range(3):
        take_part(analyst, associations, SRB=2, ROM=2)
    assert [line[0] for line in told(analyst)] == ["·", "·", "·"]


def test_the_total_of_a_single_small_community_is_not_shown_either(analyst, take_part, associations):
    take_part(analyst, associations, ROM=3)
    assert [line[0] for line in told(analyst)] == ["·", "·"]


def test_who_looks_before_and_after_one_attendance_sees_the_same_page(analyst, take_part, associations):
    """A meeting of today, and one of a year that was told long ago."""
    take_part(analyst, associations, ALB=40, SRB=12, ROM=30)
    before = main_of(shown_to("mio"))
    for on in (timezone.localdate(), date(2025, 3, 1)):
        actions.record_participation(
            analyst, associations["ROM"], meeting="Invented meeting", on=on, people=1
        )
        assert main_of(shown_to("mio")) == before


def test_who_sees_two_registers_sees_no_sum_of_both(analyst, take_part, associations, world, staging):
    take_part(analyst, associations, ALB=40, SRB=12, ROM=30)
    before = numbers(shown_to("mio"))
    mio = User.objects.get(username="mio")
    with staging():
        second = Compartment.objects.create(
            code="second", organisation=world.mission, name_en="Second (invented)"
        )
        Grant.objects.create(compartment=second, user=mio, reason="test", can_read=True, can_work=True)
    both = actor_for(mio)
    other = actions.register_association(both, second, name="Invented", community="ROM", invented=True)
    take_part(both, {"ROM": other}, ROM=2)
    after = shown_to("mio")
    titles = [table["title"] for table in after.context["tables"] if "2025" in table["title"]]
    assert len(set(titles)) == 2
    assert Counter(numbers(after)) >= Counter(before)
    assert "32" not in numbers(after)


def test_the_page_names_no_association_beside_a_number(analyst, take_part, associations):
    take_part(analyst, associations, ALB=40, SRB=12, ROM=3)
    shown = shown_to("mio").content.decode()
    assert "40" in shown
    assert "Invented association" not in shown


def test_the_page_says_from_which_day_the_quarter_that_runs_is_told(analyst):
    running = open_quarter(timezone.localdate())
    shown = shown_to("mio").content.decode()
    assert f"Q{running.number} {running.year} is told from" in shown
    assert "No participation can be told to you yet" in shown


def test_the_page_asks_as_much_however_many_came(
    analyst, take_part, associations, django_assert_max_num_queries
):
    take_part(analyst, associations, ALB=40)
    with CaptureQueriesContext(connection) as few:
        participation_page(analyst)
    for _meeting in range(5):
        take_part(analyst, associations, ALB=40, SRB=12, ROM=3)
    with django_assert_max_num_queries(len(few)):
        participation_page(analyst)


def test_nobody_took_part_in_a_meeting_to_come(analyst, associations):
    with pytest.raises(Invalid, match="still to come"):
        actions.record_participation(
            analyst, associations["ROM"], meeting="Invented meeting", on=date(2190, 1, 1), people=9
        )


def test_a_request_is_answered_after_it_was_made(analyst, associations):
    request = actions.record_support_request(
        analyst, associations["ROM"], subject="Transport", asked_on=date(2025, 3, 1)
    )
    answer = {"state": "agreed", "answer": "Two vans."}
    with pytest.raises(Invalid, match="before the request"):
        actions.answer_support_request(analyst, request, answered_on=date(2025, 2, 1), **answer)
    actions.answer_support_request(analyst, request, answered_on=date(2025, 3, 2), **answer)
    assert request.state == "agreed"


def test_nothing_is_asked_or_answered_on_a_day_to_come(analyst, associations):
    with pytest.raises(Invalid, match="still to come"):
        actions.record_support_request(
            analyst, associations["ROM"], subject="Transport", asked_on=date(2190, 1, 1)
        )
    request = actions.record_support_request(
        analyst, associations["ROM"], subject="Transport", asked_on=date(2025, 3, 1)
    )
    with pytest.raises(Invalid, match="still to come"):
        actions.answer_support_request(
            analyst, request, state="agreed", answer="Two vans.", answered_on=date(2190, 1, 1)
        )


def test_an_unknown_community_is_refused(analyst, world):
    with pytest.raises(Invalid, match="no code"):
        actions.register_association(analyst, world.north, name="Invented", community="XYZ")
