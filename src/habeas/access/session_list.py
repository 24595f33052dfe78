"""Where an account is signed in: the library's list, under the keys by which sessions stand in the database."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, password_set, user_logged_in
from allauth.usersessions import signals as of_library
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from habeas.access.sessions import held_in, row_key


def take_over() -> None:
    """The library's own receivers would write the keys of cookies: ours writes the list instead (`signals`)."""
    user_logged_in.disconnect(of_library.on_user_logged_in)
    for signal in (password_set, password_changed):
        signal.disconnect(of_library.on_password_changed)


def write_down(request: HttpRequest) -> None:
    """Note from where the session of a request is used, and that it is used now."""
    most = UserSession._meta.get_field("user_agent").max_length
    told = {
        "user_id": request.user.pk,
        "ip": get_adapter().get_client_ip(request),
        "user_agent": request.headers.get("User-Agent", "")[:most],
        "last_seen_at": timezone.now(),
    }
    UserSession.objects.update_or_create(session_key=row_key(request.session.session_key), defaults=told)


def live_sessions(user: Any) -> list[UserSession]:
    """The live sessions of an account, the last used first; what is left of dead ones goes. Three queries at most."""
    listed = list(UserSession.objects.filter(user_id=user.pk))
    keys = [entry.session_key for entry in listed]
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    alive = {row.session_key for row in stored if belongs_to(row, user)}
    dead = [entry.pk for entry in listed if entry.session_key not in alive]
    if dead:
        UserSession.objects.filter(pk__in=dead).delete()
    return sorted(
        (entry for entry in listed if entry.session_key in alive),
        key=lambda entry: entry.last_seen_at,
        reverse=True,
    )


def belongs_to(row: Session, user: Any) -> bool:
    """True when somebody is signed in with this session as `user`, under the password of today."""
    held = held_in(row)
    mine = held.get(SESSION_KEY) == str(user.pk)
    return mine and constant_time_compare(held.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def end(entry: UserSession) -> None:
    """End a session of the list: it is dead at its next request."""
    Session.objects.filter(session_key=entry.session_key).delete()
    entry.delete()
