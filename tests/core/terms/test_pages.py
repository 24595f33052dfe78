"""The terms as their readers browse them."""

import pytest
from django.urls import reverse

from habeas.core.terms.models import Vocabulary


@pytest.fixture
def reader(client, world, monitor, kosovo):
    client.force_login(world.people["monitor"])
    return client


def text_of(client, name, *args, **query):
    answer = client.get(reverse(f"terms:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_lists_are_shown_with_their_number_of_terms(reader):
    page, rest = text_of(reader, "vocabularies"), text_of(reader, "vocabularies", page=2)
    shown = [one.count('<th scope="row"') for one in (page, rest)]
    assert sum(shown) == Vocabulary.objects.current().count()
    assert "Types of place of deprivation of liberty" in page


def test_a_list_shows_its_terms_in_every_language_with_their_parents(reader):
    page = text_of(reader, "vocabulary", Vocabulary.objects.get(code="act_type").pk)
    assert page.count('<th scope="row"') == 77
    assert "Right to life › Unlawful killing" in page
    for label in ("Vrasje e kundërligjshme", "Незаконито убиство", "Nezakonito ubistvo"):
        assert label in page


def test_terms_are_searched_in_any_script_and_filtered_by_state(reader):
    assert "Death in custody" in text_of(reader, "terms", q="смрт у притвору")
    assert text_of(reader, "terms", state="review").count('<th scope="row"') == 50
    assert text_of(reader, "terms", state="retired").count('<th scope="row"') == 0


@pytest.mark.parametrize("name", ["vocabularies", "terms"])
def test_nobody_reads_without_signing_in(client, db, name):
    assert client.get(reverse(f"terms:{name}")).status_code == 302
