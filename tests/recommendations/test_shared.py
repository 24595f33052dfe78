"""One shared row is shown alone: its page works for the receiver and tells nothing of its parents."""

import pytest
from django.test import Client

from habeas.access.models import Share
from habeas.monitoring.models import Observation


@pytest.fixture
def receiver(world):
    user = world.person("receiver", "monitor", world.south, organisation=world.ngo)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def share(world, staging):
    def one(row):
        with staging():
            Share.objects.create(
                source=world.north, target=world.south, model=row._meta.label_lower, record=row.pk,
                basis="decision", basis_id=row.pk, reason="test",
            )  # fmt: skip

    return one


def test_a_shared_recommendation_stands_without_its_finding(issued, receiver, share):  # noqa: F811
    assert receiver.get(issued.get_absolute_url()).status_code == 404
    share(issued)
    page = receiver.get(issued.get_absolute_url()).content.decode()
    assert issued.reference in page
    assert issued.finding.title not in page
    assert issued.reference in receiver.get("/recommendations/").content.decode()


def test_a_shared_finding_stands_without_its_visit(confirmed, receiver, share):
    share(confirmed)
    page = receiver.get(confirmed.get_absolute_url()).content.decode()
    assert confirmed.title in page
    assert confirmed.visit.reference not in page
    assert confirmed.title in receiver.get("/monitoring/findings/").content.decode()
    assert receiver.get(confirmed.get_absolute_url() + "edit/").status_code == 403
    assert receiver.get(confirmed.visit.get_absolute_url()).status_code == 404


def test_a_shared_observation_names_no_visit(finding, team, receiver, share):
    observation = Observation.objects.visible_to(team["monitor"]).first()
    share(observation)
    assert receiver.get(f"/monitoring/observations/{observation.pk}/").status_code == 403


def test_what_is_shared_cannot_be_changed(confirmed, receiver, share):
    share(confirmed)
    assert receiver.post(f"/recommendations/on/{confirmed.pk}/", {}).status_code == 403
    assert receiver.post(confirmed.get_absolute_url() + "submit/").status_code == 403
