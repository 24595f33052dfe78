"""Pages of the mandate register, as their readers open them."""

import pytest
from django.urls import reverse
from django.utils import translation

from habeas.mandate.models import Instrument, Source, Task


@pytest.fixture
def reader(client, world, monitor, kosovo):
    """A monitor who is signed in."""
    client.force_login(world.people["monitor"])
    return client


def text_of(client, name, *args, **query):
    answer = client.get(reverse(f"mandate:{name}", args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


LISTS = {
    "sources": 50,
    "tasks": 47,
    "instruments": 44,
    "articles": 50,
    "figures": 50,
    "cycles": 26,
    "population": 50,
}


@pytest.mark.parametrize(("name", "rows"), LISTS.items())
def test_each_list_shows_its_rows(reader, name, rows):
    assert text_of(reader, name).count('<th scope="row"') == rows


@pytest.mark.parametrize("name", [*LISTS, "register", "missing", "displaced"])
def test_nobody_reads_without_signing_in(client, kosovo, db, name):
    assert client.get(reverse(f"mandate:{name}")).status_code == 302


def test_the_register_begins_with_the_objective_and_draws_every_task(reader):
    page = text_of(reader, "register")
    assert "S/2009/300" in page
    assert page.count(f'href="{reverse("mandate:tasks")}') >= 48
    for event in ("entry into force of the new constitution", "Human Rights Section established"):
        assert event in page
    assert "Do no harm" in text_of(reader, "rules")
    assert "Promotion of human and community rights" in page


def test_a_task_stands_beside_what_changed_it(reader):
    page = text_of(reader, "task", Task.objects.get(code="T11i").pk)
    assert "Kosovo Police and EULEX" in page
    assert "S/2008/354" in page
    assert "may not be cited today" in page
    assert "local police" in page
    assert "may be cited today" in text_of(reader, "task", Task.objects.get(code="T11j").pk)


def test_a_source_names_its_tasks_and_leads_to_the_document(reader):
    page = text_of(reader, "source", Source.objects.get(code="DOC-01").pk)
    assert 'href="https://undocs.org/S/RES/1244(1999)"' in page
    assert "Protect and promote human rights" in page
    event = text_of(reader, "source", Source.objects.get(code="DOC-06").pk)
    assert "S/PRST/2008/44" in event


def test_an_instrument_tells_party_and_application_apart(reader):
    page = text_of(reader, "instrument", Instrument.objects.get(code="FCNM").pk)
    assert "party to the treaty" in page.lower()
    assert "applied through an agreement" in page.lower()
    assert "UNMIK-CoE Agreement 23 Aug 2004" in page


def test_tasks_are_filtered_by_what_may_be_cited(reader):
    page = text_of(reader, "tasks", citable="yes")
    assert "Protect and promote human rights" in page
    assert "Demilitarise" not in page
    assert "Demilitarise" in text_of(reader, "tasks", citable="no")


def test_sources_tell_treaties_from_others(reader):
    treaties = text_of(reader, "sources", treaty="yes")
    assert "International Covenant on Civil and Political Rights" in treaties
    assert "Universal Declaration" not in treaties


def test_the_register_is_searched(reader):
    assert text_of(reader, "articles", q="torture").count('<th scope="row"') >= 1
    assert text_of(reader, "tasks", q="missing persons").count('<th scope="row"') == 2


def test_the_chart_of_the_missing_is_drawn_from_the_rows(reader):
    page = text_of(reader, "missing")
    for figure in ("2557", "2398", "1607"):
        assert figure in page
    assert "<svg" in page
    assert "Joint Commission, first trilateral" in page


def test_the_combined_series_is_kept_apart(reader):
    page = text_of(reader, "displaced")
    assert "Combined series" in page
    assert "501263" in page


@pytest.mark.parametrize("language", ["sq", "sr", "sr-latn"])
def test_the_register_speaks_the_readers_language(reader, language):
    with translation.override(language):
        title = str(Instrument.objects.get(code="UDHR"))
    reader.cookies["django_language"] = language
    user = reader.get(reverse("mandate:instruments")).wsgi_request.user
    user.language = language
    user.save()
    assert title in text_of(reader, "instruments")
