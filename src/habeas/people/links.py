"""Which buttons stand on the pages of people, and for whom."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.pages import link
from habeas.people.models import Person
from habeas.people.rules import can_identify, can_search_names, can_work


def of_the_list(actor: Actor) -> list[dict[str, Any]]:
    """Registering, and searching by name."""
    add: dict[str, Any] = {"icon": "plus", "primary": True}
    found = link(
        _("Find by name"), reverse("people:search"), actor=actor, rule=can_search_names, icon="search"
    )
    if actor.compartments("work"):
        found += link(_("Register a person"), reverse("people:add"), **add)
    return found


def of_person(actor: Actor, person: Person) -> list[dict[str, Any]]:
    """What the reader may do with a person."""

    def to(name: str) -> str:
        return reverse(f"people:{name}", args=[person.pk])

    may: dict[str, Any] = {"actor": actor, "target": person, "rule": can_work}
    return [
        *link(
            _("Open the identity"), to("identity"), **{**may, "rule": can_identify}, icon="lock", primary=True
        ),
        *link(_("Record a consent"), to("consent-add"), icon="plus", **may),
        *link(_("Add a name"), to("name-add"), icon="plus", **may),
        *link(_("Change the standing"), to("standing"), icon="edit", **may),
    ]
