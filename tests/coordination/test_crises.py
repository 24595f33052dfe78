"""A crisis is declared, ended and tagged; who may not work may not tag."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from habeas.coordination import queries
from habeas.coordination.actions import declare_crisis, edit_crisis, tag_with
from habeas.core.errors import Invalid, NotVisible
from tests.monitoring.conftest import *  # noqa: F403

TODAY = timezone.localdate
NAMES = {
    "name_en": "Closure of crossings (invented)",
    "name_sq": "Mbyllja e pikëkalimeve (e trilluar)",
    "name_sr": "Затварање прелаза (измишљено)",
    "kind": "MOV",
    "about": "Invented.",
}


@pytest.fixture
def crisis(team, world, place):
    return declare_crisis(
        team["director"],
        world.north,
        starts_on=TODAY() - timedelta(days=30),
        municipalities=[place.municipality],
        **NAMES,
    )


def test_a_crisis_has_a_name_in_every_language_and_script(crisis):
    said = {}
    for language in ("en", "sq", "sr", "sr-latn"):
        with translation.override(language):
            said[language] = str(crisis)
    assert said["sq"] == NAMES["name_sq"]
    assert said["sr"] == NAMES["name_sr"]
    assert said["sr-latn"] == "Zatvaranje prelaza (izmišljeno)"


def test_it_goes_on_until_its_last_day(team, crisis):
    assert crisis.goes_on()
    with pytest.raises(Invalid, match="ends before"):
        edit_crisis(team["director"], crisis, ends_on=crisis.starts_on - timedelta(days=1))
    crisis.refresh_from_db()
    edit_crisis(team["director"], crisis, ends_on=TODAY() - timedelta(days=1))
    assert not crisis.goes_on()


def test_tags_are_set_and_taken_off(team, crisis, visit):
    mira = team["monitor"]
    assert tag_with(mira, visit, crises=[crisis]) == 1
    assert queries.crises_of(mira, visit) == [crisis]
    assert tag_with(mira, visit, crises=[crisis]) == 1, "the second time changes nothing"
    assert tag_with(mira, visit, crises=[]) == 0
    assert queries.crises_of(mira, visit) == []


def test_a_stranger_neither_sees_nor_tags(team, stranger, crisis, visit):
    tag_with(team["monitor"], visit, crises=[crisis])
    assert not queries.crises(stranger).exists()
    assert queries.crises_of(stranger, visit) == []
    with pytest.raises(NotVisible):
        tag_with(stranger, visit, crises=[])


def test_the_lists_are_filtered_by_a_crisis(client, world, team, crisis, visit, plan):
    other = plan()
    tag_with(team["monitor"], visit, crises=[crisis])
    client.force_login(world.people["dren"])
    page = client.get(reverse("monitoring:visits"), {"crisis": str(crisis.pk)}).content.decode()
    assert visit.reference in page
    assert other.reference not in page


def test_a_director_declares_and_tags_on_pages(client, world, team, place, visit):
    client.force_login(world.people["dren"])
    sent = {**NAMES, "compartment": str(world.north.pk), "starts_on": TODAY().isoformat()}
    answer = client.post(
        reverse("coordination:crisis-add"), {**sent, "municipalities": [str(place.municipality.pk)]}
    )
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    crisis = queries.crises(team["director"]).get()
    assert NAMES["name_en"] in client.get(answer.url).content.decode()
    answer = client.post(reverse("monitoring:visit-crises", args=[visit.pk]), {"crises": [str(crisis.pk)]})
    assert answer.status_code == 302
    assert NAMES["name_en"] in client.get(visit.get_absolute_url()).content.decode()
