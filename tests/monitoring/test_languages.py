"""The pages of the chain speak the reader's language, and nothing on them is left in English."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from habeas.core.i18n.catalogues import read_catalogue
from habeas.core.i18n.script import has_cyrillic
from habeas.core.i18n.visible import untranslated_in_template

LANGUAGES = {"sq": "sq", "sr": "sr", "sr-latn": "sr_Latn"}
NAMES_OF_LANGUAGES = {"English", "Српски (ћирилица)"}  # each is called by its own name on every page


@pytest.fixture
def pages(confirmed, visit, team, world):
    """The pages of the chain as Mira reads them in a language."""
    finding, occasion = [confirmed.pk], [visit.pk]
    addresses = [
        "/",
        reverse("monitoring:visits"),
        reverse("monitoring:visit-add"),
        reverse("monitoring:visit", args=occasion),
        reverse("monitoring:observation-add", args=occasion),
        reverse("monitoring:finding-add", args=occasion),
        reverse("monitoring:findings"),
        reverse("monitoring:finding", args=finding),
        reverse("monitoring:finding-wordings", args=finding),
        reverse("recommendations:recommendations"),
        reverse("recommendations:add", args=finding),
        reverse("core:drafts"),
        reverse("core:search"),
    ]

    def read(language):
        client = Client()
        client.force_login(
            world.people["mira"], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answers = {address: client.get(address, follow=True) for address in addresses}
        assert {answer.status_code for answer in answers.values()} == {200}
        return {address: answer.content.decode() for address, answer in answers.items()}

    return read


def english_of(locale):
    """English messages that are written otherwise in the locale."""
    return {
        message.id
        for message in read_catalogue(locale)
        if isinstance(message.id, str) and message.id and message.id != message.string
    } - NAMES_OF_LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_of_a_page_is_left_in_english(pages, language):
    english = english_of(LANGUAGES[language])
    found = {
        address: left
        for address, page in pages(language).items()
        if (left := [text for text in untranslated_in_template(page) if text in english])
    }
    assert found == {}


def test_a_page_in_latin_script_shows_cyrillic_in_the_name_of_the_language_only(pages):
    found = {
        address: left
        for address, page in pages("sr-latn").items()
        if (left := set(filter(has_cyrillic, untranslated_in_template(page))) - NAMES_OF_LANGUAGES)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en"), ("sq", "sq"), ("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn")]
)
def test_a_page_says_which_language_and_script_it_is_in(pages, language, tag):
    assert [page for page in pages(language).values() if f'<html lang="{tag}"' not in page] == []
