"""What the sign-in library tells us and the audit should know."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from habeas.access import session_list
from habeas.access.actions.accounts import end_all_sessions
from habeas.access.actions.own import record_security_change, record_sign_in
from habeas.access.actors import actor_for
from habeas.access.demanding import factors_of
from habeas.access.enrolment import forget_code


@receiver(user_logged_in, dispatch_uid="habeas.signed_in")
def signed_in(request: Any, user: Any, **kwargs: Any) -> None:
    """A sign-in is written down, and its session listed; whether a second factor was given comes with it."""
    session_list.write_down(request)
    methods = request.session.get("account_authentication_methods", [])
    record_sign_in(actor_for(user), None, second_factor=any(m.get("method") == "mfa" for m in methods))


@receiver(password_changed, dispatch_uid="habeas.password_changed")
def changed_password(request: Any, user: Any, **kwargs: Any) -> None:
    record_security_change(actor_for(user), None, what="password changed")


@receiver(authenticator_added, dispatch_uid="habeas.factor_added")
def added_factor(request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """The first second factor ends every other session: none of them was opened with it."""
    told = f"second factor added: {authenticator.type}"
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        forget_code(user)
    if authenticator.type != authenticator.Type.RECOVERY_CODES and factors_of(user).count() == 1:
        told += f"; other sessions ended: {end_all_sessions(user, keep=request.session.session_key)}"
    record_security_change(actor_for(user), None, what=told)


@receiver(authenticator_removed, dispatch_uid="habeas.factor_removed")
def removed_factor(request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    record_security_change(actor_for(user), None, what=f"second factor removed: {authenticator.type}")


@receiver(authenticator_reset, dispatch_uid="habeas.factor_reset")
def reset_factor(request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    record_security_change(actor_for(user), None, what=f"second factor renewed: {authenticator.type}")
