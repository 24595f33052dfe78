"""Signing in, staying in, and the first account.

No identity provider is connected, so there is no subject to bind; a passkey is bound to its account by the key
itself (tests/browser/test_passkeys.py). A default superuser of the database is told by `habeas check --deploy`
(tests/core/test_deployment.py). JSON is taken in one place only: what a device answers about a passkey.
"""

from __future__ import annotations

import json

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from habeas.access.models import Appointment, User

LOGIN = "/account/login/"


def sign_in(name, password=None, address="203.0.113.9"):
    told = {"login": name, "password": password or f"{name} has a long password"}
    return Client().post(LOGIN, told, REMOTE_ADDR=address)


def test_guesses_at_one_name_from_many_addresses_end(besa, zef, settings):
    settings.SIGN_IN_LIMITS = {"name": 10, "address": 100}
    for number in range(10):
        sign_in("zef", "a guess", f"198.51.100.{number}")
    assert sign_in("zef").status_code == 429
    assert sign_in("besa").status_code == 302


def test_guesses_at_many_names_from_one_address_end(besa, zef, settings):
    settings.SIGN_IN_LIMITS = {"name": 100, "address": 10}
    for number in range(10):
        sign_in(f"name-{number}", "a guess", "198.51.100.7")
    assert sign_in("zef", address="198.51.100.7").status_code == 429
    assert sign_in("zef").status_code == 302


def test_nobody_is_locked_out_of_the_own_office_from_elsewhere(besa, zef, settings):
    """Somebody posts Zef's name from many places; Zef signed in at the office last week, Besa never did."""
    settings.SIGN_IN_LIMITS = {"name": 10, "address": 10}
    assert sign_in("zef", address="203.0.113.50").status_code == 302
    for number in range(12):
        sign_in("zef", "a guess", f"198.51.100.{number}")
        sign_in(f"name-{number}", "a guess", "203.0.113.50")
    assert sign_in("zef", address="203.0.113.50").status_code == 302
    assert sign_in("besa", address="203.0.113.50").status_code == 429
    assert sign_in("besa").status_code == 302


def test_a_role_that_ended_ends_on_the_open_page_too(browse, person, besa, world, staging):
    """Besa's page stays open in the browser; the next click of it finds nothing."""
    world.person("arta", "analyst", world.north)
    stays, goes = browse("arta"), browse("besa")
    assert goes.get(person.get_absolute_url()).status_code == 200
    with staging():
        Appointment.objects.filter(user=besa.id).update(ended_at=timezone.now())
    assert goes.get(person.get_absolute_url()).status_code == 404
    assert stays.get(person.get_absolute_url()).status_code == 200


def test_an_old_sign_in_does_not_open_a_privileged_page(browse, administrator, settings):
    fresh = browse("administrator")
    assert fresh.get("/access/people/new/").status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert fresh.get("/access/people/new/")["Location"].startswith("/account/reauthenticate/")
    assert browse("zef").get("/access/people/new/").status_code == 404


def test_no_identity_provider_is_connected(client, db):
    assert not [app for app in project.INSTALLED_APPS if "socialaccount" in app or "openid" in app]
    assert client.get("/account/3rdparty/").status_code == 404


NONSENSE = [[], True, 0, "x", {}, {"response": []}, {"response": {"userHandle": 5}}, {"id": [], "response": {}},
            {"response": {"userHandle": "AA"}}, {"id": "x", "rawId": "é", "type": "public-key", "response": {
                "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}},
            [[1, 2], [3]], {"response": None}]  # fmt: skip


@pytest.mark.parametrize("told", NONSENSE, ids=lambda told: json.dumps(told)[:30])
def test_nonsense_in_place_of_a_passkey_is_no_error_and_no_way_in(besa, told):
    client = Client(raise_request_exception=False)
    client.get("/account/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    answer = client.post("/account/passkey/", {"credential": json.dumps(told)})
    assert answer.status_code in (302, 200)
    assert client.get("/access/").status_code == 302
    assert sign_in("besa").status_code == 302


@pytest.mark.parametrize("body", ["[]", "true", '{"a"', "null", '[["ragged"], []]'])
def test_a_body_of_json_where_a_form_belongs_is_no_error(browse, besa, body):
    for path in ("/access/preferences/", "/drafts/", "/search/", "/access/exports/new/visits/"):
        for name in ("besa", "zef"):
            answer = browse(name).post(path, body, content_type="application/json")
            assert answer.status_code < 500


def test_the_first_administrators_password_never_stands_on_the_command_line(world, monkeypatch, capsys):
    told = ["chief", "--full-name", "Chief Testaj"]
    with pytest.raises((CommandError, SystemExit)):
        call_command("create_user", *told, "--password", "on the command line")
    assert not User.objects.filter(username="chief").exists()
    call_command("create_user", *told)
    assert "/account/password/link/" in capsys.readouterr().out
    assert not User.objects.get(username="chief").has_usable_password()
