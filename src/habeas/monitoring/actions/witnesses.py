"""A witness stays one: whoever speaks about others is protected as a person, whichever page names the code."""

from __future__ import annotations

from habeas.core.actors import Actor
from habeas.people.actions import change_standing
from habeas.people.choices import Standing
from habeas.people.models import Person

WITNESSES = ("WIT", "REL")
"""Connections of somebody who speaks about others; joining these to their testimony takes two people."""
STANDING_OF_ROLE = {"WIT": Standing.WITNESS, "SRC": Standing.SOURCE}
"""Roles in an incident (list `person_role`) that make a person a witness or a source."""


def protect_teller(actor: Actor, person: Person | None, connection: str) -> None:
    """Raise the standing of a person who told of others, so that nobody opens the identity alone."""
    if connection in WITNESSES:
        _raise(actor, person, Standing.WITNESS)


def protect_role(actor: Actor, person: Person | None, role: str) -> None:
    """Raise the standing of a person who stands in an incident as witness or source."""
    if role in STANDING_OF_ROLE:
        _raise(actor, person, STANDING_OF_ROLE[role])


def _raise(actor: Actor, person: Person | None, standing: Standing) -> None:
    if person is not None and not person.needs_second_person:
        change_standing(actor, person, standing=standing)
