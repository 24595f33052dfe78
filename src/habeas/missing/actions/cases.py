"""The case through time: opened, worked on, closed only when found alive or identified and handed over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.terms.lookup import require
from habeas.core.vault.recordkeys import Erased
from habeas.missing import errors
from habeas.missing.actions.days import not_to_come
from habeas.missing.choices import CLOSED, SIGNATORIES, AdministrativeReason, Status
from habeas.missing.models import (
    Case,
    CaseAction,
    CourtDeclaration,
    FamilyContact,
    Information,
    Merge,
    Person,
    StatusChange,
)
from habeas.missing.rules import (
    can_close_administratively,
    can_identify,
    can_keep,
    can_reopen,
    can_work_case,
)
from habeas.missing.scope import scope_of
from habeas.people.errors import reason_missing


def open_case(actor: Actor, person: Person, *, opened_on: date | None = None) -> Case:
    """Open the case of a person on the list; called inside an action. Out-of-scope dates are flagged, never refused."""
    not_to_come(opened_on, "opened_on")
    case = Case(
        compartment=person.compartment,
        person=person,
        reference=next_reference(person.compartment, "C"),
        status=Status.NEW,
        scope=scope_of(person.disappeared),
        opened_on=opened_on or timezone.localdate(),
    )
    case.save()
    StatusChange.objects.create(
        compartment=case.compartment, case=case, before="", after=Status.NEW, on=case.opened_on
    )
    return case


def move(case: Case, after: str, *, on: date, reason: str = "") -> Case:
    """Change the status and keep the step; called inside an action."""
    not_to_come(on)
    if on < case.opened_on:
        raise errors.before_it_was_opened(on, case.opened_on)
    last = case.history.values_list("on", flat=True).first()
    if last is not None and on < last:
        raise errors.step_before_the_last(on, last)
    before, case.status = case.status, after
    case.closed_on = on if after in CLOSED else None
    if after != Status.ADMINISTRATIVE:
        case.administrative_reason = ""
    case.save()
    StatusChange.objects.create(
        compartment=case.compartment, case=case, before=before, after=after, on=on, reason=reason[:300]
    )
    return case


@action("case.take_up", rule=can_work_case)
def take_up(actor: Actor, case: Case, *, on: date | None = None) -> Case:
    """Say that the search has begun: the case is no longer new."""
    return move(case, Status.OPEN, on=on or timezone.localdate())


@action("case.found_alive", rule=can_work_case)
def found_alive(actor: Actor, case: Case, *, on: date, reason: str) -> Case:
    """Close a case because the person is alive; how that was made sure of is the reason."""
    return move(case, Status.ALIVE, on=on, reason=reason)


@action("case.close_administratively", rule=can_close_administratively, verb="clear")
def close_administratively(actor: Actor, case: Case, *, why: str, on: date, reason: str) -> Case:
    """Close a case as the body rules (entered twice, out of scope, withdrawn). It never counts as resolved."""
    case.administrative_reason = AdministrativeReason(why)
    return move(case, Status.ADMINISTRATIVE, on=on, reason=reason)


@action("case.reopen", rule=can_reopen, verb="clear")
def reopen_case(actor: Actor, case: Case, *, on: date, reason: str) -> Case:
    """Take back an administrative closure, as the body rules, or that a person was found alive, when it was a mistake.

    A case with an identification signed by two waits for the hand-over again.
    """
    if case.person.merged_into_id:
        raise errors.case_of_a_merged_person(case.person.merged_into)
    signed = case.identifications.filter(withdrawn_on=None).annotate(signed=Count("signatures"))
    identified = signed.filter(signed__gte=SIGNATORIES).exists()
    return move(case, Status.NOT_HANDED_OVER if identified else Status.OPEN, on=on, reason=reason)


def standing(person: Person) -> int:
    """Which of two persons is kept, the lowest first: the case resolved, identified, open, closed otherwise, none.

    Identified is whoever has an identification in force: its signatures and hand-over must not stop at a closed case.
    """
    case = getattr(person, "case", None)
    if case is None:
        return 4
    if case.is_resolved or not case.is_open:
        return 0 if case.is_resolved else 3
    return 1 if case.identifications.filter(withdrawn_on=None).exists() else 2


def absorb_case(actor: Actor, absorbed: Person, kept: Person) -> tuple[str, date | None]:
    """Close the case of a person merged into another as entered twice; called inside an action.

    Returns the status and the day of closing that it had, an empty one where nothing had to be closed: whoever counts
    cases then counts one human once.
    """
    case = Case.objects.workable_by(actor).filter(person=absorbed).first()
    if case is None or case.status == Status.ADMINISTRATIVE:
        return "", None
    before, closed_on = case.status, case.closed_on
    case.administrative_reason = AdministrativeReason.DUPLICATE
    reason = _("one person with %(person)s") % {"person": kept.reference}
    move(case, Status.ADMINISTRATIVE, on=_today_or_last(case), reason=reason)
    return before, closed_on


def give_back_case(actor: Actor, merge: Merge) -> None:
    """The status from before a merge, where the merge had closed the case; called inside an action."""
    case = Case.objects.workable_by(actor).filter(person=merge.absorbed_id).first()
    duplicate = AdministrativeReason.DUPLICATE
    if not merge.case_before or case is None or case.administrative_reason != duplicate:
        return
    move(case, merge.case_before, on=_today_or_last(case), reason=_("merge undone"))
    if merge.case_closed_on:
        case.closed_on = merge.case_closed_on
        case.save()


def _today_or_last(case: Case) -> date:
    last = case.history.values_list("on", flat=True).first()
    return max(timezone.localdate(), last or case.opened_on, case.opened_on)


@action("case.focal_point", rule=can_work_case)
def name_focal_point(actor: Actor, case: Case, *, focal_point: Any) -> Case:
    """Name who answers for a case."""
    case.focal_point = focal_point
    case.save()
    return case


@action("case.action", rule=can_keep)
def record_action(actor: Actor, case: Case, *, kind: str, on: date, **fields: Any) -> CaseAction:
    """Record something done in a case."""
    require("mp_action", kind, field="kind")
    not_to_come(on)
    taken: CaseAction = CaseAction.objects.create(
        compartment=case.compartment, case=case, kind=kind, on=on, **fields
    )
    return taken


@action("case.declaration", rule=can_keep)
def record_declaration(
    actor: Actor, case: Case, *, court: str, on: date, number: str = ""
) -> CourtDeclaration:
    """Record that a court declared the person dead. The case stays as it is; the search goes on."""
    not_to_come(on)
    declaration: CourtDeclaration = CourtDeclaration.objects.create(
        compartment=case.compartment, case=case, court=court, number=number, on=on
    )
    case.declared_dead_on = min(filter(None, (case.declared_dead_on, on)))
    case.save()
    return declaration


@action("case.family_contact", rule=can_keep)
def record_family_contact(
    actor: Actor, compartment: Any, *, case: Case, name: str, contact: str = "", **fields: Any
) -> FamilyContact:
    """Record a relative, sealed, in the compartment where the file is worked on."""
    made: FamilyContact = FamilyContact.objects.create(
        compartment=compartment.pk, case=case.pk, name=name, contact=contact.strip() or None, **fields
    )
    return made


@action("case.family_consent", rule=can_keep)
def change_family_consent(
    actor: Actor, contact: FamilyContact, *, consent_level: str, how: str
) -> FamilyContact:
    """Record that a relative agreed to more or to less, or took the consent back, and how they said so."""
    require("consent_level", consent_level, field="consent_level")
    current().say(reason=how.strip()[:300])
    contact.consent_level = consent_level
    contact.save()
    return contact


@audited_read("case.family_contacts", rule=can_identify, verb="identify")
def open_family_contacts(
    actor: Actor, compartment: UUID, *, case: Case, reason: str
) -> list[tuple[FamilyContact, str, str]]:
    """Names of relatives and how to reach them, with the reason in the trail."""
    if len(reason.strip()) < 5:
        raise reason_missing()
    current().say(reason=reason.strip()[:300])
    rows = FamilyContact.objects.visible_to(actor, "identify").filter(case=case.pk, compartment=compartment)
    return [(row, _told(row.name), _told(row.contact)) for row in rows]


def _told(sealed: Any) -> str:
    """What is sealed; a word in its place when it was erased."""
    try:
        return "" if sealed is None else str(sealed.open())
    except Erased:
        return _("erased")


@action("case.information", rule=can_keep)
def record_information(
    actor: Actor,
    compartment: Any,
    *,
    case: Case,
    site: Any = None,
    text: str,
    received_on: date,
    **fields: Any,
) -> Information:
    """Record information on what may have happened or where."""
    not_to_come(received_on, "received_on")
    made: Information = Information.objects.create(
        compartment=compartment.pk,
        case=case.pk,
        site=site.pk if site is not None else None,
        text=text,
        received_on=received_on,
        **fields,
    )
    return made
