"""Making persons of entries, and choosing which value is preferred."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.editing import check_seen
from habeas.core.records import Protected
from habeas.missing import errors
from habeas.missing.actions.cases import open_case
from habeas.missing.actions.checks import check_one_person
from habeas.missing.models import Entry, Membership, Person, Preference
from habeas.missing.models.told import FIELDS
from habeas.missing.queries.persons import entries_of
from habeas.missing.rules import can_keep
from habeas.missing.scope import scope_of
from habeas.missing.values import copy, put, text_of


@action("missing.register", rule=can_keep)
def register_person(
    actor: Actor, compartment: Any, *, entry: Entry | None = None, opened_on: Any = None, **fields: Any
) -> Person:
    """Register a missing person with a case, from an entry of a list or from what is known."""
    person = Person(compartment=compartment.pk, reference=next_reference(compartment.pk, "M"))
    if entry is not None:
        copy(entry, person).invented = entry.source.invented
    for name, value in fields.items():
        setattr(person, name, value)
    if not (person.family_name or person.given_name):
        raise errors.nothing_known()
    person.save()
    if entry is not None:
        attach(actor, person, entry)
    open_case(actor, person, opened_on=opened_on)
    return person


def attach(actor: Actor, person: Person, entry: Entry, *, suggestion: Any = None) -> Membership:
    """Let an entry speak of a person, and of nobody else; called inside an action."""
    for held in Membership.objects.workable_by(actor).filter(entry=entry, ended_at=None):
        held.ended_at = timezone.now()
        held.save()
    made: Membership = Membership.objects.create(
        compartment=entry.compartment, entry=entry, person=person.pk, suggestion=suggestion
    )
    return made


@action("missing.attach", rule=can_keep)
def attach_entry(
    actor: Actor, person: Person, *, entry: Entry, duplicates_proved: bool = False
) -> Membership:
    """Say that an entry speaks of a person; what reviewers decided and one person a list hold here too."""
    if person.merged_into_id:
        raise errors.person_was_merged(person)
    others = [one for one in entries_of(actor, person) if one.pk != entry.pk]
    check_one_person(actor, others, [entry], proved=duplicates_proved)
    return attach(actor, person, entry)


@action("missing.prefer", rule=can_keep)
def prefer_value(
    actor: Actor,
    person: Person,
    *,
    field: str,
    reason: str,
    entry: Entry | None = None,
    value: str | None = None,
    seen_version: int | None = None,
) -> Preference:
    """Choose the value of a field, after an entry or as written, with the reason; imports never touch it."""
    check_seen(person, seen_version)
    if field not in FIELDS:
        raise errors.unknown_field(field)
    if person.merged_into_id:
        raise errors.person_was_merged(person)
    if not reason.strip():
        raise errors.reason_missing()
    before = text_of(person, field)
    _set(person, field, value if entry is None else text_of(entry, field))
    person.save()
    _renew_scope(person)
    return keep_preference(person, field, reason.strip(), before=before, entry=entry)


def keep_preference(
    person: Person, field: str, reason: str, *, before: str, entry: Any = None, merge: Any = None
) -> Preference:
    """Keep for good what a field is now, and why; called inside an action."""
    preference: Preference = Preference.objects.create(
        compartment=person.compartment,
        person=person,
        field=field,
        value=text_of(person, field),
        entry=entry.pk if isinstance(entry, Protected) else None,
        reason=reason,
        merge=merge,
        before=before,
    )
    return preference


def _set(person: Person, field: str, text: str | None) -> None:
    try:
        put(person, field, (text or "").strip())
    except ValueError:
        raise errors.value_not_understood(text or "") from None


def _renew_scope(person: Person) -> None:
    case = getattr(person, "case", None)
    scope = scope_of(person.disappeared)
    if case is not None and case.scope != scope:
        case.scope = scope
        case.save()


def fill_from(kept: Person, absorbed: Person, merge: Any) -> None:
    """Fill what is not known of a person from the one merged into it."""
    filled = [field for field in FIELDS if not text_of(kept, field) and text_of(absorbed, field)]
    for field in filled:
        setattr(kept, field, getattr(absorbed, field))
    if filled:
        kept.save()
    for field in filled:
        reason = _("the only value known, from %(person)s") % {"person": absorbed.reference}
        keep_preference(kept, field, reason, before="", merge=merge.pk)
    _renew_scope(kept)


def empty_again(actor: Actor, kept: Person, merge: Any) -> None:
    """Take back what a merge filled, unless somebody chose a value since."""
    rows = list(Preference.objects.visible_to(actor).filter(person=kept).order_by("created_at"))
    newest = {row.field: row for row in rows}
    undone = [row.field for row in newest.values() if row.merge == merge.pk]
    for field in undone:
        put(kept, field, newest[field].before)
    if undone:
        kept.save()
    for field in undone:
        keep_preference(kept, field, _("merge undone"), before=newest[field].value)
    _renew_scope(kept)
