"""What `habeas check --deploy` looks at in accounts; each finding says what to do."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from habeas.access.actors import actor_for
from habeas.access.models import User

POWERFUL = ("own", "identify")


@register(Tags.security, deploy=True)
def check_second_factors(**kwargs: Any) -> list[CheckMessage]:
    """Whoever manages accounts, owns a compartment or opens identities has a second factor, save in a demo."""
    if settings.INVENTED:
        return []
    try:
        without = people_without_second_factor()
    except DatabaseError:
        return []  # the check of the database says what is wrong
    if not without:
        return []
    text = f"{len(without)} accounts that manage accounts, own compartments or open identities have no second factor."
    hint = f"Let them set one up under “Your account”: {', '.join(sorted(without)[:10])}."
    return [Warning(text, hint, id="habeas.W024")]


def people_without_second_factor() -> list[str]:
    """The user names of powerful accounts that a password alone opens."""
    safe = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user")
    bare = User.objects.filter(is_active=True).exclude(pk__in=safe)
    return [user.username for user in bare if is_powerful(user)]


def is_powerful(user: User) -> bool:
    actor = actor_for(user)
    return actor.may("accounts.manage") or any(actor.compartments(verb) for verb in POWERFUL)
