"""Opening an identity: a read that is written down, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from habeas.access.actions.approvals import take_approval
from habeas.core.actions import audited_read, current
from habeas.core.actors import Actor
from habeas.core.dates import UncertainDate
from habeas.core.i18n.fold import words
from habeas.core.vault.recordkeys import is_erased
from habeas.people import errors
from habeas.people.approvals import UNMASKING
from habeas.people.choices import SafeUse
from habeas.people.models import Contact, Identity, Person, PersonName
from habeas.people.models.identities import NAME_PARTS
from habeas.people.name_index import search
from habeas.people.naming import NameTold
from habeas.people.rules import can_identify, can_search_names

SHORTEST_REASON = 5
SAFE_MARKS = {"safe": "ok", "limited": "warn", "never": "bad", "unknown": "warn"}


@dataclass(frozen=True)
class ContactTold:
    """One way to reach the person."""

    kind: str
    value: str
    safe_use: str
    how: str

    def __repr__(self) -> str:
        return "ContactTold(•••)"

    def get_safe_use_display(self) -> str:
        return str(SafeUse(self.safe_use).label)

    @property
    def mark(self) -> str:
        """The kind of badge: green only when somebody said that it is safe."""
        return SAFE_MARKS[self.safe_use]


@dataclass(frozen=True)
class OpenedIdentity:
    """Everything that names a person; lives as long as the answer that shows it."""

    code: str
    names: tuple[NameTold, ...]
    birth_date: UncertainDate | None
    birth_place: str
    documents: str
    contacts: tuple[ContactTold, ...]

    def __repr__(self) -> str:
        return f"OpenedIdentity({self.code} •••)"


@audited_read("identity.open", rule=can_identify, verb="identify")
def open_identity(actor: Actor, person: Person, *, reason: str) -> OpenedIdentity:
    """Open the identity of a person.

    The reason stands in the audit trail and may not name the person. A source or witness needs, besides, the
    agreement of a second person (an Approval of the kind `unmask`), which serves once.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise errors.reason_missing()
    if is_erased(person.compartment, person.pk):
        raise errors.identity_erased()
    if person.needs_second_person:
        take_approval(actor, person, kind=UNMASKING.code)
    opened = _read(actor, person)
    if _names_in(reason, opened):
        raise errors.reason_names_the_person()
    current().say(reason=reason.strip()[:300])
    return opened


@dataclass(frozen=True)
class PersonFound:
    """One line of a search by name."""

    person: Person
    name: NameTold
    score: float

    def __repr__(self) -> str:
        return f"PersonFound({self.person.code} •••)"


@audited_read("people.search", rule=can_search_names, verb="identify")
def search_names(actor: Actor, target: None = None, *, query: str) -> list[PersonFound]:
    """Search people by name, in any script; what was asked is not written down, whom it showed is."""
    hits = search(actor, query)
    people = Person.objects.visible_to(actor, "identify").in_bulk([hit.person for hit in hits])
    found = [PersonFound(people[h.person], h.name, h.score) for h in hits if h.person in people]
    current().say(found=len(found))
    current().note_many(Person, "shown", [line.person.pk for line in found])
    return found


def _read(actor: Actor, person: Person) -> OpenedIdentity:
    identity = Identity.objects.visible_to(actor, "identify").get(person=person)
    names = PersonName.objects.visible_to(actor, "identify").filter(person=person)
    contacts = Contact.objects.visible_to(actor, "identify").filter(person=person, ended=None)
    born = _open(identity.birth_date)
    return OpenedIdentity(
        code=person.code,
        names=tuple(_told(name) for name in names),
        birth_date=UncertainDate.parse(born) if born else None,
        birth_place=_open(identity.birth_place),
        documents=_open(identity.documents),
        contacts=tuple(ContactTold(c.kind, c.value.open(), c.safe_use, _open(c.how)) for c in contacts),
    )


def _told(name: PersonName) -> NameTold:
    parts = {part: _open(getattr(name, part)) for part in NAME_PARTS}
    return NameTold(script=name.script, language=name.language, **parts)


def _open(value: Any) -> str:
    return value.open() if value is not None else ""


def _names_in(reason: str, opened: OpenedIdentity) -> bool:
    said = set(words(reason))
    known = {word for name in opened.names for part in name.parts().values() for word in words(part)}
    return any(len(word) > 2 and word in said for word in known)
