"""Places are named in both languages, in the order and the script that the reader chose."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from habeas.places import names
from habeas.places.middleware import place_names_middleware
from habeas.places.models import Municipality
from habeas.places.names import Preference, name_of


@pytest.fixture
def gjakova(kosovo, db):
    return Municipality.objects.get(code="02")


@pytest.mark.parametrize(
    ("preference", "name"),
    [
        (Preference("sq-sr", "Latn"), "Gjakovë/Đakovica"),
        (Preference("sq-sr", "Cyrl"), "Gjakovë/Ђаковица"),
        (Preference("sr-sq", "Latn"), "Đakovica/Gjakovë"),
        (Preference("sr-sq", "Cyrl"), "Ђаковица/Gjakovë"),
    ],
)
def test_order_and_script_are_the_readers(gjakova, preference, name):
    assert name_of(gjakova, preference) == name
    with names.using(preference):
        assert str(gjakova) == name


def test_one_name_where_both_are_alike(kosovo, db):
    prizren = Municipality.objects.get(code="20")
    assert name_of(prizren, Preference()) == "Prizren"
    assert name_of(prizren, Preference("sq-sr", "Cyrl")) == "Prizren/Призрен"


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Gjakovë/Đakovica"), ("sr", "Ђаковица/Gjakovë"), ("sr-latn", "Đakovica/Gjakovë")],
)
def test_without_an_account_the_language_of_the_page_decides(gjakova, language, name):
    with translation.override(language):
        assert name_of(gjakova) == name


def test_a_page_marks_each_name_with_its_language(gjakova):
    page = Template("{% load places %}{% place m %}{% place none %} {{ m|place_name }}")
    assert page.render(Context({"m": gjakova, "none": None})) == (
        '<span class="place"><span lang="sq">Gjakovë</span>/<span lang="sr-Latn">Đakovica</span></span>'
        " Gjakovë/Đakovica"
    )


def test_the_account_decides_for_the_time_of_a_request(world, gjakova):
    reader = world.person("reader", "monitor", world.north)
    reader.place_order, reader.place_script = "sr-sq", "Cyrl"
    request = RequestFactory().get("/")
    request.user = reader
    assert place_names_middleware(lambda r: str(gjakova))(request) == "Ђаковица/Gjakovë"
    assert str(gjakova) == "Gjakovë/Đakovica"
