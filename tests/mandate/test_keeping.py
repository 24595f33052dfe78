"""The legal adviser keeps the register: sources, changes and delegations are entered on pages."""

import html
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from habeas.access.models import Organisation, Role
from habeas.mandate.models import Delegation, Source, Task


@pytest.fixture
def keeper(client, world, staging, kosovo):
    """Legal adviser Vesa (invented), whose role keeps the mandate."""
    with staging():
        world.roles["registrar"] = Role.objects.create(
            code="registrar", label_en="registrar", verbs="read", capabilities="mandate.manage"
        )
    world.actor("vesa", "registrar")
    client.force_login(world.people["vesa"])
    return client


@pytest.fixture
def reader(client, world, monitor, kosovo):
    client.force_login(world.people["monitor"])
    return client


def address(name, code):
    return reverse(f"mandate:{name}", args=[Task.objects.get(code=code).pk])


def entered(**more):
    return {
        "level": "document",
        "code": "X1",
        "title": "Letter (invented)",
        "day": "2026-03-02",
        "symbol": "S/2026/123",
        **more,
    }


def test_a_document_is_entered_and_its_symbol_becomes_a_link(keeper):
    answer = keeper.post(reverse("mandate:source-add"), entered())
    made = Source.objects.get(code="X1")
    assert answer.url == made.get_absolute_url()
    assert (made.dated_earliest, made.symbol) == (date(2026, 3, 2), "S/2026/123")
    assert "S/2026/123" in made.link


@pytest.mark.parametrize(("wrong", "told"), [({"symbol": "S-26-1"}, "S-26-1"), ({"day": "soon"}, "date")])
def test_what_is_wrong_stands_beside_its_field(keeper, wrong, told):
    answer = keeper.post(reverse("mandate:source-add"), entered(**wrong))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Source.objects.filter(code="X1").exists()


def test_a_transfer_names_document_day_and_institution(keeper):
    act = Source.objects.filter(level="document").first()
    change = {"state": "transferred", "act": act.pk, "day": "2026-04-01", "what": "taken over"}
    answer = keeper.post(address("task-change", "T11j"), change)
    assert answer.status_code == 422
    assert "names the institution" in answer.content.decode()

    keeper.post(address("task-change", "T11j"), {**change, "passes_to": "an institution (invented)"})
    task = Task.objects.get(code="T11j")
    assert (task.state, task.citable) == ("transferred", False)
    page = keeper.get(task.get_absolute_url()).content.decode()
    assert "an institution (invented)" in page
    assert "taken over" in page


def test_a_change_to_come_shows_everywhere_when_its_day_has_come(keeper, monkeypatch):
    act = Source.objects.filter(level="document").first()
    ahead = timezone.localdate() + timedelta(days=30)
    change = {"state": "completed", "act": act.pk, "day": ahead.isoformat(), "what": "all is done (invented)"}
    assert keeper.post(address("task-change", "T11k"), change).status_code == 302
    listed = reverse("mandate:tasks")
    assert "T11k" not in codes_of(keeper.get(listed, {"state": "completed"}))
    assert "T11k" in codes_of(keeper.get(listed, {"citable": "yes"}))

    monkeypatch.setattr(timezone, "localdate", lambda *moment: ahead)
    assert "T11k" in codes_of(keeper.get(listed, {"state": "completed"}))
    assert "T11k" not in codes_of(keeper.get(listed, {"citable": "yes"}))
    assert "T11k" in codes_of(keeper.get(listed, {"citable": "no", "sort": "-state_then"}))
    assert "all is done (invented)" in keeper.get(address("task", "T11k")).content.decode()
    drawn = keeper.get(reverse("mandate:register")).content.decode()
    assert f"T11k: {Task.objects.get(code='T11k').text} (completed)" in html.unescape(drawn)


def codes_of(answer):
    """The codes of the tasks of a list."""
    return {task.code for task in Task.objects.all() if task.get_absolute_url() in answer.content.decode()}


def test_one_document_changes_a_task_once(keeper):
    act = Source.objects.filter(level="document").first()
    change = {"state": "modified", "act": act.pk, "day": "2026-04-01", "what": "widened"}
    assert keeper.post(address("task-change", "T11k"), change).status_code == 302
    answer = keeper.post(address("task-change", "T11k"), {**change, "what": "narrowed"})
    assert answer.status_code == 422
    assert "is recorded already" in answer.content.decode()
    assert Task.objects.get(code="T11k").what_changed == "widened"


def test_a_partner_carries_a_task_for_a_period(keeper, world):
    partner = Organisation.objects.get(code="test-ngo")
    period = {"organisation": partner.pk, "act": "agreement 7 (invented)", "valid_from": "2026-01-01"}
    answer = keeper.post(address("task-delegate", "T11k"), {**period, "valid_to": "2025-01-01"})
    assert answer.status_code == 422
    keeper.post(address("task-delegate", "T11k"), {**period, "valid_to": "2026-12-31"})
    assert Delegation.objects.get().organisation == partner
    assert "agreement 7 (invented)" in keeper.get(address("task", "T11k")).content.decode()


@pytest.mark.parametrize("name", ["task-change", "task-delegate"])
def test_tasks_of_the_security_presence_are_only_read(keeper, name):
    answer = keeper.get(address(name, "T09c"))
    assert answer.status_code == 403
    assert "security presence" in answer.content.decode()
    assert "Record a change" not in keeper.get(address("task", "T09c")).content.decode()


def test_a_monitor_reads_and_changes_nothing(reader):
    assert "Record a change" not in reader.get(address("task", "T11j")).content.decode()
    assert reader.get(address("task-change", "T11j")).status_code == 403
    assert reader.get(reverse("mandate:source-add")).status_code == 404
