"""Ways back into an account: a one-time link, confirmed by an owner where compartments are at stake."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.accounts import end_all_sessions, replace_links
from habeas.access.actions.notices import send_notices
from habeas.access.choices import ResetState
from habeas.access.links import digest_of
from habeas.access.models import AccountReset, User
from habeas.access.owners import at_stake, owners_of
from habeas.access.rules import may_manage_another, owns_the_compartment_at_stake
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.rules import is_system

LINK_HOURS = 72


@action("account.invite", rule=may_manage_another)
def invite(actor: Actor, user: User) -> str:
    """Make the one-time link of an account that reaches no compartment yet; returns its secret part, once.

    It ends the links made before it.
    """
    if at_stake(user):
        raise Invalid(
            _("“{name}” reaches compartments: an owner must confirm a new password.").format(name=user),
            remedy=_("Ask for a reset instead."),
        )
    token = secrets.token_urlsafe(32)
    replace_links(user)
    AccountReset.objects.create(
        user=user,
        reason=_("one-time link"),
        asked_by=actor.id,
        state=ResetState.READY,
        digest=digest_of(token),
        expires_at=_in_hours(LINK_HOURS),
    )
    return token


def _in_hours(hours: int) -> datetime:
    return timezone.now() + timedelta(hours=hours)


@action("account.ask_reset", rule=may_manage_another)
def ask_reset(actor: Actor, user: User, *, reason: str, second_factor: bool = False) -> AccountReset:
    """Ask the owners of what the account reaches to confirm a new password, or the loss of a second factor."""
    if not reason.strip():
        raise Invalid(_("A reset needs a reason."), field="reason")
    homes = sorted(at_stake(user))
    owned = {home: [o.pk for o in owners_of(home) if o.pk != user.pk] for home in homes}
    home = next((home for home in homes if owned[home]), None)
    if homes and home is None:
        raise Invalid(
            _("Nobody else owns what “{name}” reaches.").format(name=user),
            remedy=_("Let a second owner be named before the account is reset."),
        )
    asked = AccountReset.objects.create(
        user=user,
        compartment_id=home,
        second_factor=second_factor,
        reason=reason.strip(),
        asked_by=actor.id,
        expires_at=_in_hours(LINK_HOURS),
    )
    if home is not None:
        send_notices(owned[home], notices.RESET_WAITS, by=actor.id, subject=user, record=asked)
    return asked


@action("account.answer_reset", rule=owns_the_compartment_at_stake, verb="own")
def answer_reset(actor: Actor, asked: AccountReset, *, agreed: bool) -> AccountReset:
    """Confirm or decline a reset, after having spoken with the person."""
    if asked.state != ResetState.ASKED or asked.expires_at <= timezone.now():
        raise Invalid(_("This reset is no longer open."))
    if asked.user_id == actor.id:
        raise Invalid(_("Nobody confirms the reset of the own account."))
    asked.state = ResetState.READY if agreed else ResetState.DECLINED
    asked.answered_by = actor.id
    asked.save(update_fields=["state", "answered_by"])
    send_notices([asked.asked_by], notices.RESET_ANSWERED, by=actor.id, subject=asked.user)
    return asked


@action("account.issue_link", rule=may_manage_another)
def issue_link(actor: Actor, asked: AccountReset) -> str:
    """The one-time link of a confirmed reset; returns its secret part, once. Sessions and second factors end."""
    _check_stake(asked)
    if asked.compartment_id is None and asked.state == ResetState.ASKED:
        asked.state = ResetState.READY
    if not asked.is_open(timezone.now()) or asked.digest:
        raise Invalid(
            _("There is no confirmed reset to make a link for."),
            remedy=_("Wait for the owner, or ask again."),
        )
    token = secrets.token_urlsafe(32)
    asked.digest, asked.expires_at = digest_of(token), _in_hours(LINK_HOURS)
    asked.save(update_fields=["digest", "state", "expires_at"])
    replace_links(asked.user, keep=asked)
    _lock_out(asked)
    return token


def _check_stake(asked: AccountReset) -> None:
    """What an account reaches may have grown since a reset was asked for: nobody but an owner of it lets one pass."""
    homes = at_stake(asked.user)
    if homes and asked.compartment_id not in homes:
        raise Invalid(
            _("“{name}” reaches compartments now: an owner must confirm a new password.").format(
                name=asked.user
            ),
            remedy=_("Ask an administrator for a reset, which an owner confirms."),
        )


def _lock_out(asked: AccountReset) -> None:
    user = asked.user
    user.set_unusable_password()
    user.save(update_fields=["password"])
    removed = _remove_second_factors(user) if asked.second_factor else 0
    current().say(sessions_ended=end_all_sessions(user), second_factors_removed=removed)


def _remove_second_factors(user: User) -> int:
    return int(Authenticator.objects.filter(user=user).delete()[0])


@action("account.set_password", rule=is_system)
def set_password_by_link(actor: Actor, asked: AccountReset, *, password: str) -> User:
    """Set a password with a one-time link; all sessions of the account end.

    Where no owner confirmed, second factors go too: whoever had the account before keeps no passkey of it.
    """
    if not asked.is_open(timezone.now()):
        raise Invalid(_("This link no longer works."), remedy=_("Ask an administrator for a new one."))
    _check_stake(asked)
    user = asked.user
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), field="password") from None
    user.set_password(password)
    user.save(update_fields=["password"])
    asked.state, asked.digest = ResetState.USED, ""
    asked.save(update_fields=["state", "digest"])
    removed = _remove_second_factors(user) if asked.compartment_id is None else 0
    replace_links(user)
    current().say(user=user.pk, sessions_ended=end_all_sessions(user), second_factors_removed=removed)
    send_notices([user.pk], notices.PASSWORD_SET)
    return user
