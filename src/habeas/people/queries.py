"""Reading people: by code, never by name."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from habeas.core.actors import Actor
from habeas.core.errors import NotVisible
from habeas.people.choices import INVERSE, TWO_PERSON_STANDINGS, RelationKind
from habeas.people.codes import read_code
from habeas.people.models import Consent, Person, PersonName, Relation


def people(actor: Actor) -> QuerySet[Person]:
    """The persons a reader may know of, newest first."""
    return Person.objects.visible_to(actor).prefetch_related("situations")


def person_of(actor: Actor, key: UUID | str) -> Person:
    """One person by key; raises NotVisible."""
    found = people(actor).filter(pk=key).first()
    if found is None:
        raise NotVisible()
    return found


def person_by_code(actor: Actor, code: str) -> Person | None:
    """The person whose code was typed, in capitals or not, with hyphens or not."""
    return people(actor).filter(code=read_code(code)).first()


def likely_same(actor: Actor, person: Person) -> list[Person]:
    """Others of the compartment with the same full name and birth year; for whoever may open identities.

    Sources and witnesses are never named here: a match would tell who they are.
    """
    if not actor.holds("identify", person.compartment) or person.needs_second_person:
        return []
    keys = PersonName.objects.visible_to(actor, "identify").filter(person=person).exclude(key="")
    same = PersonName.objects.visible_to(actor, "identify").filter(
        compartment=person.compartment, key__in=list(keys.values_list("key", flat=True))
    )
    found = people(actor).filter(pk__in=list(same.values_list("person", flat=True)))
    return list(found.exclude(pk=person.pk).exclude(standing__in=TWO_PERSON_STANDINGS).order_by("code"))


def relatives(actor: Actor, person: Person) -> list[tuple[str, Person]]:
    """Each relation told from this person's side: (kind, the other)."""
    rows = Relation.objects.visible_to(actor).select_related("person", "relative")
    told = [(row.kind, row.relative) for row in rows.filter(person=person)]
    inverse = [
        (str(INVERSE.get(RelationKind(row.kind), RelationKind(row.kind))), row.person)
        for row in rows.filter(relative=person)
    ]
    return sorted({(kind, other.pk): (kind, other) for kind, other in told + inverse}.values(), key=_by_kind)


def _by_kind(pair: tuple[str, Person]) -> tuple[str, str]:
    return pair[0], pair[1].code


def consents(actor: Actor, person: Person) -> QuerySet[Consent]:
    """Everything the person agreed to or took back, newest first."""
    return (
        Consent.objects.visible_to(actor)
        .filter(person=person)
        .select_related("explained_by")
        .prefetch_related("uses__organisation")
    )


def consent_for(
    actor: Actor,
    person: Person,
    use: str,
    *,
    organisation: Any = None,
    item: Any = None,
    on: date | None = None,
) -> Consent | None:
    """The consent on which a use may rest on a day; None means that there is none, and the use is refused.

    `item` is the row to be used; `organisation` the body it would go to.
    """
    day = on or timezone.localdate()
    model, record = (item._meta.label_lower, item.pk) if item is not None else ("", None)
    for consent in consents(actor, person):
        if consent.in_force(day) and consent.covers(model, record) and _agrees(consent, use, organisation):
            return consent
    return None


def _agrees(consent: Consent, use: str, organisation: Any) -> bool:
    body = getattr(organisation, "pk", None)
    return any(row.use == use and row.organisation_id in (None, body) for row in consent.uses.all())
