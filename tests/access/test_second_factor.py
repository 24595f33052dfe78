"""A second factor is demanded where the installation demands it: of whom, what is reached without, what moves nowhere.

Arta opens identities, Besa only reads; the administrator manages accounts. Everybody is invented.
"""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from habeas.access import actions, deployment
from habeas.access.actors import actor_for
from habeas.access.enrolment import TRIES, make_code, needs_code
from habeas.access.models import User
from habeas.access.sessions import SessionStore, row_key
from habeas.core.audit import AuditRow
from habeas.core.errors import Refused
from habeas.core.scope import scoped
from habeas.core.vault.datakeys import VaultError
from tests.access.test_signing_in import code_of, password_of, sign_in
from tests.conftest import database_hands

NEEDED = "/account/second-factor/needed/"
SETUP = "/account/second-factor/app/"
ENTER = "/account/second-factor/enter/"


@pytest.fixture
def demanded(settings):
    settings.SECOND_FACTOR = "powerful"
    return settings


@pytest.fixture
def arta(world):
    return world.person("arta", "monitor", world.north)


@pytest.fixture
def besa(world):
    return world.person("besa", "monitor", world.north, verbs=("read", "work"))


def set_up(client, name):
    """Set up the app, with the code that was said in person; returns its secret."""
    person = User.objects.get(username=name)
    if needs_code(person):
        assert client.post(NEEDED, {"code": make_code(person)})["Location"] == NEEDED
    client.get(SETUP)
    client.post(f"/account/reauthenticate/?next={SETUP}", {"password": password_of(name)})
    secret = re.search(r"<code>([A-Z2-7=]+)</code>", client.get(SETUP).content.decode())[1]
    assert client.post(SETUP, {"code": code_of(secret)}).status_code == 302
    return secret


def signed_in(name):
    client = Client()
    assert sign_in(client, name).status_code == 302
    return client


EVERYWHERE = [
    "/",
    "/access/",
    "/people/",
    "/search/?q=x",
    "/access/exports/",
    "/account/second-factor/",
    "/jobs/",
]


@pytest.mark.parametrize("path", [*EVERYWHERE, "/account/sessions/", "/account/password/change/", "/drafts/"])
def test_who_opens_identities_without_one_is_led_to_set_it_up(demanded, arta, path):
    answer = signed_in("arta").get(path)
    assert (answer.status_code, answer["Location"]) == (302, NEEDED)


def test_sending_does_nothing_without_one(demanded, arta):
    client = signed_in("arta")
    assert client.post("/access/preferences/", {"language": "sq"})["Location"] == NEEDED
    assert client.post("/access/organisations/?export=csv")["Location"] == NEEDED
    part = client.get("/people/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"], part.content) == (200, NEEDED, b"")


def test_what_was_sent_before_the_password_was_asked_again_goes_on_to_nothing(demanded, administrator):
    """The library calls the view of a suspended form directly: without reach it finds nothing there either."""
    client, path = signed_in("administrator"), "/access/people/new/"
    told = {"GET": "", "POST": "username=puppet&full_name=Puppet", "META": {"REQUEST_METHOD": "POST"}}
    told |= {"path": path, "path_info": path, "method": "POST", "scheme": "http"}
    session = client.session
    session["account_reauthentication_state"] = {"request": json.dumps(told)}
    session.save()
    given = {"password": password_of("administrator")}
    assert client.post(f"/account/reauthenticate/?next={path}", given).status_code == 404
    assert not User.objects.filter(username="puppet").exists()


def test_once_it_is_set_up_everything_is_open_and_recovery_codes_are_there(demanded, arta):
    client = signed_in("arta")
    set_up(client, "arta")
    for path in EVERYWHERE:
        assert client.get(path).status_code == 200, path
    codes = re.findall(r"<code>(\d+)</code>", client.get("/account/second-factor/codes/").content.decode())
    assert len(codes) == 10
    later = signed_in("arta")
    assert later.get("/access/")["Location"].startswith("/account/login/")
    assert later.post("/account/second-factor/enter/", {"code": codes[3]}).status_code == 302
    assert later.get("/access/").status_code == 200


