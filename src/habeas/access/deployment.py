"""What `habeas check --deploy` looks at in accounts; each finding says what to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from habeas.access.actors import actor_for
from habeas.access.demanding import factors_everywhere, is_powerful
from habeas.access.models import Compartment, User
from habeas.access.owners import owners_of
from habeas.core.actors import system_actor


@register(Tags.security, deploy=True)
def check_second_factors(**kwargs: Any) -> list[CheckMessage]:
    """Whoever manages accounts, owns a compartment or opens identities has a second factor, save in a demo."""
    if settings.INVENTED:
        return []
    try:
        without = people_without_second_factor()
    except DatabaseError:
        return []  # the check of the database says what is wrong
    return [*_not_demanded(), *_without(sorted(without))]


def _not_demanded() -> list[CheckMessage]:
    if settings.SECOND_FACTOR != "off":
        return []
    hint = "Leave HABEAS_SECOND_FACTOR away, or set it to “powerful” or “everybody”."
    return [Warning("A second factor is demanded of nobody.", hint, id="habeas.W025")]


def _without(names: list[str]) -> list[CheckMessage]:
    if not names:
        return []
    text = f"{len(names)} accounts that open identities, export, own or administer have no second factor."
    hint = f"Give each the code for it in person, and let them set it up now. {', '.join(names[:10])}."
    return [Warning(text, hint, id="habeas.W024")]


def people_without_second_factor() -> list[str]:
    """The user names of powerful accounts that a password alone opens."""
    bare = User.objects.filter(is_active=True).exclude(pk__in=factors_everywhere().values("user"))
    return [user.username for user in bare if is_powerful(actor_for(user))]


@register(Tags.security, deploy=True)
def check_second_owners(**kwargs: Any) -> list[CheckMessage]:
    """Every open compartment has a second owner: nobody else can confirm the reset of a sole one."""
    if settings.INVENTED:
        return []
    try:
        alone = sorted(compartments_with_one_owner())
    except DatabaseError:
        return []  # the check of the database says what is wrong
    if not alone:
        return []
    text = f"{len(alone)} compartments have one owner only, whose lost password nobody else can confirm."
    return [
        Warning(
            text,
            f"Name a second owner in: {', '.join(alone[:10])}. Until then only `habeas recover-owner` helps.",
            id="habeas.W026",
        )
    ]


def compartments_with_one_owner() -> list[str]:
    """The codes of open compartments that exactly one person owns."""
    system = system_actor("find compartments with one owner")
    rows = Compartment.objects.visible_to(system).filter(closed=False)
    return [row.code for row in rows if len(owners_of(row.pk)) == 1]
