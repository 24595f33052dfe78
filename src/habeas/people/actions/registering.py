"""Registering people and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.dates import UncertainDate
from habeas.core.terms.lookup import require
from habeas.core.vault.blind import blind_index
from habeas.people import errors
from habeas.people.choices import TWO_PERSON_STANDINGS, SafeUse, Standing
from habeas.people.models import Contact, Identity, Person, PersonName, Relation, Situation
from habeas.people.naming import NameTold, birth_year, index_text
from habeas.people.rules import can_own, can_work

KEY_PURPOSE = "people full name and birth year"


@action("person.register", rule=can_work)
def register_person(
    actor: Actor,
    compartment: Any,
    *,
    standing: str = Standing.CLIENT,
    names: Iterable[NameTold] = (),
    birth_date: str = "",
    birth_place: str = "",
    documents: str = "",
    sex: str = "",
    community: str = "",
    situations: Iterable[str] = (),
    invented: bool = False,
) -> Person:
    """Register a person.

    `birth_date` is written as it is known (`27.4.1961`, `4.1961`, `~1961`); `situations` are codes of the list.
    """
    born = _read_birth_date(birth_date)
    if community:
        require("community", community, field="community")
    person = Person.objects.create(
        compartment=compartment.pk, standing=standing, sex=sex, community=community, invented=invented
    )
    Identity.objects.create(
        compartment=person.compartment,
        person=person,
        birth_date=born or None,
        birth_place=birth_place or None,
        documents=documents or None,
    )
    for told in names:
        _write_name(person, told, born)
    for code in situations:
        _write_situation(person, code, None)
    return person


@action("person.name", rule=can_work)
def add_name(actor: Actor, person: Person, *, name: NameTold) -> PersonName:
    """Add a name of a person, in another script or as somebody else told it."""
    identity = _identity_of(actor, person)
    return _write_name(person, name, identity.birth_date.open() if identity.birth_date else "")


@action("person.identity", rule=can_work)
def record_identity(
    actor: Actor,
    person: Person,
    *,
    birth_date: str | None = None,
    birth_place: str | None = None,
    documents: str | None = None,
) -> Identity:
    """Record or correct birth and documents; what is None stays as it is."""
    identity = _identity_of(actor, person)
    if birth_place is not None:
        identity.birth_place = birth_place or None
    if documents is not None:
        identity.documents = documents or None
    if birth_date is not None:
        identity.birth_date = _read_birth_date(birth_date) or None
        _renew_keys(actor, person, identity)
    identity.save()
    return identity


@action("person.contact", rule=can_work)
def record_contact(
    actor: Actor, person: Person, *, kind: str, value: str, safe_use: str = SafeUse.UNKNOWN, how: str = ""
) -> Contact:
    """Record how a person can be reached, and whether that is safe."""
    return Contact.objects.create(
        compartment=person.compartment,
        person=person,
        kind=kind,
        value=value.strip(),
        safe_use=safe_use,
        how=how.strip() or None,
    )


@action("person.situation", rule=can_work)
def record_situation(
    actor: Actor, person: Person, *, code: str, since: UncertainDate | None = None
) -> Situation:
    """Record a situation that makes a person vulnerable."""
    return _write_situation(person, code, since)


@action("person.situation.end", rule=can_work)
def end_situation(actor: Actor, situation: Situation, *, on: date) -> Situation:
    """Record that a situation ended."""
    situation.ended = on
    situation.save()
    return situation


@action("person.standing", rule=can_work)
def change_standing(actor: Actor, person: Person, *, standing: str) -> Person:
    """Say how a person stands to us; only an owner takes the protection of a source or witness away."""
    if person.needs_second_person and standing not in TWO_PERSON_STANDINGS and not can_own(actor, person):
        raise errors.standing_protects()
    person.standing = standing
    person.save()
    return person


@action("person.relate", rule=can_work)
def relate(actor: Actor, person: Person, *, relative: Person, kind: str) -> Relation:
    """Record how a person is related to another of the same compartment."""
    if person.pk == relative.pk:
        raise errors.same_person()
    known = Relation.objects.visible_to(actor, "work").filter(person=person, relative=relative, kind=kind)
    return known.first() or Relation.objects.create(
        compartment=person.compartment, person=person, relative=relative, kind=kind
    )


def _identity_of(actor: Actor, person: Person) -> Identity:
    found: Identity = Identity.objects.visible_to(actor, "work").get(person=person)
    return found


def _read_birth_date(text: str) -> str:
    try:
        return UncertainDate.parse(text).isoformat() if text.strip() else ""
    except ValueError:
        raise errors.date_unreadable(text) from None


def _write_name(person: Person, told: NameTold, born: str) -> PersonName:
    parts = told.parts()
    if not parts:
        raise errors.name_empty()
    return PersonName.objects.create(
        compartment=person.compartment,
        person=person,
        script=told.script,
        language=told.language,
        key=_key(person, parts.get("given", ""), parts.get("family", ""), birth_year(born)),
        **parts,
    )


def _key(person: Person, given: str, family: str, year: int | None) -> str:
    text = index_text(given, family, year) if year else ""
    return blind_index(person.compartment, KEY_PURPOSE, text) if text else ""


def _renew_keys(actor: Actor, person: Person, identity: Identity) -> None:
    year = birth_year(identity.birth_date.open() if identity.birth_date else "")
    for name in PersonName.objects.visible_to(actor, "work").filter(person=person):
        given, family = (part.open() if part else "" for part in (name.given, name.family))
        name.key = _key(person, given, family, year)
        name.save(update_fields=["key"])


def _write_situation(person: Person, code: str, since: UncertainDate | None) -> Situation:
    require("situation_of_risk", code, field="situations")
    row: Any = Situation(compartment=person.compartment, person=person, code=code)
    row.since = since
    row.save()
    return row
