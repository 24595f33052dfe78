"""Pages of places, visits and interviews ask the same number of questions however much is on them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from habeas.monitoring import actions
from tests.monitoring.test_pages import browser


@pytest.fixture
def mira(team, world):
    return browser(world, "mira")


@pytest.fixture
def more(visit, finding, incident, interview, plan, team, place, observe, complete):
    """Something of each kind stands there; `more()` adds two of each."""

    def add():
        for number in range(2):
            day = timezone.localdate() - timedelta(days=number + 2)
            other = actions.carry_out_visit(
                team["monitor"], plan(planned_for=day), carried_out_on=day, access="full"
            )
            seen = observe(f"One more thing, {number}.")
            actions.add_interlocutor(
                team["monitor"], visit, kind="staff", function="teacher", number=1, in_private=True
            )
            actions.open_finding(team["monitor"], visit, observations=[seen], **complete)
            heard = incident(visit=visit, site=place.site, municipality=place.municipality)
            interview(visit=other, incident=heard)

    return add


def addresses(visit, place, interview):
    return {
        "visit": visit.get_absolute_url(),
        "site": place.site.get_absolute_url(),
        "municipality": place.municipality.get_absolute_url(),
        "interview": interview.get_absolute_url(),
        "interviews": reverse("monitoring:interviews"),
        "covered sites": reverse("monitoring:covered-sites"),
        "calendar": reverse("monitoring:calendar"),
        "visits": reverse("monitoring:visits"),
        "findings": reverse("monitoring:findings"),
        "home": "/",
    }


MOST = {"home": 30, "visits": 13, "findings": 12}
"""What each may ask, the session, the account and the word of what it reaches included."""


def test_more_on_a_page_asks_no_more(mira, more, visit, place, interview):
    more()
    pages = addresses(visit, place, interview())
    before = {name: asked(mira, url) for name, url in pages.items()}
    more()
    assert {name: asked(mira, url) for name, url in pages.items()} == before
    assert {name: before[name] for name in MOST if before[name] > MOST[name]} == {}


def asked(client, url):
    """How many queries a page takes the second time it is asked for."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)
