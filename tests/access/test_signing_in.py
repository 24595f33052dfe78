"""Signing in: nothing reveals who has an account, guesses end, sessions can be ended."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from habeas.access import actions
from habeas.access.hashers import TunedArgon2Hasher
from habeas.access.models import Appointment, User
from habeas.access.sessions import row_key
from habeas.core.audit import AuditRow
from habeas.core.errors import Refused
from habeas.core.scope import scoped
from tests.shelf.actions import make_box

LOGIN = "/account/login/"


def password_of(name):
    return f"{name} has a long password"


def sign_in(client, name, password=None, **kwargs):
    return client.post(LOGIN, {"login": name, "password": password or password_of(name)}, **kwargs)


@pytest.fixture
def arta(world):
    return world.person("arta", "monitor", world.north)


@pytest.fixture
def signed_in(client, arta):
    assert sign_in(client, "arta").status_code == 302
    return client


def open_factor_page(client):
    """The page that sets up the second factor; it asks for the password first."""
    asked = client.get("/account/second-factor/app/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    client.post(asked["Location"], {"password": password_of("arta")})
    return client.get("/account/second-factor/app/")


def code_of(secret):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def test_a_person_signs_in_and_it_is_written_down(client, arta, auditor):
    answer = sign_in(client, "arta")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/access/").status_code == 200
    rows = scoped(AuditRow.objects.all(), auditor).filter(action="session.begin")
    assert [row.label for row in rows] == ["arta"]


def page_text(answer):
    """What the page says, without what differs by chance or repeats what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return text.replace("arta", "NAME").replace("nobody-here", "NAME")


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(client, arta):
    wrong = sign_in(client, "arta", "not the password at all")
    unknown = sign_in(Client(), "nobody-here", "not the password at all")
    assert wrong.status_code == unknown.status_code
    assert page_text(wrong) == page_text(unknown)


def test_a_closed_account_without_the_password_is_told_the_same(client, arta):
    User.objects.filter(pk=arta.pk).update(is_active=False)
    assert page_text(sign_in(client, "arta", "wrong")) == page_text(sign_in(Client(), "nobody-here", "wrong"))


@override_settings(PASSWORD_HASHERS=["habeas.access.hashers.TunedArgon2Hasher"])
@pytest.mark.parametrize("name", ["arta", "nobody-here", "without-password"])
def test_each_attempt_costs_one_hash(client, world, monkeypatch, name):
    """Known, unknown and without a password: the same work, so that time tells nothing."""
    world.person("arta", "monitor")
    User.objects.create_user("without-password", full_name="Without")
    hashed = []
    for method in ("encode", "verify"):
        kept = getattr(TunedArgon2Hasher, method)

        def counting(self, *args, _kept=kept, **kwargs):
            hashed.append(1)
            return _kept(self, *args, **kwargs)

        monkeypatch.setattr(TunedArgon2Hasher, method, counting)
    sign_in(client, name, "not the password at all")
    assert len(hashed) == 1


@pytest.mark.figures
def test_hashing_a_password_takes_about_150_ms(figure):
    hasher = TunedArgon2Hasher()
    encoded = hasher.encode("seven quiet horses at noon", hasher.salt())
    times = []
    for _ in range(15):
        began = time.process_time()
        assert hasher.verify("seven quiet horses at noon", encoded)
        times.append((time.process_time() - began) * 1000)
    best = sorted(times)[0]
    figure("Argon2id, processor time of one password", f"{best:.0f} ms ({encoded.split('$')[3]})")
    assert "argon2id" in encoded
    assert 40 < best < 400


def test_eight_wrong_passwords_lock_the_name_at_that_address_only(arta):
    for number in range(8):
        sign_in(Client(), ("arta", "ARTA", " Arta ")[number % 3], "wrong", REMOTE_ADDR="198.51.100.7")
    assert sign_in(Client(), "arta", REMOTE_ADDR="198.51.100.7").status_code == 429
    assert UserSession.objects.count() == 0
    assert sign_in(Client(), "arta", REMOTE_ADDR="203.0.113.9").status_code == 302