def test_whoever_knows_the_password_alone_sets_no_second_factor_up(demanded, arta, auditor):
    """A thief has the link or the password of a new account; the code was said to Arta in person."""
    thief, code = signed_in("arta"), make_code(arta)
    for path in (SETUP, "/account/second-factor/passkeys/new/"):
        assert thief.get(path)["Location"] == NEEDED
        assert thief.post(path, {"code": "000000"})["Location"] == NEEDED
    assert b"second-factor/app/" not in thief.get(NEEDED).content
    for _try in range(TRIES):
        assert thief.post(NEEDED, {"code": "AAAA-AAAA"}).status_code == 422
    assert thief.post(NEEDED, {"code": code}).status_code == 422, "it was guessed at too often"
    assert not Authenticator.objects.filter(user=arta).exists()
    client, code = signed_in("arta"), make_code(arta)
    assert client.post(NEEDED, {"code": f" {code.lower()} "}).status_code == 302
    assert b"second-factor/app/" in client.get(NEEDED).content
    assert thief.get(SETUP)["Location"] == NEEDED, "what one session showed opens no other"
    set_up(client, "arta")
    rows = scoped(AuditRow.objects.all(), auditor).filter(action="account.show_code")
    assert [row.detail.count("fitting") for row in rows] == [1] * rows.count() and rows.count() > TRIES
    assert code not in "".join(row.detail for row in rows)


def test_a_code_is_for_one_account_for_three_days_and_once(demanded, arta, besa, monkeypatch):
    code, client = make_code(arta), signed_in("arta")
    demanded.SECOND_FACTOR = "everybody"
    assert signed_in("besa").post(NEEDED, {"code": code}).status_code == 422
    newer = make_code(arta)
    assert client.post(NEEDED, {"code": code}).status_code == 422
    set_up(client, "arta")
    assert client.post(NEEDED, {"code": newer}).status_code == 422


def test_an_account_that_reaches_nothing_yet_waits_for_the_code_as_well(demanded, world):
    """Else a thief would set it up before anything is granted, and wait."""
    world.person("zana", "monitor")
    client = signed_in("zana")
    assert client.get("/access/").status_code == 200
    assert client.get(SETUP)["Location"] == NEEDED
    demanded.SECOND_FACTOR = "off"
    assert client.get(SETUP)["Location"].startswith("/account/reauthenticate/")


def test_who_speaks_for_a_person_gives_the_code(demanded, arta, administrator, world):
    """Of what owners granted an administrator gives no code: an owner does, and nobody for the own account."""
    drita, zef = world.actor("drita", "director", world.north), world.actor("zef", "director", world.south)
    for stranger in (administrator, zef, actor_for(arta)):
        with pytest.raises(Refused):
            actions.give_code(stranger, arta)
    assert actions.give_code(drita, arta)
    newcomer = world.person("newcomer", "monitor")
    assert actions.give_code(administrator, newcomer)
    with pytest.raises(Refused):
        actions.give_code(drita, newcomer)


def test_the_owner_finds_who_waits_and_sees_the_code_once(demanded, arta, world):
    drita = world.person("drita", "director", world.north)
    browser = signed_in("drita")
    set_up(browser, "drita")
    page = browser.get("/access/confirmations/").content.decode()
    assert "Arta" in page and f"/access/people/{arta.pk}/code/" in page
    shown = browser.post(f"/access/people/{arta.pk}/code/")
    code = re.search(r"<code>([A-Z0-9]{4}-[A-Z0-9]{4})</code>", shown.content.decode())[1]
    assert "no-store" in shown["Cache-Control"]
    assert signed_in("arta").post(NEEDED, {"code": code}).status_code == 302
    for other in (world.person("lule", "monitor", world.south), drita):
        assert browser.post(f"/access/people/{other.pk}/code/").status_code == 404


