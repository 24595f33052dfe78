"""The trail as an auditor reads it: in words, with the code kept for whoever needs it."""

from django.test import Client
from django.urls import reverse

from habeas.access.models import User
from habeas.access.words import door_in_words, fields_in_words, kind_in_words


def of(name, language="en"):
    User.objects.filter(username=name).update(language=language)
    client = Client()
    client.force_login(
        User.objects.get(username=name), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_the_trail_names_actions_and_doors_in_the_readers_language(world, auditor):
    of("auditor")
    for language, name in (("en", "Grant given"), ("sq", "Autorizimi u dha"), ("sr", "Овлашћење дато")):
        body = of("auditor", language).get(reverse("access:audit"), {"action": "grant.give"}).content.decode()
        assert name in body, language
        assert "<code>grant.give</code>" not in body


def test_an_action_is_searched_by_its_name_and_by_its_code(world, auditor):
    for told in ("Grant given", "grant.give"):
        shown = of("auditor").get(reverse("access:audit"), {"q": told}).content.decode()
        assert "/management/audit/" in shown or "Grant given" in shown
        assert "Signed in" not in shown.split("</form>")[-1]


def test_what_no_word_is_known_for_is_shown_as_it_was_written():
    assert kind_in_words("gone.record") == "gone.record"
    assert door_in_words("telegraph") == "telegraph"
    assert fields_in_words("gone.record", ["colour"]) == ["colour"]
    assert fields_in_words("access.user", ["language", "colour"])[1] == "colour"
