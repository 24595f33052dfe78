"""The choices of places that are kept in memory."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from habeas.core import epochs
from habeas.places import names
from habeas.places.fields import PlaceChoiceField
from habeas.places.models import Municipality, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kosovo")]


def offered(model=Municipality):
    return [label for _key, label in PlaceChoiceField(model).choices]


def test_all_places_are_offered_and_made_once():
    first = offered()
    assert len(first) == Municipality.objects.count() + 1
    with CaptureQueriesContext(connection) as asked:
        assert offered() == first
    assert len(asked) <= 1, "only the word is asked for"


def test_a_new_name_is_offered_at_once(staging):
    row = Municipality.objects.first()
    assert str(row) in offered()
    with staging():
        Municipality.objects.filter(pk=row.pk).update(name_sq="Ujëvara e Re", name_sr="Нови Водопад")
    assert "Ujëvara e Re/Novi Vodopad" in offered()
    assert str(row) not in offered()


def test_each_reader_is_offered_the_names_as_chosen():
    with names.using(names.Preference("sr-sq", names.CYRILLIC)):
        cyrillic = offered()
    with names.using(names.Preference("sq-sr", names.LATIN)):
        latin = offered()
    assert any("Ђаковица/" in label for label in cyrillic)
    assert any("/Đakovica" in label for label in latin)
    assert cyrillic[1:] != latin[1:]


def test_without_a_word_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(epochs, "word", lambda name: None)
    offered()
    with CaptureQueriesContext(connection) as asked:
        offered()
    assert len(asked) == 1, "the municipalities are read again"


def test_sites_are_named_in_the_readers_language(staging):
    with staging():
        town = Municipality.objects.first()
        Site.objects.create(
            municipality=town,
            kind="school",
            name_en="The old school",
            name_sq="Shkolla e vjetër",
            invented=True,
        )
    with translation.override("sq"):
        assert "Shkolla e vjetër" in offered(Site)
    with translation.override("en"):
        assert "The old school" in offered(Site)


def test_a_chosen_place_is_found_and_another_key_refused():
    field = PlaceChoiceField(Municipality, required=False)
    row = Municipality.objects.first()
    assert field.clean(str(row.pk)) == row
    assert field.clean("") is None
    with pytest.raises(Exception, match="valid choice"):
        field.clean("0" * 32)