def test_the_link_of_a_new_account_comes_with_its_code(demanded, administrator, world):
    world.person("newcomer", "monitor")
    browser = signed_in("administrator")
    set_up(browser, "administrator")
    page = browser.post(f"/access/people/{world.people['newcomer'].pk}/link/").content.decode()
    assert len(re.findall(r"<code>[A-Z0-9]{4}-[A-Z0-9]{4}</code>", page)) == 1
    demanded.SECOND_FACTOR = "off"
    page = browser.post(f"/access/people/{world.people['newcomer'].pk}/link/").content.decode()
    assert not re.findall(r"<code>[A-Z0-9]{4}-[A-Z0-9]{4}</code>", page)


def test_guesses_at_the_second_factor_end_wherever_they_come_from(demanded, arta):
    """A thief has the password and many addresses; a million codes take more than a quarter of an hour."""
    secret = set_up(signed_in("arta"), "arta")
    for number in range(8):
        thief = Client(REMOTE_ADDR=f"203.0.113.{number}")
        sign_in(thief, "arta")
        assert thief.post(ENTER, {"code": "000000"}).status_code == 200
    thief = Client(REMOTE_ADDR="203.0.113.99")
    sign_in(thief, "arta")
    answer = thief.post(ENTER, {"code": code_of(secret)})
    assert answer.status_code == 200 and thief.get("/access/").status_code == 302
    assert "Too many" in answer.content.decode()


def test_who_only_reads_and_works_is_not_asked_unless_everybody_is(demanded, besa):
    client = signed_in("besa")
    assert client.get("/access/").status_code == 200
    demanded.SECOND_FACTOR = "everybody"
    assert client.get("/access/")["Location"] == NEEDED


def test_an_administrator_and_an_auditor_are_asked(demanded, administrator, auditor):
    for name in ("administrator", "auditor"):
        assert signed_in(name).get("/access/")["Location"] == NEEDED


def test_where_it_is_off_nobody_is_asked(arta, settings):
    assert settings.SECOND_FACTOR == "off"
    assert signed_in("arta").get("/access/").status_code == 200


def test_power_that_is_given_later_asks_at_the_next_request(demanded, besa, world, staging):
    client = signed_in("besa")
    assert client.get("/access/").status_code == 200
    with staging():
        besa.grants.update(can_identify=True)
    assert client.get("/access/")["Location"] == NEEDED


def test_the_only_one_is_not_removed_and_nobody_else_can(demanded, arta, world):
    client = signed_in("arta")
    set_up(client, "arta")
    for send in (client.get, client.post):
        assert send("/account/second-factor/app/remove/")["Location"] == "/account/second-factor/"
    assert Authenticator.objects.filter(user=arta, type="totp").exists()
    demanded.SECOND_FACTOR = "off"
    assert client.post("/account/second-factor/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=arta).exists()


def test_the_first_one_ends_the_sessions_that_were_opened_without(
    demanded, arta, auditor, django_capture_on_commit_callbacks
):
    stolen, client = signed_in("arta"), signed_in("arta")
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client, "arta")
    assert client.get("/access/").status_code == 200
    assert stolen.get("/access/")["Location"].startswith("/account/login/")
    rows = scoped(AuditRow.objects.all(), auditor).filter(action="account.security").order_by("seq")
    assert any("other sessions ended: 1" in row.detail for row in rows)


def test_the_check_says_when_nobody_is_asked(demanded, arta):
    assert [found.id for found in deployment.check_second_factors()] == ["habeas.W024"]
    demanded.SECOND_FACTOR = "off"
    assert [found.id for found in deployment.check_second_factors()] == ["habeas.W025", "habeas.W024"]


def test_the_check_names_compartments_with_a_sole_owner(world):
    world.person("drita", "director", world.north)
    (found,) = deployment.check_second_owners()
    assert (found.id, found.hint) == (
        "habeas.W026",
        "Name a second owner in: north. Until then only `habeas recover-owner` helps.",
    )
    world.person("zana", "director", world.north)
    assert deployment.check_second_owners() == []


