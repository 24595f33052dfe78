"""Accounts: made, changed, closed and opened again by administrators."""

from __future__ import annotations

import re
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access import notices, session_list
from habeas.access.actions.notices import send_notices
from habeas.access.choices import ResetState
from habeas.access.models import AccountReset, EmergencyAccess, User
from habeas.access.owners import at_stake, other_owners
from habeas.access.rules import manages_accounts, may_manage_another
from habeas.access.sessions import held_in, row_key
from habeas.core.actions import action, current
from habeas.core.actors import Actor, system_actor
from habeas.core.errors import Invalid
from habeas.core.rules import is_signed_in

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")


@action("account.create", rule=manages_accounts)
def create_user(
    actor: Actor,
    target: None = None,
    *,
    username: str,
    full_name: str,
    email: str = "",
    language: str = "",
    password: str | None = None,
    invented: bool = False,
) -> User:
    """Make an account; without a password it waits for its one-time link."""
    username = username.strip().lower()
    _check_username(username)
    if not full_name.strip():
        raise Invalid(_("An account needs the full name of the person."), field="full_name")
    if password is not None:
        _check_password(password)
    user = User.objects.create_user(
        username,
        email=email,
        password=password,
        full_name=full_name.strip(),
        language=language,
        invented=invented,
    )
    current().note(user, "created", ["username"])
    return user


def _check_username(username: str) -> None:
    if not USERNAME.fullmatch(username):
        raise Invalid(
            _("“{name}” cannot be a user name.").format(name=username),
            remedy=_("Use 3 to 60 small letters, digits, dots, hyphens or underscores."),
            field="username",
        )
    if User.objects.filter(username=username).exists():
        raise Invalid(
            _("The user name “{name}” is taken.").format(name=username),
            remedy=_("Choose another one; names of closed accounts are not used again."),
            field="username",
        )


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), field="password") from None


@action("account.change", rule=manages_accounts)
def change_account(actor: Actor, user: User, *, full_name: str, email: str) -> User:
    """Correct the name or the address of an account."""
    if not full_name.strip():
        raise Invalid(_("An account needs the full name of the person."), field="full_name")
    user.full_name, user.email = full_name.strip(), email.strip()
    user.save(update_fields=["full_name", "email"])
    current().note(user, "changed", ["full_name", "email"])
    return user


@action("account.deactivate", rule=may_manage_another)
def deactivate_user(actor: Actor, user: User, *, reason: str) -> User:
    """Close an account: nobody signs in with it, its sessions, links and emergency accesses end at once."""
    if not reason.strip():
        raise Invalid(_("Closing an account needs a reason."), field="reason")
    user.is_active = False
    user.save(update_fields=["is_active"])
    current().note(user, "changed", ["is_active"])
    current().say(reason=reason, sessions_ended=end_all_sessions(user))
    replace_links(user)
    _end_emergencies(user)
    return user


@action("account.reactivate", rule=may_manage_another)
def reactivate_user(actor: Actor, user: User) -> User:
    """Open a closed account again; what it reaches follows from its appointments and grants, whose owners are told."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    current().note(user, "changed", ["is_active"])
    send_notices(other_owners(at_stake(user), user), notices.ACCOUNT_OPENED, by=actor.id, subject=user)
    return user


@action("session.end_all", rule=may_manage_another)
def end_sessions_of(actor: Actor, user: User, *, reason: str) -> int:
    """Sign somebody out everywhere at once (a lost laptop, a suspicion); returns of how many sessions."""
    ended = end_all_sessions(user)
    current().say(reason=reason, user=user.pk, sessions_ended=ended)
    return ended


@action("session.end_others", rule=is_signed_in)
def end_other_sessions(actor: Actor, target: None = None, *, keep: str) -> int:
    """Sign oneself out everywhere but here; returns of how many sessions."""
    ended = end_all_sessions(User.objects.get(pk=actor.id), keep=keep)
    current().say(sessions_ended=ended)
    return ended


def end_all_sessions(user: User, keep: str | None = None) -> int:
    """End every session of an account at once, save the one to keep; returns how many."""
    kept, ended = row_key(keep) if keep else "", 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=kept):
        session_list.end(session)
        ended += 1
    return ended + _end_untracked_sessions(user, kept)


def replace_links(user: User, keep: AccountReset | None = None) -> int:
    """Make every confirmed reset of an account and its link useless, save the parts of the one to keep; returns how
    many."""
    ready = AccountReset.objects.visible_to(current().actor).filter(user=user, state=ResetState.READY)
    older = [link for link in ready if keep is None or link.batch != keep.batch]
    for link in older:
        link.state, link.digest = ResetState.REPLACED, ""
        link.save(update_fields=["state", "digest"])
    return len(older)


def _end_untracked_sessions(user: User, kept: str) -> int:
    """Sessions begun where no page was opened since are known to the session store alone."""
    mine = [
        session
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.session_key != kept and held_in(session).get(SESSION_KEY) == str(user.pk)
    ]
    for session in mine:
        session.delete()
    return len(mine)


def _end_emergencies(user: User) -> None:
    system: Any = system_actor("end the emergency accesses of a closed account")
    for opened in EmergencyAccess.objects.visible_to(system).filter(user=user, ended_at=None):
        _end_emergency(system, opened)


@action("emergency.end_with_account", rule=manages_accounts)
def _end_emergency(actor: Actor, opened: EmergencyAccess) -> None:
    """End an emergency access because its account was closed."""
    opened.ended_at = timezone.now()
    opened.save(update_fields=["ended_at"])
