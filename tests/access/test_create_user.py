"""`habeas create-user` adds people; no password on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from habeas.access.models import Appointment, User

GOOD = "seven quiet horses at noon"


def create(*words, **options):
    out = io.StringIO()
    call_command("create_user", *words, stdout=out, **options)
    return out.getvalue()


def test_a_one_time_link_is_printed(db):
    said = create("arta", full_name="Arta Example")
    path = said.split("http://localhost:8000")[1].strip()
    person = Client()
    assert person.post(path, {"password": GOOD, "again": GOOD}).status_code == 302
    assert User.objects.get(username="arta").check_password(GOOD)
    assert person.get(path).status_code == 404


def test_a_password_comes_from_standard_input(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{GOOD}\n"))
    said = create("arta", full_name="Arta Example", password_stdin=True)
    assert (said, User.objects.get(username="arta").check_password(GOOD)) == ("arta may sign in.\n", True)


def test_no_option_takes_a_password(db):
    with pytest.raises(CommandError):
        call_command("create_user", "arta", "--full-name", "Arta", "--password", GOOD)


def test_the_first_administrator_is_appointed(world):
    create("admir", full_name="Admir Example", role="test-administrator", organisation="test-mission")
    held = Appointment.objects.get(user__username="admir")
    assert (held.role, held.organisation) == (world.roles["administrator"], world.mission)


def test_an_unknown_role_is_named_and_nothing_is_made(world):
    with pytest.raises(CommandError, match="administratr.*Known: .*test-administrator"):
        create("admir", full_name="Admir Example", role="administratr", organisation="test-mission")
    assert not User.objects.filter(username="admir").exists()


def test_a_taken_or_weak_one_is_refused(db, monkeypatch):
    create("arta", full_name="Arta Example")
    with pytest.raises(CommandError, match="taken"):
        create("arta", full_name="Second Arta")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match="short"):
        create("besa", full_name="Besa Example", password_stdin=True)