def test_colleagues_who_mistype_do_not_lock_their_office(arta):
    for number in range(8):
        sign_in(Client(), f"colleague-{number}", "wrong", REMOTE_ADDR="198.51.100.7")
    assert sign_in(Client(), "arta", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_an_own_sign_in_does_not_forgive_guesses_at_others(arta, world):
    world.person("besa", "monitor")
    for _ in range(7):
        sign_in(Client(), "besa", "wrong", REMOTE_ADDR="198.51.100.7")
    sign_in(Client(), "arta", REMOTE_ADDR="198.51.100.7")
    sign_in(Client(), "besa", "wrong", REMOTE_ADDR="198.51.100.7")
    assert sign_in(Client(), "besa", REMOTE_ADDR="198.51.100.7").status_code == 429


def test_the_lockout_page_is_the_same_for_known_and_unknown_names(arta):
    pages = []
    for name in ("arta", "nobody-here"):
        for _ in range(8):
            sign_in(Client(), name, "wrong", REMOTE_ADDR="203.0.113.9")
        pages.append(page_text(sign_in(Client(), name, "wrong", REMOTE_ADDR="203.0.113.9")))
        from axes.utils import reset

        reset()
    assert pages[0] == pages[1]


def test_passwords_do_not_stand_in_what_the_limit_keeps(arta):
    from axes.models import AccessAttempt

    sign_in(Client(), "arta", "my secret slip")
    kept = AccessAttempt.objects.values_list("post_data", "get_data", "username")
    assert "my secret slip" not in str(list(kept))


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_confirm_email"]
)
def test_there_is_no_sign_up_and_no_password_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/code/", "3rdparty/"])
def test_their_addresses_lead_nowhere(client, db, path):
    assert client.get(f"/account/{path}").status_code == 404


def test_an_ended_session_is_dead_at_its_next_request(signed_in, arta):
    other = Client()
    sign_in(other, "arta")
    assert other.get("/access/").status_code == 200
    theirs = UserSession.objects.exclude(session_key=row_key(signed_in.session.session_key)).get()
    assert signed_in.post(f"/account/sessions/{theirs.pk}/end/").status_code == 302
    assert other.get("/access/").status_code == 302
    assert signed_in.get("/access/").status_code == 200


def test_nobody_ends_the_session_of_another(signed_in, world):
    world.person("besa", "monitor")
    other = Client()
    sign_in(other, "besa")
    theirs = UserSession.objects.get(user=world.people["besa"])
    assert signed_in.post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
    assert other.get("/access/").status_code == 200


def test_a_closed_account_is_out_at_once(signed_in, arta, administrator):
    actions.deactivate_user(administrator, arta, reason="left")
    assert signed_in.get("/access/").status_code == 302
    assert Session.objects.count() == 0
    assert sign_in(Client(), "arta")["Location"] == "/account/inactive/"


def test_a_new_password_ends_the_other_sessions(signed_in, arta):
    other = Client()
    sign_in(other, "arta")
    given = {
        "oldpassword": password_of("arta"),
        "password1": "nine green hills far",
        "password2": "nine green hills far",
    }
    assert signed_in.post("/account/password/change/", given).status_code == 302
    assert other.get("/access/").status_code == 302


def test_a_second_factor_is_set_up_asked_for_and_sealed(signed_in, arta):
    page = open_factor_page(signed_in)
    secret = re.search(r"<code>([A-Z2-7=]+)</code>", page.content.decode())[1]
    assert signed_in.post("/account/second-factor/app/", {"code": code_of(secret)}).status_code == 302
    assert signed_in.get("/account/second-factor/").status_code == 200
    codes = re.findall(r"<code>(\d+)</code>", signed_in.get("/account/second-factor/codes/").content.decode())
    assert len(codes) == 10
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        assert secret not in str(cursor.fetchall())

    later = Client()
    assert sign_in(later, "arta")["Location"].startswith("/account/second-factor/enter/")
    assert later.get("/access/").status_code == 302
    assert later.post("/account/second-factor/enter/", {"code": "000000"}).status_code == 200
    assert later.get("/access/").status_code == 302
    assert later.post("/account/second-factor/enter/", {"code": codes[0]}).status_code == 302
    assert later.get("/access/").status_code == 200


def test_a_used_recovery_code_is_used(signed_in, arta):
    page = open_factor_page(signed_in)
    secret = re.search(r"<code>([A-Z2-7=]+)</code>", page.content.decode())[1]
    signed_in.post("/account/second-factor/app/", {"code": code_of(secret)})
    code = re.findall(r"<code>(\d+)</code>", signed_in.get("/account/second-factor/codes/").content.decode())[
        0
    ]
    for expected in (302, 200):
        later = Client()
        sign_in(later, "arta")
        assert later.post("/account/second-factor/enter/", {"code": code}).status_code == expected


