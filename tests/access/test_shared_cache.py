"""What one process of a server counts, every other one knows."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache, caches
from django.utils import timezone

from habeas.access import deployment
from habeas.access.models import Remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    """The cache as another process has it."""
    return caches.create_connection("default")


def test_a_value_is_there_for_every_process_until_it_expires(other):
    cache.set("attempts of arta", [1.5, 2.5], 60)
    assert other.get("attempts of arta") == [1.5, 2.5]
    assert other.get("attempts of besa", []) == []
    Remembered.objects.update(expires_at=timezone.now())
    assert other.get("attempts of arta") is None


def test_a_code_is_used_once_whichever_process_takes_it(other):
    assert [one.add("code 123456", "y", 30) for one in (cache, other, cache)] == [True, False, False]
    Remembered.objects.update(expires_at=timezone.now())
    assert other.add("code 123456", "y", 30)


def test_what_is_deleted_cleared_or_touched_is_so_everywhere(other):
    cache.set("one", 1)
    assert other.touch("one", 60) and not other.touch("two", 60)
    assert other.delete("one") and not cache.delete("one")
    cache.set("three", 3, None)
    other.clear()
    assert Remembered.objects.count() == 0


def test_neither_a_name_nor_a_pickle_lies_in_the_table():
    cache.set("attempts of arta", [], 60)
    (row,) = Remembered.objects.all()
    assert "arta" not in row.key and row.value == "[]"
    with pytest.raises(TypeError):
        cache.set("an object", object(), 60)


def test_powerful_accounts_without_a_second_factor_are_told(world, monitor, administrator, settings):
    world.person("reader", "monitor", world.north, verbs=("read", "work"))
    assert sorted(deployment.people_without_second_factor()) == ["administrator", "monitor"]
    settings.SECOND_FACTOR = "powerful"
    (finding,) = deployment.check_second_factors()
    assert (finding.id, "administrator, monitor" in finding.hint) == ("habeas.W024", True)
    for name in ("monitor", "administrator"):
        Authenticator.objects.create(user=world.people[name], type=Authenticator.Type.TOTP, data={})
    assert deployment.check_second_factors() == []
    Authenticator.objects.all().delete()
    settings.INVENTED = True
    assert deployment.check_second_factors() == []
