"""The resource centre: associations ask, the centre answers; communities are counted, never shown in small numbers."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from habeas.access.models import User
from habeas.core.errors import Invalid
from habeas.missing import actions
from habeas.missing.presenting.families import participation_rows, participations


@pytest.fixture
def associations(analyst, world):
    return {
        code: actions.register_association(
            analyst, world.north, name=f"Invented association {code}", community=code, invented=True
        )
        for code in ("ALB", "SRB", "ROM")
    }


def take_part(analyst, associations, **people):
    for code, number in people.items():
        actions.record_participation(
            analyst, associations[code], meeting="Invented meeting", on=date(2025, 3, 1), people=number
        )


def test_small_communities_are_not_shown_nor_can_they_be_worked_out(analyst, associations):
    take_part(analyst, associations, ALB=40, SRB=12, ROM=3)
    table = participation_rows(participations(analyst))[0]["rows"][0]
    assert table["total"] == 55
    assert sorted(map(str, table["cells"])) == ["40", "·", "·"]


def test_the_same_two_who_come_again_and_again_are_still_two(analyst, associations):
    for _meeting in range(3):
        take_part(analyst, associations, ALB=40, SRB=12, ROM=2)
    table = participation_rows(participations(analyst))[0]["rows"][0]
    assert sorted(map(str, table["cells"])) == ["120", "·", "·"]


def test_two_communities_of_two_persons_are_four_however_often_they_come(analyst, associations):
    for _meeting in range(3):
        take_part(analyst, associations, SRB=2, ROM=2)
    [row] = participation_rows(participations(analyst))[0]["rows"]
    assert (row["cells"], row["total"]) == (["·", "·"], "·")


def test_the_total_of_a_single_small_community_is_not_shown_either(analyst, associations):
    take_part(analyst, associations, ROM=3)
    [row] = participation_rows(participations(analyst))[0]["rows"]
    assert (row["cells"], row["total"]) == (["·"], "·")


def test_the_page_names_no_association_beside_a_number(analyst, associations):
    take_part(analyst, associations, ALB=40, SRB=12, ROM=3)
    client = Client()
    client.force_login(
        User.objects.get(username="mio"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    shown = client.get(reverse("missing:participation")).content.decode()
    assert "40" in shown
    assert "Invented association" not in shown


def test_a_request_is_answered_after_it_was_made(analyst, associations):
    request = actions.record_support_request(
        analyst, associations["ROM"], subject="Transport", asked_on=date(2025, 3, 1)
    )
    answer = {"state": "agreed", "answer": "Two vans."}
    with pytest.raises(Invalid, match="before the request"):
        actions.answer_support_request(analyst, request, answered_on=date(2025, 2, 1), **answer)
    actions.answer_support_request(analyst, request, answered_on=date(2025, 3, 2), **answer)
    assert request.state == "agreed"


def test_an_unknown_community_is_refused(analyst, world):
    with pytest.raises(Invalid, match="no code"):
        actions.register_association(analyst, world.north, name="Invented", community="XYZ")