def test_a_copied_table_of_sessions_opens_nobodys_session(signed_in, arta):
    """Neither the cookie stands in any table, nor does what stands there work as a cookie."""
    cookie = signed_in.cookies["sessionid"].value
    stored = []
    with connection.cursor() as cursor:
        of_accounts = re.compile("django_session|usersessions_|access_|axes_|mfa_")
        for table in filter(of_accounts.match, connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            stored += [value for row in cursor.fetchall() for value in row]
    assert cookie not in str(stored)
    kept = Session.objects.get()
    assert kept.session_key == UserSession.objects.get().session_key == row_key(cookie) in stored
    for taken in (kept.session_key, kept.session_key[:32], kept.session_data[:40]):
        thief = Client()
        thief.cookies["sessionid"] = taken
        assert thief.get("/access/")["Location"].startswith("/account/login/")
    assert signed_in.get("/access/").status_code == 200


def test_a_new_sign_in_takes_a_new_session_key(client, arta):
    """Nobody sits in a session that another chose or saw before the sign-in."""
    before = client.session
    sign_in(client, "arta")
    assert client.cookies["sessionid"].value != before.session_key
    assert not before.exists(before.session_key)
    other = Client()
    other.cookies["sessionid"] = chosen = "chosenbysomebodyelse000000000000"
    sign_in(other, "arta")
    assert other.cookies["sessionid"].value != chosen
    assert not before.exists(chosen)


def test_the_list_of_sessions_forgets_what_no_longer_opens(signed_in, arta):
    other = Client()
    sign_in(other, "arta")
    listed = lambda: signed_in.get("/account/sessions/").content.decode()  # noqa: E731
    assert listed().count("<tr>") == 3 and listed().count("this one") == 1
    Session.objects.filter(pk=row_key(other.session.session_key)).delete()
    assert listed().count("<tr>") == 2
    assert UserSession.objects.count() == 1


def test_session_contents_are_sealed_in_the_database(signed_in, arta):
    session = signed_in.session
    session["note"] = "a suspended form"
    session.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        stored = str(cursor.fetchall())
    assert "suspended" not in stored
    import base64

    payload = stored.split("'")[1].split(":")[0].lstrip(".")
    assert b"_auth_user_id" not in base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    assert signed_in.session["note"] == "a suspended form"


def test_an_export_asks_for_the_password_again_and_then_goes_on(signed_in):
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=0):
        asked = signed_in.post("/access/organisations/?export=csv")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/reauthenticate/")
    answer = signed_in.post(asked["Location"], {"password": password_of("arta")})
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert b"test-mission" in answer.content


def test_a_fresh_sign_in_exports_at_once(signed_in):
    answer = signed_in.post("/access/organisations/?export=csv")
    assert answer.headers["Content-Type"].startswith("text/csv")


def test_the_language_is_kept_in_the_account(client, arta):
    answer = client.post("/language/", {"language": "sq", "next": "/account/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert client.get(LOGIN).headers["Content-Language"] == "sq"
    sign_in(client, "arta")
    client.post("/language/", {"language": "sr", "next": "/access/"})
    assert User.objects.get(pk=arta.pk).language == "sr"
    elsewhere = Client()
    sign_in(elsewhere, "arta")
    assert elsewhere.get("/access/").headers["Content-Language"] == "sr"


def test_the_language_switch_leads_to_no_other_site(client):
    answer = client.post("/language/", {"language": "sq", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_the_colours_of_the_account_follow_it(client, arta):
    User.objects.filter(pk=arta.pk).update(theme="dark")
    sign_in(client, "arta")
    assert b'data-theme="dark"' in client.get("/access/").content


def test_a_person_ends_all_the_own_sessions_but_this_one(signed_in, arta):
    others = [Client(), Client()]
    for other in others:
        sign_in(other, "arta")
        assert other.get("/access/").status_code == 200
    assert signed_in.post("/account/sessions/end/").status_code == 302
    assert [other.get("/access/").status_code for other in others] == [302, 302]
    assert signed_in.get("/access/").status_code == 200


def test_an_administrator_signs_somebody_out_everywhere(signed_in, arta, administrator, world):
    assert signed_in.get("/access/").status_code == 200
    assert actions.end_sessions_of(administrator, arta, reason="a laptop was lost") == 1
    assert signed_in.get("/access/").status_code == 302
    colleague = world.actor("besa", "monitor", world.north)
    with pytest.raises(Refused):
        actions.end_sessions_of(colleague, arta, reason="a whim")


def test_a_role_that_ended_counts_at_the_next_request(signed_in, arta, world, staging):
    """No new sign-in is needed for it: what an account reaches is worked out for every request."""
    box = make_box(world.actor("besa", "monitor", world.north), world.north, label="north")
    address = f"/access/share/shelf.box/{box.pk}/"
    assert signed_in.get(address).status_code == 403
    with staging():
        Appointment.objects.filter(user=arta).update(ended_at=timezone.now())
    assert signed_in.get(address).status_code == 404
