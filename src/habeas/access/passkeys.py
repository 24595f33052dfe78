"""Forms of passkeys that take whatever a device, or somebody in its place, sends: nonsense is a wrong code."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)

NONSENSE = (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError)


class AddPasskey(AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned


class _Answer:
    """What a device answers when it is asked for a passkey."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the library's forms below
        except NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None


class SignInByPasskey(_Answer, LoginWebAuthnForm):
    """Instead of name and password."""


class SecondFactorByPasskey(_Answer, AuthenticateWebAuthnForm):
    """After the password."""


class ConfirmByPasskey(_Answer, ReauthenticateWebAuthnForm):
    """Before what should not happen at an unattended desk."""
