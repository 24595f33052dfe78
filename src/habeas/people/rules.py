"""Who may do what with people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_identify, can_own, can_work, compartment_of, rule

__all__ = ["can_identify", "can_own", "can_search_names", "can_work", "opens_alone"]


@rule(
    _("You may not search people by name."),
    _("Ask the owner of a compartment for the right to open identities."),
)
def can_search_names(actor: Actor, target: Any = None) -> bool:
    """Somebody who may open identities in at least one compartment."""
    return bool(actor.compartments("identify"))


def opens_alone(actor: Actor, person: Any) -> bool:
    """True when this reader needs a reason, but no second person."""
    return actor.holds("identify", compartment_of(person)) and not person.needs_second_person
