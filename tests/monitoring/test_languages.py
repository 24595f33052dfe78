"""Every page speaks the reader's language, and nothing on it is left in English or in the other script."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.text import capfirst

from habeas.core.i18n.catalogues import read_catalogue
from habeas.core.i18n.script import has_cyrillic
from habeas.core.i18n.visible import untranslated_in_template

LOCALES = {"sq": "sq", "sr": "sr", "sr-latn": "sr_Latn"}
TAGS = {"sq": "sq", "sr": "sr-Cyrl", "sr-latn": "sr-Latn"}
NAMES_OF_LANGUAGES = {"English", "Српски (ћирилица)"}  # each is called by its own name on every page
FOR_DEVELOPERS = "style"


def plain_addresses(resolver, prefix="/"):
    """Every address that needs no argument."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if not set("<^(") & set(address) and FOR_DEVELOPERS not in address:
                yield address
        else:
            yield from plain_addresses(entry, address)


@pytest.fixture
def chain_addresses(confirmed, visit):
    """The pages of one visit and of its finding."""
    finding, occasion = [confirmed.pk], [visit.pk]
    return [
        reverse("monitoring:visit", args=occasion),
        reverse("monitoring:observation-add", args=occasion),
        reverse("monitoring:finding-add", args=occasion),
        reverse("monitoring:finding", args=finding),
        reverse("monitoring:finding-wordings", args=finding),
        reverse("recommendations:add", args=finding),
    ]


@pytest.fixture
def pages(chain_addresses, team, world):
    """What the pages say to Mira in a language, refusals included, with the tag of each page."""
    addresses = [*chain_addresses, *plain_addresses(get_resolver())]

    def read(language):
        client = Client()
        client.force_login(
            world.people["mira"], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answers = {address: client.get(address) for address in addresses}
        return {
            address: answer.content.decode()
            for address, answer in answers.items()
            if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content
        }

    return read


def english_of(locale):
    """English messages that are written otherwise in the locale; what begins small may be a word of a source."""
    written = {m.id: m.string for m in read_catalogue(locale) if isinstance(m.id, str) and m.id}
    spelt_alike = {capfirst(text) for text in written.values() if isinstance(text, str)}  # Albanian "person"
    other = {text for text, said in written.items() if text[:1].isupper() and text != said}
    return other - spelt_alike - NAMES_OF_LANGUAGES


@pytest.mark.one_database
@pytest.mark.parametrize("language", LOCALES)
def test_every_page_speaks_the_language_alone(pages, chain_addresses, language):
    english = english_of(LOCALES[language])
    read = pages(language)
    assert set(chain_addresses) <= read.keys()
    texts = {
        address: set(untranslated_in_template(page)) - NAMES_OF_LANGUAGES for address, page in read.items()
    }
    assert {address: left for address, found in texts.items() if (left := found & english)} == {}
    whole = {address: page for address, page in read.items() if page.lstrip().startswith("<!doctype")}
    assert set(chain_addresses) <= whole.keys()
    assert [address for address, page in whole.items() if f'<html lang="{TAGS[language]}"' not in page] == []
    if language == "sr-latn":  # pages of the chain: lists of terms show both scripts side by side
        cyrillic = {address: set(filter(has_cyrillic, texts[address])) for address in chain_addresses}
        assert {address: left for address, left in cyrillic.items() if left} == {}
