"""The pages of the mechanism, as the chair and a delegate see them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from habeas.access.models import User
from habeas.coordination import actions


def browser(name):
    client = Client()
    client.force_login(
        User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def full(session, mechanism):
    """A session with an agenda, a decision and an action item."""
    item = actions.add_to_agenda(mechanism.chair, session, title="The list")
    actions.record_decision(mechanism.chair, session, text="Agreed.", item=item)
    actions.add_action_item(
        mechanism.chair, session, organisation=mechanism.east, text="Search.", due_on=session.day
    )
    return session


def test_the_chair_sees_what_to_do_and_a_delegate_reads(full, mechanism):
    minutes = reverse("coordination:minutes", args=[full.pk])
    assert minutes in browser("nea").get(full.get_absolute_url()).content.decode()
    shown = browser("eda").get(full.get_absolute_url()).content.decode()
    assert "The list" in shown
    assert minutes not in shown
    assert browser("eda").get(minutes).status_code == 403


def test_minutes_are_written_on_a_page(full):
    chair = browser("nea")
    address = reverse("coordination:minutes", args=[full.pk])
    answer = chair.post(address, {"minutes": "Both sides spoke.", "seen_version": full.version})
    assert answer.status_code == 302
    assert "Both sides spoke." in chair.get(full.get_absolute_url()).content.decode()


def test_a_delegate_asks_and_the_other_side_finds_it_waiting(mechanism, body):
    answer = browser("eda").post(
        reverse("coordination:request-add"),
        {
            "compartment": mechanism.exchange.pk,
            "asked_by": mechanism.east.pk,
            "asked_of": mechanism.west.pk,
            "subject": "Archive",
            "question": "What does it hold?",
            "due_on": "2030-01-01",
        },
    )
    assert answer.status_code == 302
    assert "Archive" in browser("wim").get(answer["Location"]).content.decode()
    listed = browser("wim").get(reverse("coordination:requests")).content.decode()
    assert "Archive" in listed


@pytest.mark.parametrize("name", ["bodies", "sessions", "requests", "papers"])
def test_lists_are_there_for_everybody_who_reads(full, name):
    assert browser("wim").get(reverse(f"coordination:{name}")).status_code == 200


def test_contacts_are_opened_by_who_works_there_and_written_down(body, mechanism):
    from habeas.core.actors import system_actor
    from habeas.core.audit import AuditRow

    party = body.parties.get(organisation=mechanism.east)
    actions.add_contact(mechanism.chair, party, name="Eda Demo", contact="demo@invented.example")
    address = reverse("coordination:contacts", args=[party.pk])
    assert "demo@invented.example" in browser("nea").get(address).content.decode()
    assert browser("wim").get(address).status_code == 403
    trail = AuditRow.objects.visible_to(system_actor("set the scene of a test"))
    assert sorted(trail.filter(action="party.contacts").values_list("outcome", flat=True)) == [
        "read",
        "refused",
    ]


def test_a_session_page_asks_the_same_number_of_questions_however_long(
    full, mechanism, django_assert_num_queries
):
    chair = browser("nea")
    chair.get(full.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        chair.get(full.get_absolute_url())
    for number in range(4):
        actions.add_to_agenda(mechanism.chair, full, title=f"Point {number}")
        actions.record_decision(mechanism.chair, full, text="Agreed.")
    with django_assert_num_queries(len(asked)):
        chair.get(full.get_absolute_url())


def test_before_its_day_a_session_offers_its_agenda_and_what_is_due(full, body, mechanism):
    from datetime import timedelta

    from django.utils import timezone

    day = timezone.localdate() + timedelta(days=10)
    later = actions.call_session(mechanism.chair, body, number=5, day=day, place="Demotown")
    asked = actions.make_request(
        mechanism.eastern,
        mechanism.exchange,
        asked_by=mechanism.east,
        asked_of=mechanism.west,
        subject="Archive",
        question="?",
        due_on=day,
    )
    shown = browser("nea").get(later.get_absolute_url()).content.decode()
    assert reverse("coordination:minutes", args=[later.pk]) not in shown
    assert reverse("coordination:agenda-add", args=[later.pk]) in shown
    assert asked.get_absolute_url() in shown
    assert "Left from earlier sessions" in shown
    assert browser("nea").get(reverse("coordination:minutes", args=[later.pk])).status_code == 403
