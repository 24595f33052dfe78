"""A site is shown no more precisely than was chosen: on pages, maps and in exports."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from habeas.places.models import Municipality, Settlement, Site
from habeas.places.pictures import points_of

LATITUDE, LONGITUDE = Decimal("42.212345"), Decimal("20.741234")


@pytest.fixture
def site(kosovo, staging):
    home = Municipality.objects.get(code="18")
    with staging():
        settlement = Settlement.objects.create(
            municipality=home, name_sq="Demofshat", latitude=Decimal("42.2"), longitude=Decimal("20.7")
        )
        return Site.objects.create(
            kind="shelter",
            name_en="Invented shelter",
            municipality=home,
            settlement=settlement,
            address="Hidden street 7",
            latitude=LATITUDE,
            longitude=LONGITUDE,
            invented=True,
        )


@pytest.fixture
def reader(world):
    world.person("rita", "analyst", world.north)
    client = Client()
    client.force_login(world.people["rita"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(site, precision):
    site.precision = precision
    return site.shown_point, site.shown_address, site.shown_settlement


def test_each_precision_shows_no_more(site):
    home = (float(site.municipality.latitude), float(site.municipality.longitude))
    assert shown(site, "exact") == ((42.212345, 20.741234), "Hidden street 7", site.settlement)
    assert shown(site, "near") == ((42.212, 20.741), "Hidden street 7", site.settlement)
    assert shown(site, "settlement") == ((42.2, 20.7), "", site.settlement)
    assert shown(site, "municipality") == (home, "", None)


def test_the_map_shows_the_coarse_point(site):
    site.precision = "settlement"
    assert [(point.lat, point.lon) for point in points_of([site])] == [(42.2, 20.7)]


@pytest.mark.parametrize("precision", ["settlement", "municipality"])
def test_pages_and_exports_keep_the_address(site, reader, staging, precision):
    with staging():
        site.precision = precision
        site.save()
    pages = [
        reader.get(site.get_absolute_url()),
        reader.get(reverse("places:sites") + "?columns=address&columns=precision"),
        reader.get(reverse("places:sites") + "?view=map"),
        reader.post(reverse("places:sites") + "?columns=address&columns=settlement&export=csv"),
    ]
    told = "".join(page.content.decode() for page in pages if page.status_code == 200)
    assert "Invented shelter" in told
    assert "Hidden street" not in told
    assert "42.2123" not in told
    assert ("Demofshat" in told) is (precision == "settlement")
