"""Enter in the form of a finding: in the words to look for it looks up, in any other field it saves."""

from django.urls import reverse

from tests.browser.test_import import guards_aside, signed_in  # noqa: F401

COMPOSE = reverse("monitoring:finding-compose")


def test_enter_saves_but_in_the_words_to_look_for(open_page, signed_in, barriers):  # noqa: F811
    page = open_page(COMPOSE, cookies=signed_in)
    assert barriers(page) == []
    page.fill("[name=title]", "No lessons in Albanian")
    page.press("[name=looked_for]", "Enter")
    page.wait_for_url("**/#id_looked_for")
    assert page.input_value("[name=title]") == "No lessons in Albanian"
    assert page.locator(".error-summary").count() == 0
    page.press("[name=title]", "Enter")
    page.locator(".error-summary").wait_for()  # saved, that is, checked: the rest is missing


def test_enter_saves_without_scripts_too(open_page, signed_in):  # noqa: F811
    page = open_page(COMPOSE, cookies=signed_in, java_script_enabled=False)
    page.press("[name=title]", "Enter")
    page.locator(".error-summary").wait_for()
