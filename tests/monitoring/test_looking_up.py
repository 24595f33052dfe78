"""Writing a finding, one looks for evidence among all records, and loses nothing of what was written or ticked."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from habeas.core.dates import UncertainDate
from habeas.monitoring import actions
from habeas.monitoring.models import Finding

LONG_AGO = timezone.localdate() - timedelta(days=900)


@pytest.fixture
def mira(client, world, team):
    client.force_login(world.people["mira"])
    return client


@pytest.fixture
def old_incident(incident):
    return incident(title="The mill was burnt", happened=UncertainDate.day(LONG_AGO), reported_on=LONG_AGO)


def offered(answer, name):
    return list(answer.context["form"].fields[name].queryset)


def test_what_is_old_is_found_by_its_words_and_its_number(mira, old_incident, incident):
    recent, compose = incident(), reverse("monitoring:finding-compose")
    assert offered(mira.get(compose), "incidents") == [recent]
    for words in ("mill burnt", old_incident.reference):
        answer = mira.post(compose, {"looked_for": words, "look_up": "1"})
        assert answer.status_code == 200
        assert old_incident in offered(answer, "incidents")
    assert not Finding.objects.visible_to(answer.wsgi_request.actor).exists()


def test_nothing_written_or_ticked_is_lost_while_looking(mira, old_incident, incident):
    ticked, compose = incident(), reverse("monitoring:finding-compose")
    sent = {"title": "Mills", "incidents": [ticked.pk], "looked_for": "mill", "look_up": "1"}
    form = mira.post(compose, sent).context["form"]
    assert form["title"].value() == "Mills"
    assert (form["incidents"].value(), str(form["incidents"]).count("checked")) == (str(ticked.pk), 1)
    assert not form.errors


def test_what_was_found_and_ticked_is_cited(mira, old_incident, finding, team):
    address = reverse("monitoring:finding-edit", args=[finding.pk])
    page = mira.get(address).context["form"]
    sent = {name: page[name].value() for name in page.fields if page[name].value() not in (None, "", [])}
    answer = mira.post(address, {**sent, "incidents": [str(old_incident.pk)]})
    assert answer.status_code == 302, answer.context["form"].errors
    assert [row.incident for row in finding.cited_incidents.all()] == [old_incident]


def test_what_is_unticked_while_looking_stays_unticked(mira, finding, observe):
    address = reverse("monitoring:finding-edit", args=[finding.pk])
    assert mira.get(address).context["form"]["observations"].value()
    form = mira.post(address, {"title": finding.title, "looked_for": "mill", "look_up": "1"}).context["form"]
    assert not form["observations"].value()


def test_observations_are_found_by_the_site_of_their_visit(mira, place, plan, team):
    far = actions.carry_out_visit(
        team["monitor"], plan(planned_for=LONG_AGO), carried_out_on=LONG_AGO, access="full"
    )
    seen = actions.record_observation(
        team["monitor"], far, text="Cold.", kind="seen", source="TEAM", connection="STF", reliability="1"
    )
    compose = reverse("monitoring:finding-compose")
    assert offered(mira.get(compose), "observations") == []
    answer = mira.post(compose, {"looked_for": "Invented school", "look_up": "1"})
    assert offered(answer, "observations") == [seen]


def test_the_words_of_a_stranger_find_nothing(client, world, stranger, old_incident):
    client.force_login(world.people["stranger"])
    answer = client.post(reverse("monitoring:finding-compose"), {"looked_for": "mill", "look_up": "1"})
    assert old_incident.reference not in answer.content.decode()


def test_a_key_that_is_none_is_left_out(mira):
    assert mira.get(reverse("monitoring:finding-compose"), {"interview": "none"}).status_code == 200


def test_enter_saves_and_looks_nothing_up(mira):
    """A browser presses the first button of a form when Enter is pressed in one of its fields."""
    shown = mira.get(reverse("monitoring:finding-compose")).content.decode()
    buttons = re.findall(r"<button[^>]*>", shown[shown.index("data-autosave") :])
    assert "look_up" not in buttons[0]
    assert any("look_up" in button for button in buttons)
