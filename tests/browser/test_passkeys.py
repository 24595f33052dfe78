"""Passkeys with Chromium's virtual authenticator: made once, then the sign-in takes it alone."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from playwright.sync_api import expect

from habeas.access.models import User
from tests.browser.conftest import PHONE, overflow

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "arta has a long password"


@pytest.fixture
def arta(transactional_db):
    """Signs in, which the trail keeps: its guard stands in the way of the emptying after each test."""
    yield User.objects.create_user("arta", password=PASSWORD, full_name="Arta Testaj (invented)")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER hb_core_auditrow_delete")


def with_device(page, *, verified=True):
    """A device that keeps passkeys and, when `verified`, knows its owner's finger."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices, made["authenticatorId"]


def enter(page):
    page.fill("#id_login", "arta")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def open_form(page):
    """The page that makes a passkey; it asks for the password first."""
    page.goto("/account/second-factor/passkeys/new/")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/passkeys/new/")


def make_passkey(page):
    open_form(page)
    page.get_by_role("textbox", name="Name").fill("Office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_is_made_and_then_signs_in_alone(arta, open_page, barriers, picture):
    page = open_page("/account/login/")
    with_device(page)
    enter(page)
    make_passkey(page)
    page.goto("/account/second-factor/passkeys/new/")
    assert barriers(page) == []
    kept = Authenticator.objects.get(user=arta, type="webauthn").wrap()
    assert (kept.name, kept.is_passwordless) == ("Office laptop", True)

    page.context.clear_cookies()
    page.goto("/account/login/")
    assert barriers(page) == []
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/account/second-factor/passkeys/")
    expect(page.get_by_role("rowheader", name="Office laptop")).to_be_visible()
    assert barriers(page) == []
    picture(page, "passkeys")


def test_the_password_alone_no_longer_opens_the_account_and_the_passkey_completes_it(
    arta, open_page, barriers
):
    page = open_page("/account/login/")
    with_device(page)
    enter(page)
    make_passkey(page)
    page.context.clear_cookies()
    page.goto("/account/login/")
    enter(page)
    page.wait_for_url("**/second-factor/enter/")
    assert barriers(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def test_a_stranger_with_another_device_does_not_get_in(arta, open_page):
    page = open_page("/account/login/")
    with_device(page)
    enter(page)
    make_passkey(page)
    stranger = open_page("/account/login/", viewport=PHONE)
    with_device(stranger)
    assert overflow(stranger) == 0
    stranger.get_by_role("button", name="Sign in with a passkey").click()
    says = stranger.locator("form[data-passkey] [data-says]")
    expect(says).to_have_text("The device gave no passkey. Try again, or use another way.", timeout=90_000)
    stranger.goto("/access/")
    assert "/account/login/" in stranger.url


def test_a_removed_passkey_opens_nothing(arta, open_page):
    page = open_page("/account/login/")
    with_device(page)
    enter(page)
    make_passkey(page)
    page.goto("/account/second-factor/passkeys/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You have no passkey yet.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_load_state("networkidle")
    page.goto("/access/")
    assert "/account/login/" in page.url
