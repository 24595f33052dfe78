"""What allauth asks of us: no open sign-up, second factors sealed, nothing that reveals whether an account exists."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from habeas.access.factors import Fresh, opened

WRONG_PASSWORDS = {"login_failed": "60/m/ip"}
"""Beside it the settings bound the wrong codes of one account, which nobody tries who has not its password."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators only."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Wrong passwords are counted by name and address (`lockout`); here those of one address in a minute."""
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed", config=WRONG_PASSWORDS
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie sealed under the root compartment's data key, each for its account (`factors`)."""

    def encrypt(self, text: str) -> str:
        return Fresh(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the name of the register's own address, whatever a request says."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": settings.MISSION_NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What the device keeps: the key of the account and its user name, no full name and no e-mail."""
        told = super().get_public_key_credential_user_entity(user)
        return told | {"name": str(user.username), "display_name": str(user.username)}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called until its owner says better."""
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": kept + 1}

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)
