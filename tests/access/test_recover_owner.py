"""Drita owns the north alone and has lost her phone and her password; two custodians come to the server."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pyrage import x25519

from habeas.access import models as access
from habeas.access.models import AccountReset, Notice, User
from habeas.core.actors import system_actor
from habeas.core.audit import AuditRow
from habeas.core.scope import scoped
from habeas.core.vault import escrow, keyfile
from habeas.core.vault.keyfile import KeyFileError
from tests.access.test_second_factor import set_up, signed_in

NEW = "seven quiet horses at noon"


@pytest.fixture
def custodians(db, tmp_path):
    """Three identities in files, the first two of which the key file is deposited with."""
    made = [x25519.Identity.generate() for _ in range(3)]
    files = []
    for number, identity in enumerate(made):
        files.append(tmp_path / f"custodian-{number}.txt")
        files[-1].write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    deposit = tmp_path / "deposit.age"
    deposit.write_bytes(escrow.deposit(keyfile.current(), [str(one.to_public()) for one in made[:2]]))
    return deposit, files, [str(one.to_public()) for one in made]


@pytest.fixture
def drita(world):
    return world.person("drita", "director", world.north)


def recover(custodians, name="drita", which=(0, 1), deposit=None, reason="phone and notes burnt"):
    out, (kept, files, _public) = io.StringIO(), custodians
    told = [word for number in which for word in ("--identity", str(files[number]))]
    call_command(
        "recover_owner", name, "--deposit", str(deposit or kept), *told, "--reason", reason, stdout=out
    )
    return out.getvalue()


def test_two_custodians_let_a_sole_owner_back_in(custodians, drita, world, auditor, settings):
    settings.SECOND_FACTOR = "powerful"
    lule = world.person("lule", "director", world.south)
    before = signed_in("drita")
    set_up(before, "drita")
    said = recover(custodians)
    assert before.get("/access/")["Location"].startswith("/account/login/")
    path = re.search(r"http://localhost:8000(\S+)", said)[1]
    code = re.search(r"in person: (\S+)", said)[1]
    browser = Client()
    assert browser.post(path, {"password": NEW, "again": NEW}).status_code == 302
    assert browser.get(path).status_code == 404
    browser.post("/account/login/", {"login": "drita", "password": NEW})
    assert browser.get("/access/")["Location"] == "/account/second-factor/needed/"
    assert browser.post("/account/second-factor/needed/", {"code": code}).status_code == 302
    told = scoped(Notice.objects.filter(kind="account.recovered"), everything()).values_list("owner", "note")
    assert set(told) == {(person.pk, "phone and notes burnt") for person in (drita, lule)}
    (row,) = scoped(AuditRow.objects.filter(action="account.recover_owner"), auditor)
    assert all(public in row.detail for public in custodians[2][:2]) and "burnt" in row.detail


def everything():
    return system_actor("set the scene of a test")


def test_whom_another_owner_can_confirm_is_not_recovered(custodians, drita, world):
    world.person("zana", "director", world.north)
    with pytest.raises(CommandError, match="owns nothing alone.*another owner"):
        recover(custodians)
    assert User.objects.get(pk=drita.pk).has_usable_password()
    assert not AccountReset.objects.visible_to(everything()).exists()


def test_a_second_compartment_with_another_owner_waits_for_that_one(custodians, drita, world, staging):
    zana = world.person("zana", "director", world.south)
    with staging():
        access.Grant.objects.create(
            compartment=world.south, user=drita, reason="both", can_read=True, can_own=True
        )
    path = re.search(r"http://localhost:8000(\S+)", recover(custodians))[1]
    answer = Client().post(path, {"password": NEW, "again": NEW})
    assert answer.status_code == 200 and "an owner must confirm" in answer.content.decode()
    browser = signed_in("zana")
    waiting = AccountReset.objects.visible_to(everything()).get(compartment=world.south, state="asked")
    assert browser.post(f"/access/resets/{waiting.pk}/answer/", {"agree": "1"}).status_code == 302
    assert Client().post(path, {"password": NEW, "again": NEW}).status_code == 302
    assert zana.pk != drita.pk


@pytest.mark.parametrize(
    ("which", "said"),
    [((0,), "Two different custodians"), ((0, 0), "Two different custodians"), ((0, 2), "does not open")],
)
def test_one_custodian_or_a_stranger_is_not_enough(custodians, drita, which, said):
    with pytest.raises((CommandError, KeyFileError), match=said):
        recover(custodians, which=which)
    assert User.objects.get(pk=drita.pk).has_usable_password()


def test_a_deposit_of_another_register_an_unknown_name_and_no_reason_are_refused(custodians, drita, tmp_path):
    other = tmp_path / "other.age"
    other.write_bytes(escrow.deposit(keyfile.KeyFile.generate(), custodians[2][:2]))
    with pytest.raises(CommandError, match="another register"):
        recover(custodians, deposit=other)
    with pytest.raises(CommandError, match="no open account"):
        recover(custodians, name="nobody-here")
    with pytest.raises(CommandError, match="needs a reason"):
        recover(custodians, reason=" ")
    with pytest.raises(CommandError, match="cannot be read"):
        recover(custodians, deposit=tmp_path / "missing.age")
    assert User.objects.get(pk=drita.pk).has_usable_password()