def test_a_secret_put_into_another_row_does_not_open(arta, besa):
    """A thief who may write into the database gives Arta the second factor that is their own."""
    TOTP.activate(arta, generate_totp_secret())
    known = generate_totp_secret()
    TOTP.activate(besa, known)
    codes = RecoveryCodes.activate(besa).generate_codes()
    RecoveryCodes.activate(arta)
    assert besa_row("totp", besa).wrap().validate_code(code_of(known))
    for kind in ("totp", "recovery_codes"):
        data = Authenticator.objects.filter(user=besa, type=kind).values_list("data", flat=True).get()
        with database_hands():
            Authenticator.objects.filter(user=arta, type=kind).update(data=data)
    with pytest.raises(VaultError, match="another row"):
        besa_row("totp", arta).wrap().validate_code(code_of(known))
    with pytest.raises(VaultError, match="another row"):
        besa_row("recovery_codes", arta).wrap().validate_code(codes[0])


def besa_row(kind, user):
    return Authenticator.objects.get(user=user, type=kind)


def test_a_secret_altered_or_of_another_kind_does_not_open(arta):
    TOTP.activate(arta, generate_totp_secret())
    row = besa_row("totp", arta)
    Authenticator.objects.filter(pk=row.pk).update(data={"secret": "bm8="})
    with pytest.raises(VaultError):
        besa_row("totp", arta).wrap().validate_code("000000")
    Authenticator.objects.filter(pk=row.pk).update(data={"secret": row.data["secret"]}, type="recovery_codes")
    Authenticator.objects.filter(pk=row.pk).update(data={"seed": str(row.data["secret"]), "used_mask": 0})
    with pytest.raises(VaultError, match="another row"):
        besa_row("recovery_codes", arta).wrap().generate_codes()


def test_a_passkey_put_there_by_hand_is_refused(arta, besa):
    made = Authenticator(user=besa, type="webauthn", data={"name": "mine", "credential": {"id": "x"}})
    made.save()
    assert besa_row("webauthn", besa).data["name"] == "mine"
    Authenticator.objects.filter(pk=made.pk).update(user=arta)
    with pytest.raises(VaultError, match="another account"):
        besa_row("webauthn", arta)


def test_a_session_moved_into_another_row_opens_nothing(arta, besa):
    """Besa knows her own cookie, and writes what Arta's session holds into the row of hers."""
    arta_client, besa_client = signed_in("arta"), signed_in("besa")
    rows = Session.objects.all()
    of_arta = rows.get(pk=row_key(arta_client.session.session_key)).session_data
    assert SessionStore(arta_client.session.session_key).decode(of_arta)["_auth_user_id"] == str(arta.pk)
    rows.filter(pk=row_key(besa_client.session.session_key)).update(session_data=of_arta)
    assert besa_client.get("/access/")["Location"].startswith("/account/login/")
    rows.filter(pk=row_key(arta_client.session.session_key)).update(
        session_data=json.dumps({"_auth_user_id": "x"})
    )
    assert arta_client.get("/access/")["Location"].startswith("/account/login/")


def test_a_password_hash_put_into_another_row_opens_nothing(arta, besa):
    User.objects.filter(pk=arta.pk).update(password=User.objects.get(pk=besa.pk).password)
    assert not User.objects.get(pk=arta.pk).check_password(password_of("besa"))
    assert sign_in(Client(), "arta", password_of("besa")).status_code == 200
    assert User.objects.get(pk=besa.pk).check_password(password_of("besa"))


def test_a_hash_made_without_the_key_file_opens_nothing(arta):
    from django.contrib.auth.hashers import make_password

    User.objects.filter(pk=arta.pk).update(password=make_password("words of the thief"))
    assert sign_in(Client(), "arta", "words of the thief").status_code == 200


def test_a_password_is_renewed_when_its_hash_is_of_an_older_kind(arta, settings):
    before = User.objects.get(pk=arta.pk).password
    settings.PASSWORD_HASHERS = ["habeas.access.hashers.TunedArgon2Hasher", *settings.PASSWORD_HASHERS]
    assert User.objects.get(pk=arta.pk).check_password(password_of("arta"))
    after = User.objects.get(pk=arta.pk)
    assert after.password.startswith("argon2") and after.password != before
    assert after.check_password(password_of("arta")) and not after.check_password("another")


def test_every_door_is_an_address():
    from habeas.access.demanding import DOORS

    for name in DOORS:
        if "webauthn" not in name:
            assert reverse(name)
