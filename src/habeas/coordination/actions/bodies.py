"""Founding bodies, naming them, seating parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from habeas.coordination.models import Body, BodyName, Party, PartyContact, Rules
from habeas.coordination.rules import can_chair, can_work
from habeas.core.actions import action, audited_read
from habeas.core.actors import Actor
from habeas.core.counters import next_reference

Name = tuple[str, str, str]
"""Language, kind of name, text."""


@action("body.found", rule=can_work)
def found_body(actor: Actor, compartment: Any, *, names: Iterable[Name] = (), **fields: Any) -> Body:
    """Register a body with its names, in the compartment of its chair."""
    body: Body = Body.objects.create(
        compartment=compartment.pk, reference=next_reference(compartment.pk, "B"), **fields
    )
    for language, use, text in names:
        BodyName.objects.create(
            compartment=body.compartment, body=body, language=language, use=use, text=text
        )
    return body


@action("body.name", rule=can_chair)
def add_name(actor: Actor, body: Body, *, language: str, use: str, text: str) -> BodyName:
    """Add a name; the others stay."""
    name: BodyName = BodyName.objects.create(
        compartment=body.compartment, body=body, language=language, use=use, text=text
    )
    return name


@action("body.rules", rule=can_chair)
def adopt_rules(actor: Actor, body: Body, **fields: Any) -> Rules:
    """Record a version of the rules of procedure."""
    rules: Rules = Rules.objects.create(compartment=body.compartment, body=body, **fields)
    return rules


@action("body.seat", rule=can_chair)
def seat_party(actor: Actor, body: Body, **fields: Any) -> Party:
    """Give an organisation a seat in a body."""
    party: Party = Party.objects.create(compartment=body.compartment, body=body, **fields)
    return party


@action("party.contact", rule=can_chair)
def add_contact(actor: Actor, party: Party, *, contact: str = "", **fields: Any) -> PartyContact:
    """Record somebody of a party who is written to."""
    made: PartyContact = PartyContact.objects.create(
        compartment=party.compartment, party=party, contact=contact.strip() or None, **fields
    )
    return made


@audited_read("party.contacts", rule=can_work)
def open_contacts(actor: Actor, party: Party) -> list[tuple[PartyContact, str]]:
    """The contacts of a party with how to reach them."""
    rows = PartyContact.objects.visible_to(actor).filter(party=party, ended=None)
    return [(row, row.contact.open() if row.contact is not None else "") for row in rows]
