"""Recording an interview with its consent, opening its testimony, and joining it to an identity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.access.actions.approvals import take_approval
from habeas.access.models import Compartment
from habeas.core.actions import action, audited_read
from habeas.core.actors import Actor
from habeas.core.counters import next_reference
from habeas.core.rules import can_identify, can_work
from habeas.monitoring import errors, rules
from habeas.monitoring.actions.witnesses import WITNESSES, protect_teller
from habeas.monitoring.choices import Interpreter, RiskLevel
from habeas.monitoring.models import Interview, Quote
from habeas.monitoring.queries import consents_of, uses_agreed
from habeas.people.actions import open_identity, record_consent
from habeas.people.actions.consenting import UseAgreed
from habeas.people.actions.opening import OpenedIdentity
from habeas.people.approvals import UNMASKING
from habeas.people.choices import Use
from habeas.people.models import Person


@action("interview.record", rule=can_work)
def record_interview(
    actor: Actor,
    compartment: Compartment,
    *,
    person: Person,
    held_on: date,
    consent_level: int = 0,
    uses: Iterable[UseAgreed] = (),
    consent_language: str = "sq",
    consent_form: str = "spoken",
    testimony: str = "",
    contact_how: str = "",
    **fields: Any,
) -> Interview:
    """Record an interview and, for this very item, what the person agreed to.

    Without consent (level 0) only the contact itself is kept: neither testimony nor summary. A witness or relative
    who speaks about others is protected as a person from then on.
    """
    _check(compartment, person, held_on, fields)
    _check_content(consent_level, testimony, fields.get("summary", ""))
    _check_risk(actor, fields)
    protect_teller(actor, person, fields.get("connection", ""))
    interview: Interview = Interview.objects.create(
        compartment=compartment.pk,
        reference=next_reference(compartment.pk, "T"),
        person=person,
        held_on=held_on,
        testimony=testimony.strip() or None,
        contact_how=contact_how.strip() or None,
        **fields,
    )
    record_consent(
        actor,
        person,
        level=consent_level,
        uses=uses,
        item=interview,
        scope_note=interview.reference,
        language=consent_language,
        form=consent_form,
        given_on=held_on,
    )
    return interview


def _check(
    compartment: Compartment,
    person: Person,
    held_on: date,
    fields: dict[str, Any],
) -> None:
    if held_on > timezone.localdate():
        raise errors.held_in_the_future(held_on)
    for name, row in (
        ("person", person),
        ("visit", fields.get("visit")),
        ("incident", fields.get("incident")),
    ):
        if row is not None and row.compartment != compartment.pk:
            raise errors.another_compartment(row, name)
    interpreted = fields.get("interpreter", Interpreter.NONE) != Interpreter.NONE
    if interpreted and not fields.get("interpreter_code", "").strip():
        raise errors.interpreter_without_code()


def _check_content(level: int, testimony: str, summary: str) -> None:
    """What was said is kept with consent only, and then there is at least a summary of it."""
    for field, text in (("testimony", testimony), ("summary", summary)):
        if level == 0 and text.strip():
            raise errors.no_consent_no_content(field)
    if level > 0 and not summary.strip():
        raise errors.summary_missing()


def _check_risk(actor: Actor, fields: dict[str, Any]) -> None:
    """No harm by talking: above low something is done about it; to a high risk somebody else agreed.

    The yes to a visit counts when that visit was of high risk itself, and when it came from another person.
    """
    level = RiskLevel(fields.get("risk_level") or RiskLevel.LOW)
    if level != RiskLevel.LOW and not fields.get("risk_measures", "").strip():
        raise errors.interview_risk_without_measures(level.label)
    visit = fields.get("visit")
    if level != RiskLevel.HIGH:
        return
    if visit is None or not visit.is_high_risk or visit.approved_by in (None, actor.id):
        raise errors.interview_of_high_risk()


@dataclass(frozen=True)
class OpenedTestimony:
    """What was said, for as long as the answer that shows it."""

    text: str
    quotes: tuple[tuple[int, str], ...]

    def __repr__(self) -> str:
        return "OpenedTestimony(•••)"


@audited_read("testimony.open", rule=can_work)
def open_testimony(actor: Actor, interview: Interview) -> OpenedTestimony:
    """Open the testimony of an interview; the identity stays sealed."""
    text = interview.testimony.open() if interview.testimony is not None else ""
    return OpenedTestimony(text, tuple((one.number, one.words.open()) for one in interview.quotes.all()))


def needs_second_person(interview: Interview) -> bool:
    """True when a source or a witness would be joined to testimony."""
    return interview.person.needs_second_person or interview.connection in WITNESSES


@dataclass(frozen=True)
class Unmasked:
    """Who gave an interview, and how to reach them safely."""

    identity: OpenedIdentity
    contact_how: str

    def __repr__(self) -> str:
        return "Unmasked(•••)"


@audited_read("interview.unmask", rule=can_identify, verb="identify")
def unmask(actor: Actor, interview: Interview, *, reason: str) -> Unmasked:
    """Join an interview to the identity behind it: a reason, and for a source or witness a second person."""
    if needs_second_person(interview) and not interview.person.needs_second_person:
        take_approval(actor, interview.person, kind=UNMASKING.code)
    opened: OpenedIdentity = open_identity(actor, interview.person, reason=reason)
    how = interview.contact_how.open() if interview.contact_how is not None else ""
    return Unmasked(opened, how)


@action("quote.add", rule=can_work)
def add_quote(actor: Actor, interview: Interview, *, words: str) -> Quote:
    """Keep words of the testimony, sealed; they are not usable yet. Nothing is kept once no consent is in force."""
    today = timezone.localdate()
    if not any(one.level and one.in_force(today) for one in consents_of(actor, interview)):
        raise errors.no_consent_no_content("words")
    last = interview.quotes.order_by("-number").first()
    return Quote.objects.create(
        compartment=interview.compartment,
        interview=interview,
        number=last.number + 1 if last else 1,
        words=words,
    )


@action("quote.release", rule=rules.can_release)
def make_quote_usable(actor: Actor, quote: Quote, *, wording: str) -> Quote:
    """Give a quote that somebody else kept a wording that may be used, once the person agreed to use without a name."""
    if Use.ANONYMISED not in uses_agreed(consents_of(actor, quote.interview)):
        raise errors.quote_not_agreed()
    quote.usable, quote.wording, quote.checked_by = True, wording, actor.id
    quote.save()
    return quote


@action("quote.withdraw", rule=can_work)
def withdraw_quote(actor: Actor, quote: Quote) -> Quote:
    """Make a quote unusable again."""
    quote.usable, quote.wording, quote.checked_by = False, "", None
    quote.save()
    return quote
