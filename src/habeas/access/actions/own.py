"""What a person does with the own account."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.translation import gettext as _

from habeas.access import session_list
from habeas.access.models import User
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid, NotVisible
from habeas.core.rules import is_signed_in

PREFERENCES = ("language", "place_order", "place_script", "theme")


@action("account.preferences", rule=is_signed_in)
def set_preferences(actor: Actor, target: None = None, **chosen: str) -> User:
    """Choose language, order and script of place names, colours."""
    user: User = User.objects.get(pk=actor.id)
    for name, value in chosen.items():
        if name not in PREFERENCES:
            raise Invalid(_("There is no preference called “{name}”.").format(name=name), field=name)
        if value not in _allowed(name):
            raise Invalid(_("“{value}” is not among the choices.").format(value=value), field=name)
        setattr(user, name, value)
    user.save(update_fields=list(chosen))
    current().note(user, "changed", list(chosen))
    return user


def _allowed(name: str) -> set[str]:
    field: Any = User._meta.get_field(name)
    choices = field.choices or ()
    return {value for value, _label in choices} | ({""} if name == "language" else set())


@action("session.end", rule=is_signed_in)
def end_session(actor: Actor, target: None = None, *, session: int) -> None:
    """End one of the own sessions; it is dead at its next request."""
    found = UserSession.objects.filter(user_id=actor.id, pk=session).first()
    if found is None:
        raise NotVisible(code="session.end")
    session_list.end(found)


@action("session.begin", rule=is_signed_in)
def record_sign_in(actor: Actor, target: None = None, *, second_factor: bool) -> None:
    """Write down that somebody signed in."""
    current().say(second_factor="yes" if second_factor else "no")


@action("account.show_code", rule=is_signed_in)
def record_code_shown(actor: Actor, target: None = None, *, fitting: bool) -> None:
    """Write down that the code before a first second factor was entered, rightly or not."""
    current().say(fitting="yes" if fitting else "no")


@action("account.security", rule=is_signed_in)
def record_security_change(actor: Actor, target: None = None, *, what: str) -> None:
    """Write down a change of password or second factor."""
    current().say(what=what)


def known_language(code: str) -> bool:
    return code in dict(settings.LANGUAGES)
