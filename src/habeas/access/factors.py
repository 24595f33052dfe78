"""Secrets of second factors, sealed for the one account and kind that they belong to; passkeys carry a seal as well.

The library hands texts over without saying whose they are. So a new one waits as `Fresh` until its row is saved, and
one read from the database comes as `Kept`, which knows its row: moved to another account, neither opens.
"""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver

from habeas.core.actors import ROOT_COMPARTMENT
from habeas.core.vault import keyfile
from habeas.core.vault.datakeys import VaultError, ring, seal, unseal

SECRETS = ("secret", "seed")
UNSAVED = "not saved yet"
Place = tuple[UUID, str, str]


class Fresh(str):
    """A secret that no row holds yet: reads as nothing."""

    plain: str

    def __new__(cls, plain: str) -> Fresh:
        made = super().__new__(cls, UNSAVED)
        made.plain = plain
        return made


class Kept(str):
    """A sealed secret, and whose it is: account, kind, name."""

    place: Place

    def __new__(cls, sealed: str, place: Place) -> Kept:
        made = super().__new__(cls, sealed)
        made.place = place
        return made


def opened(text: str) -> str:
    """The plain secret; raises VaultError when it was altered or is another account's."""
    if isinstance(text, Fresh):
        return text.plain
    if not isinstance(text, Kept):
        raise VaultError("A secret of a second factor is opened without its account.")
    try:
        sealed = base64.b64decode(text, validate=True)
    except ValueError:
        sealed = b""
    return unseal(ROOT_COMPARTMENT, _binding(text.place), sealed).decode()


def _binding(place: Place) -> bytes:
    return "mfa_authenticator|{}|{}|{}".format(*place).encode()


@receiver(pre_save, sender=Authenticator, dispatch_uid="habeas.factor_sealed")
def seal_for_its_account(instance: Any, **kwargs: Any) -> None:
    """Before a row is written: seal what is fresh, and sign a passkey."""
    for name in SECRETS:
        if isinstance(fresh := instance.data.get(name), Fresh):
            place = (instance.user_id, str(instance.type), name)
            sealed = seal(ROOT_COMPARTMENT, _binding(place), fresh.plain.encode())
            instance.data[name] = Kept(base64.b64encode(sealed).decode(), place)
    if "credential" in instance.data and "seal" not in instance.data:
        instance.data["seal"] = _signed(instance)


@receiver(post_init, sender=Authenticator, dispatch_uid="habeas.factor_read")
def know_its_account(instance: Any, **kwargs: Any) -> None:
    """After a row is read: its secrets know whose they are; raises VaultError for a passkey put there by hand."""
    data = instance.__dict__.get("data")
    if instance.pk is None or not isinstance(data, dict):
        return
    for name in SECRETS:
        if type(data.get(name)) is str:
            data[name] = Kept(data[name], (instance.user_id, str(instance.type), name))
    if "credential" in data and not keyfile.is_signature(str(data.get("seal", "")), _signed(instance)):
        raise VaultError(
            "A passkey was altered, or moved here from another account. Restore the database from a backup."
        )


def _signed(instance: Any) -> str:
    """What only this register writes for this account and this passkey."""
    told = json.dumps(instance.data["credential"], sort_keys=True, separators=(",", ":"))
    message = f"habeas passkey|{instance.user_id}|{told}".encode()
    return hmac.digest(ring.index_key(ROOT_COMPARTMENT), message, "sha256").hex()
