"""Reading people: by code, never by name."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from habeas.access.models import Approval, Compartment, Organisation
from habeas.core.actors import Actor
from habeas.core.errors import NotVisible
from habeas.core.terms import lookup
from habeas.people.choices import INVERSE, TWO_PERSON_STANDINGS, RelationKind
from habeas.people.codes import read_code
from habeas.people.models import Consent, Contact, Person, PersonName, Relation, Situation


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


def with_code(queryset: QuerySet[Person], text: str) -> QuerySet[Person]:
    """The persons whose code was typed, whole."""
    return queryset.filter(code=read_code(text) or "-")


def people_in_situation(actor: Actor, code: str) -> QuerySet[Situation, Any]:
    """Keys of the persons in a situation now; a restricted one counts only where identities may be opened."""
    verb = "identify" if is_restricted(code) else "read"
    rows = Situation.objects.visible_to(actor, verb).filter(code=code, ended=None)
    return rows.values("person")  # type: ignore[no-any-return]


def is_restricted(code: str) -> bool:
    """True when the list marks the situation for restricted handling."""
    found = lookup.term("situation_of_risk", code)
    return found is not None and "restricted" in found.note


def open_situations(person: Person) -> list[Situation]:
    """The situations that still apply and may stand in a list."""
    return [one for one in person.situations.all() if one.ended is None and not is_restricted(one.code)]


def all_situations(actor: Actor, person: Person) -> list[Situation]:
    """Every situation this reader may see on the person's page, ended ones last."""
    may = actor.holds("identify", person.compartment)
    shown = [one for one in person.situations.all() if may or not is_restricted(one.code)]
    return sorted(shown, key=lambda one: (one.ended is not None, one.code))


def contacts(actor: Actor, person: Person) -> QuerySet[Contact]:
    """The ways to reach a person; their values stay sealed."""
    found: QuerySet[Contact] = Contact.objects.visible_to(actor).filter(person=person, ended=None)
    return found


def workplaces(actor: Actor) -> QuerySet[Compartment]:
    """The compartments in which the actor may work."""
    rows = Compartment.objects.visible_to(actor).filter(pk__in=actor.compartments("work"), closed=False)
    return rows  # type: ignore[no-any-return]


def approvals(actor: Actor, person: Person) -> QuerySet[Approval]:
    """What the reader asked a second person about this one, newest first."""
    rows = Approval.objects.visible_to(actor).filter(record=person.pk, asked_by=actor.id)
    return rows.order_by("-created_at")  # type: ignore[no-any-return]


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
    """Each relation told from this person's side: (kind, the other); others who are hidden are left out."""
    rows = Relation.objects.visible_to(actor).filter(Q(person=person) | Q(relative=person))
    told = {
        (row.kind, row.relative_id)
        if row.person_id == person.pk
        else (str(INVERSE.get(RelationKind(row.kind), RelationKind(row.kind))), row.person_id)
        for row in rows
    }
    others = people(actor).in_bulk([key for _kind, key in told])
    return sorted(((kind, others[key]) for kind, key in told if key in others), key=_by_kind)


def _by_kind(pair: tuple[str, Person]) -> tuple[str, str]:
    return pair[0], pair[1].code


def consents(actor: Actor, person: Person | UUID) -> QuerySet[Consent]:
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


def bodies() -> QuerySet[Organisation]:
    """The bodies to which somebody may agree that information goes."""
    return Organisation.objects.filter(valid_to=None).prefetch_related("names")


def consent_of(actor: Actor, key: Any) -> Consent:
    """One consent of a person whom the reader may know of; raises NotVisible."""
    found: Consent | None = Consent.objects.visible_to(actor).filter(pk=key).first()
    if found is None:
        raise NotVisible()
    found.person = person_of(actor, found.person_id)
    return found


def relation_label(kind: str) -> str:
    """A relation in words, told of the other person: "parent of" this one."""
    return str(RelationKind(INVERSE.get(RelationKind(kind), RelationKind(kind))).label)
