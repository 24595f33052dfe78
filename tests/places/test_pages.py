"""Pages of places, as their readers open them."""

import pytest
from django.urls import reverse

from habeas.access.models import Role
from habeas.core.listing.tables import TABLES
from habeas.places import actions
from habeas.places.models import Municipality, Settlement, Site


@pytest.fixture
def keeper(world, staging, kosovo):
    with staging():
        world.roles["keeper"] = Role.objects.create(
            code="keeper", label_en="keeper", verbs="read", capabilities="places.manage"
        )
    return world.actor("keeper", "keeper")


@pytest.fixture
def gjakova(keeper):
    return Municipality.objects.get(code="02")


@pytest.fixture
def school(keeper, gjakova):
    place = actions.add_settlement(keeper, gjakova, name_sq="Lugishtë", communities=["ALB"], invented=True)
    return actions.register_site(
        keeper,
        gjakova,
        kind="school",
        name_en="School of Lugishtë (invented)",
        settlement=place,
        latitude=gjakova.latitude,
        longitude=gjakova.longitude,
        invented=True,
    )


@pytest.fixture
def reader(client, world, monitor, kosovo):
    """A monitor who is signed in."""
    client.force_login(world.people["monitor"])
    return client


def text_of(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


LISTS = ("places:municipalities", "places:settlements", "places:sites", "places:offices")


@pytest.mark.parametrize("name", [*LISTS, "places:site-add", "places:settlement-add"])
def test_nobody_reads_without_signing_in(client, kosovo, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_the_list_of_municipalities_names_them_as_the_reader_chose(reader, world):
    page = text_of(reader, "places:municipalities")
    assert "Gjakovë/Đakovica" in page
    assert page.count("row-link") == 38
    user = world.people["monitor"]
    user.place_order, user.place_script = "sr-sq", "Cyrl"
    user.save()
    assert "Ђаковица/Gjakovë" in text_of(reader, "places:municipalities")


def test_municipalities_are_found_in_any_spelling(reader):
    for spelling in ("Ђаковица", "djakovica", "Gjakova"):
        page = text_of(reader, "places:municipalities", q=spelling)
        assert page.count("row-link") == 1
        assert "Gjakovë/Đakovica" in page


def test_municipalities_are_filtered_by_region(reader):
    assert text_of(reader, "places:municipalities", region="PZ").count("row-link") == (
        Municipality.objects.filter(regional_centre_code="PZ").count()
    )


def test_the_map_shows_each_municipality_as_a_link(reader, gjakova):
    page = text_of(reader, "places:municipalities", view="map")
    assert f'href="{gjakova.get_absolute_url()}"' in page
    assert "OpenStreetMap" in page
    assert page.count('class="area ') == 38


def test_a_municipality_tells_all_its_names_and_what_lies_in_it(reader, gjakova, school):
    page = text_of(reader, "places:municipality", gjakova.pk)
    for name in ("Gjakova", "Gjakovë", "Đakovica", "Ђаковица"):
        assert name in page
    assert "School of Lugishtë (invented)" in page
    assert "Lugishtë" in page
    assert "Regional centre Pejë/Peć" in page


def test_who_covers_a_municipality_stands_on_its_page(reader, keeper, gjakova, world, staging):
    from habeas.access.models import Unit

    with staging():
        team = Unit.objects.create(
            organisation=world.mission, code="team-x", kind="field_team", name_en="Team X (invented)"
        )
    actions.cover_municipality(keeper, team, municipality=gjakova)
    assert "Team X (invented)" in text_of(reader, "places:municipality", gjakova.pk)
    office = actions.open_office(
        keeper, team, kind="field", name="Office X (invented)", municipality=gjakova, invented=True
    )
    assert "Office X (invented)" in text_of(reader, "places:offices")
    page = text_of(reader, "places:office", office.pk)
    assert "Gjakovë/Đakovica" in page
    assert "Team X (invented)" in page


def test_a_settlement_and_a_site_have_pages_and_a_map(reader, school):
    page = text_of(reader, "places:settlement", school.settlement_id)
    assert "Kosovo Albanian" in page
    assert str(school) in page
    page = text_of(reader, "places:site", school.pk)
    assert "school or kindergarten" in page
    assert "<circle" in page
    assert reverse("places:site-edit", args=[school.pk]) not in page


def test_sites_are_listed_and_drawn(reader, school):
    assert str(school) in text_of(reader, "places:sites", kind="school")
    assert str(school) not in text_of(reader, "places:sites", kind="court")
    assert "<circle" in text_of(reader, "places:sites", view="map")


@pytest.mark.parametrize("key", ["municipalities", "settlements", "sites", "offices"])
def test_a_longer_list_asks_no_more(reader, keeper, gjakova, key, django_assert_max_num_queries):
    def asked(count):
        for number in range(count):
            place = actions.add_settlement(keeper, gjakova, name_sq=f"{key} {number}", communities=["ALB"])
            actions.register_site(keeper, gjakova, kind="school", name_en=f"{number}", settlement=place)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            reader.get(reverse(f"places:{key}"))
        return len(queries)

    assert key in TABLES
    reader.get(reverse(f"places:{key}"))
    assert asked(1) == asked(3)


def test_a_keeper_enters_corrects_and_closes_a_site(client, world, keeper, gjakova):
    client.force_login(world.people["keeper"])
    values = {"name_en": "Court (invented)", "kind": "court", "municipality": "Ђаковица"}
    answer = client.post(reverse("places:site-add"), values)
    site = Site.objects.get(name_en="Court (invented)")
    assert (answer.status_code, answer["Location"]) == (302, site.get_absolute_url())
    assert site.municipality == gjakova
    page = text_of(client, "places:site-edit", site.pk)
    assert 'value="Gjakovë/Đakovica"' in page
    values |= {"name_en": "Basic court (invented)", "seen_version": site.version}
    assert client.post(reverse("places:site-edit", args=[site.pk]), values).status_code == 302
    assert str(Site.objects.get(pk=site.pk)) == "Basic court (invented)"
    stale = client.post(reverse("places:site-edit", args=[site.pk]), values | {"name_en": "Other"})
    assert stale.status_code == 409
    closing = {"day": "2026-06-01", "seen_version": site.version + 1}
    assert client.post(reverse("places:site-close", args=[site.pk]), closing).status_code == 302
    assert str(Site.objects.get(pk=site.pk).closed_on) == "2026-06-01"


def test_the_form_offers_the_names_as_the_reader_chose_them(client, world, keeper):
    user = world.people["keeper"]
    user.place_order, user.place_script = "sr-sq", "Cyrl"
    user.save()
    client.force_login(user)
    page = text_of(client, "places:site-add")
    assert '<option value="Ђаковица/Gjakovë"></option>' in page
    assert page.count("<option value=") >= 38


def test_every_page_names_the_mission_of_the_pack(reader):
    assert "Human-rights field presence in Kosovo" in text_of(reader, "places:municipalities")


def test_the_form_says_what_is_wrong_beside_the_field(client, world, keeper):
    client.force_login(world.people["keeper"])
    values = {"name_en": "X", "kind": "court", "municipality": "Kosovska Mitrovica"}
    answer = client.post(reverse("places:site-add"), values)
    assert answer.status_code == 422
    assert "Write the whole name." in answer.content.decode()
    values |= {"municipality": "Gjakovë", "latitude": "43.1", "longitude": "20.8"}
    page = client.post(reverse("places:site-add"), values).content.decode()
    assert "The point 43.1, 20.8 lies outside Gjakovë/Đakovica." in page
    assert Site.objects.count() == 0


def test_a_keeper_enters_a_settlement(client, world, keeper):
    client.force_login(world.people["keeper"])
    values = {"municipality": "02", "name_sq": "Lugishtë", "communities": ["ALB", "EGY"]}
    assert client.post(reverse("places:settlement-add"), values).status_code == 302
    assert Settlement.objects.get().communities.count() == 2


@pytest.mark.parametrize("name", ["places:site-add", "places:settlement-add"])
def test_a_monitor_finds_no_page_for_entering_places(reader, name):
    assert reader.get(reverse(name)).status_code == 404


def test_an_export_carries_the_note_on_status(reader):
    answer = reader.post(f"{reverse('places:municipalities')}?export=csv")
    if answer.status_code == 200:
        assert "1244 (1999)" in answer.content.decode("utf-8-sig")
    else:
        assert answer.status_code == 302


def test_communities_of_a_site_are_kept_and_changed(keeper, school):
    actions.change_site(keeper, school, communities=["ALB", "ROM"])
    actions.change_site(keeper, school, communities=["ROM", "SRB"])
    assert sorted(row.community for row in school.communities.all()) == ["ROM", "SRB"]
