"""Ways back into an account: a one-time link, confirmed by an owner where compartments are at stake."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.accounts import end_all_sessions, replace_links
from habeas.access.actions.notices import send_notices
from habeas.access.choices import ResetState
from habeas.access.demanding import factors_of
from habeas.access.links import digest_of
from habeas.access.models import AccountReset, User
from habeas.access.owners import at_stake, other_owners, vouching
from habeas.access.rules import may_manage_another, owns_the_compartment_at_stake
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.ids import new_id
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
    if _vouching(actor, user):
        raise Invalid(
            _("“{name}” has a second factor: an owner must confirm a new password.").format(name=user),
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
        expires_at=in_hours(LINK_HOURS),
    )
    return token


def in_hours(hours: int) -> datetime:
    return timezone.now() + timedelta(hours=hours)


@action("account.ask_reset", rule=may_manage_another)
def ask_reset(actor: Actor, user: User, *, reason: str, second_factor: bool = False) -> AccountReset:
    """Ask for a new password, or the loss of a second factor: an owner of every compartment reached must confirm.

    For an account that reaches none and has a second factor, the owner of another compartment does. Returns the part
    that will carry the link.
    """
    if not reason.strip():
        raise Invalid(_("A reset needs a reason."), field="reason")
    owned = _who_confirms(actor, user)
    batch = new_id()
    parts = [
        AccountReset.objects.create(
            batch=batch,
            user=user,
            compartment_id=home,
            second_factor=second_factor,
            reason=reason.strip(),
            asked_by=actor.id,
            expires_at=in_hours(LINK_HOURS),
        )
        for home in owned or [None]
    ]
    told: set[UUID] = set()
    for part, owners in zip(parts, owned.values(), strict=False):
        waiting = [owner for owner in owners if owner not in told]
        send_notices(waiting, notices.RESET_WAITS, by=actor.id, subject=user, record=part)
        told.update(waiting)
    return parts[0]


def _who_confirms(actor: Actor, user: User) -> dict[UUID, list[UUID]]:
    """The compartments of which an owner must confirm, each with its other owners; raises Invalid when one has none."""
    homes = sorted(at_stake(user)) or _vouching(actor, user)
    owned = {home: other_owners([home], user) for home in homes}
    if not all(owned.values()):
        raise Invalid(
            _("Nobody else owns what “{name}” reaches.").format(name=user),
            remedy=_("Let a second owner be named in each compartment before the account is reset."),
        )
    return owned


def _vouching(actor: Actor, user: User) -> list[UUID]:
    home = vouching(user, actor.id) if factors_of(user).exists() else None
    return [home] if home else []


@action("account.answer_reset", rule=owns_the_compartment_at_stake, verb="own")
def answer_reset(actor: Actor, asked: AccountReset, *, agreed: bool) -> AccountReset:
    """Confirm or decline a reset for all own compartments, after having spoken with the person."""
    if asked.state != ResetState.ASKED or asked.expires_at <= timezone.now():
        raise Invalid(_("This reset is no longer open."))
    if asked.user_id == actor.id:
        raise Invalid(_("Nobody confirms the reset of the own account."))
    waiting = [part for part in _parts(actor, asked) if part.state == ResetState.ASKED]
    mine = [part for part in waiting if actor.holds("own", part.compartment_id)]
    if not mine:
        raise Invalid(_("This reset is no longer open."))
    for part in mine:
        part.state = ResetState.READY if agreed else ResetState.DECLINED
        part.answered_by = actor.id
        part.save(update_fields=["state", "answered_by"])
    send_notices([asked.asked_by], notices.RESET_ANSWERED, by=actor.id, subject=asked.user)
    asked.refresh_from_db()
    return asked


def _parts(actor: Actor, asked: AccountReset) -> list[AccountReset]:
    return list(AccountReset.objects.visible_to(actor).filter(batch=asked.batch).order_by("pk"))


@action("account.issue_link", rule=may_manage_another)
def issue_link(actor: Actor, asked: AccountReset) -> str:
    """The one-time link of a confirmed reset; returns its secret part, once. Sessions and second factors end."""
    if asked.compartment_id is None and asked.state == ResetState.ASKED:
        asked.state = ResetState.READY
    parts = [asked, *(part for part in _parts(actor, asked) if part.pk != asked.pk)]
    _check_stake(asked, parts)
    now = timezone.now()
    if not all(part.is_open(now) for part in parts) or any(part.digest for part in parts):
        raise Invalid(
            _("There is no confirmed reset to make a link for."),
            remedy=_("Wait for an owner of each compartment, or ask again."),
        )
    token = secrets.token_urlsafe(32)
    asked.digest, asked.expires_at = digest_of(token), in_hours(LINK_HOURS)
    asked.save(update_fields=["digest", "state", "expires_at"])
    replace_links(asked.user, keep=asked)
    lock_out(asked)
    return token


def _check_stake(asked: AccountReset, parts: list[AccountReset]) -> None:
    """What an account reaches may have grown since a reset was asked for: nobody but its owners let one pass."""
    spoken_for = {part.compartment_id for part in parts}
    if not at_stake(asked.user) <= spoken_for:
        raise Invalid(
            _("“{name}” reaches compartments now: an owner must confirm a new password.").format(
                name=asked.user
            ),
            remedy=_("Ask an administrator for a reset, which an owner confirms."),
        )


def lock_out(asked: AccountReset) -> None:
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
    parts = _parts(actor, asked)
    _check_stake(asked, [part for part in parts if part.state == ResetState.READY])
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
