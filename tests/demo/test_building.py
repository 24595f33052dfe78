"""The demo is whole, visibly invented, and can be made in an empty database only."""

from collections import Counter

import pytest

from habeas.access.models import Organisation, User
from habeas.core import audit
from habeas.core.actors import system_actor
from habeas.demo import building
from habeas.demo.people import ACCOUNTS
from habeas.monitoring.models import Finding, Visit
from habeas.people.models import Person
from habeas.places.models import Settlement, Site
from habeas.recommendations.models import Recommendation

SYSTEM = system_actor("set the scene of a test")


@pytest.fixture
def built(db):
    said = []
    building.build(said.append)
    return said


@pytest.mark.slow
def test_the_demo_is_whole_and_visibly_invented(built):
    assert User.objects.count() == len(ACCOUNTS)
    assert not User.objects.filter(invented=False).exists()
    assert not Site.objects.filter(invented=False).exists()
    assert not Settlement.objects.filter(invented=False).exists()
    assert all("demo" in str(one).lower() for one in Organisation.objects.filter(invented=True))
    assert all(person.invented for person in Person.objects.visible_to(SYSTEM))
    states = Counter(Recommendation.objects.visible_to(SYSTEM).values_list("state", flat=True))
    assert set(states) == {"draft", "issued", "answered", "graded"}
    assert Visit.objects.visible_to(SYSTEM).count() > 45
    assert set(Finding.objects.visible_to(SYSTEM).values_list("state", flat=True)) == {
        "draft",
        "in_review",
        "confirmed",
    }
    assert audit.verify().intact
    assert any("visits" in line for line in built)


def test_every_role_has_an_account(kosovo):
    from habeas.access.models import Role

    wanted = set(Role.objects.values_list("code", flat=True)) - {
        "programme_officer",
        "political_adviser",
        "security_chief",
    }
    assert {account.role for account in ACCOUNTS} == wanted
