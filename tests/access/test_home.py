"""The home page of those who read no cases, and of those who own compartments."""

import pytest
from django.test import Client

from habeas.access import actions, oversight
from habeas.core.audit import AuditRow


@pytest.fixture
def home(world):
    """What the home page of a person shows."""

    def open_for(name):
        browser = Client()
        browser.force_login(world.people[name])
        return browser.get("/")

    return open_for


def tiles(answer):
    return {str(one["label"]): one["value"] for one in answer.context["tiles"]}


def test_an_auditor_sees_the_end_of_the_trail_refusals_and_emergencies(home, world, auditor):
    actions.open_emergency(
        world.actor("ana", "analyst"), world.north, reason="A threat against the witness tonight", hours=2
    )
    told = home("auditor")
    assert tiles(told)["end of the trail"] == "intact"
    assert tiles(told)["emergency accesses"] == 1
    lately = told.context["lists"][0]["entries"]
    row = AuditRow.objects.visible_to(auditor).get(action="emergency.open")
    assert [(one["text"], one["url"]) for one in lately] == [(row.label, f"/access/audit/{row.seq}/")]


def test_an_administrator_sees_accounts_and_that_no_backup_was_made(home, administrator, director):
    told = home("administrator")
    assert tiles(told)["newest backup"] == "none yet"
    assert tiles(told)["open accounts"] == oversight.accounts()["open"] > 1
    assert "No backup has been made lately" in told.content.decode()
    assert told.context["actions"][0]["label"] == "New account"


def test_whoever_reads_no_compartment_is_told_who_opens_one(home, world):
    world.person("newcomer", "monitor")
    page = home("newcomer").content.decode()
    assert "No compartment is open to you" in page
    assert "Nothing is waiting for you" not in page


def test_an_owner_finds_the_own_compartments_and_the_questions_to_answer(home, director):
    assert home("director").context["actions"][-1]["label"] == "Your compartments"


def test_a_reader_of_cases_learns_nothing_of_the_trail(home, monitor):
    assert "end of the trail" not in home("monitor").content.decode()
