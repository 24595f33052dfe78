"""The pages of the chain, walked as its people."""

import pytest
from django.test import Client
from django.urls import reverse

from habeas.monitoring.choices import RiskQuestion
from habeas.monitoring.models import Finding, Observation, Visit
from habeas.recommendations.models import Recommendation

LOW_RISK = {f"risk_{question}": "low" for question in RiskQuestion.values}


def browser(world, name):
    client = Client()
    client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def mira(team, world):
    return browser(world, "mira")


@pytest.fixture
def dren(team, world):
    return browser(world, "dren")


def test_a_visit_is_planned_and_carried_out_on_pages(mira, place, world, team, yesterday):
    form = {
        "site": place.site.pk,
        "activity": "monitoring",
        "kind": "FULL",
        "unit": place.unit.pk,
        "task": place.task.pk,
        "planned_for": yesterday.isoformat(),
        "purpose": "See the school.",
        "strand": "monitoring",
        "level": "municipal",
        **LOW_RISK,
        "compartment": world.north.pk,
        "members": [world.people["dren"].pk],
    }
    answer = mira.post(reverse("monitoring:visit-add"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    page = mira.get(answer["Location"])
    assert "Invented school" in page.content.decode()
    visit = Visit.objects.visible_to(team["monitor"]).get()
    answer = mira.post(
        reverse("monitoring:visit-carry-out", args=[visit.pk]),
        {"carried_out_on": yesterday.isoformat(), "access": "full", "seen_version": visit.version},
    )
    assert answer.status_code == 302
    assert "carried out" in mira.get(answer["Location"]).content.decode()


def test_a_follow_up_visit_is_planned_with_the_button_of_the_visit(mira, visit, team, place, world):
    """What the button brings is posted as it stands; an old visit is offered too when it is the one asked for."""
    address = f"{reverse('monitoring:visit-add')}?follows={visit.pk}"
    assert address in mira.get(visit.get_absolute_url()).content.decode()
    form = mira.get(address).context["form"]
    sent = {name: field.value() for name, field in ((name, form[name]) for name in form.fields)}
    sent |= {"purpose": "See whether they came.", "planned_for": visit.day.isoformat(), **LOW_RISK}
    sent = {name: value for name, value in sent.items() if value not in (None, "", [])}
    answer = mira.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    later = Visit.objects.visible_to(team["monitor"]).exclude(pk=visit.pk).get()
    assert (later.follows, later.strand, later.kind) == (visit, "follow_up", "FUP")


def test_an_error_names_the_team_and_keeps_what_was_written(mira, place, world, yesterday):
    form = {
        "site": place.far_site.pk, "activity": "monitoring", "kind": "FULL", "unit": place.unit.pk,
        "task": place.task.pk, "planned_for": yesterday.isoformat(), "purpose": "A long purpose.",
        "strand": "monitoring", "level": "municipal", **LOW_RISK,
        "compartment": world.north.pk,
    }  # fmt: skip
    answer = mira.post(reverse("monitoring:visit-add"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "test-team" in page
    assert "A long purpose." in page


def test_the_whole_chain_on_pages(mira, dren, team, visit, place, finding):
    mira.post(reverse("monitoring:finding-submit", args=[finding.pk]))
    review = dren.get(reverse("monitoring:finding-review", args=[finding.pk]))
    assert "Two classes had no teacher." in review.content.decode()
    dren.post(
        reverse("monitoring:finding-review", args=[finding.pk]),
        {"decision": "confirm", "note": "", "seen_version": 2},
    )
    assert Finding.objects.visible_to(team["director"]).get().state == "confirmed"
    answer = mira.post(
        reverse("recommendations:add", args=[finding.pk]),
        {
            "kind": "RES", "text": "Appoint two teachers.", "deadline": "2099-01-01", "follow_up_on": "2099-02-01",
            "lead": place.institution.pk, "lead_level": "municipal", "others": [place.court.pk],
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    made = Recommendation.objects.visible_to(team["monitor"]).get()
    dren.post(reverse("recommendations:issue", args=[made.pk]))
    page = mira.get(reverse("monitoring:finding", args=[finding.pk])).content.decode()
    assert page.count(made.reference) >= 2
    assert "<svg" in page


def test_a_long_visit_shows_its_newest_observations_first(mira, visit, observe, monkeypatch):
    monkeypatch.setattr("habeas.monitoring.presenting.visits.MOST_OBSERVATIONS", 2)
    told = [observe(f"The roof leaks, room {number}.") for number in range(1, 5)]
    page = mira.get(visit.get_absolute_url()).content.decode()
    assert [f"room {n}." in page for n in (1, 2, 3, 4)] == [False, False, True, True]
    assert page.index("room 3.") < page.index("room 4.")
    assert "earlier observations too" in page
    whole = mira.get(told[0].get_absolute_url()).content.decode()
    assert all(f"room {n}." in whole for n in (1, 2, 3, 4))
    assert f'id="observation-{told[0].number}"' in whole
    assert "earlier observations too" not in whole


def test_a_draft_is_kept_while_writing_and_offered_again(mira, visit):
    url = reverse("monitoring:observation-add", args=[visit.pk])
    answer = mira.post(
        url, {"text": "Half a sentence", "kind": "seen"}, headers={"X-Requested-With": "autosave"}
    )
    assert answer.status_code == 200
    assert "saved_at" in answer.json()
    assert "Half a sentence" in mira.get(url).content.decode()


def test_two_people_editing_one_finding_keep_both_texts(mira, dren, finding, team):
    from habeas.monitoring.presenting import finding_values

    url = reverse("monitoring:finding-edit", args=[finding.pk])
    values = {k: v for k, v in finding_values(finding).items() if v not in (None, "")}
    values["seen_version"] = finding.version
    assert mira.post(url, {**values, "analysis": "Mira's analysis."}).status_code == 302
    answer = dren.post(url, {**values, "analysis": "Dren's analysis."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mira&#x27;s analysis." in page
    assert "Dren&#x27;s analysis." in page


@pytest.mark.parametrize("name", ["visits", "findings"])
def test_lists_and_maps_answer_with_a_constant_number_of_queries(
    mira, finding, plan, name, django_assert_num_queries
):
    url = reverse(f"monitoring:{name}")
    mira.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as first:
        assert mira.get(url).status_code == 200
    plan()
    plan()
    with django_assert_num_queries(len(first)):
        mira.get(url)
    assert "<svg" in mira.get(url + "?view=map").content.decode()


def test_home_shows_what_waits(mira, dren, finding, team):
    assert finding.title in mira.get("/").content.decode()
    mira.post(reverse("monitoring:finding-submit", args=[finding.pk]))
    assert finding.title in dren.get("/").content.decode()


def test_a_stranger_gets_404_everywhere(world, team, finding, visit):
    world.person("stranger", "monitor", world.south, organisation=world.ngo)
    stranger = browser(world, "stranger")
    observation = Observation.objects.visible_to(team["monitor"]).first()
    for name, row in (
        ("visit", visit), ("visit-carry-out", visit), ("finding-add", visit), ("finding", finding),
        ("finding-edit", finding), ("finding-wordings", finding), ("observation-correct", observation),
    ):  # fmt: skip
        assert stranger.get(reverse(f"monitoring:{name}", args=[row.pk])).status_code == 404
