"""What allauth asks of us: no open sign-up, second factors sealed, nothing that reveals whether an account exists."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from habeas.core.actors import ROOT_COMPARTMENT
from habeas.core.vault.datakeys import seal, unseal

BINDING = b"mfa_authenticator|secret"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators only."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie sealed under the root compartment's data key."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(ROOT_COMPARTMENT, BINDING, text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(ROOT_COMPARTMENT, BINDING, base64.b64decode(encrypted_text)).decode()

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)
