"""Questions of families: taken without sign-in, answered online in one of two sentences, in full only in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor
from habeas.core.rules import can_identify, is_system
from habeas.core.terms.lookup import require
from habeas.core.vault.fields import open_many
from habeas.missing import errors
from habeas.missing.actions.days import not_to_come
from habeas.missing.choices import Answer
from habeas.missing.models import Case, EnquiryFile, Telling
from habeas.missing.passphrases import fits, new_passphrase, sealed
from habeas.missing.queries.enquiries import family_desk, file_of_code
from habeas.missing.rules import can_keep, can_say_whom, can_tell, can_verify
from habeas.people.actions import take_enquiry
from habeas.people.choices import EnquiryState


@dataclass(frozen=True)
class Receipt:
    """What the asker keeps; the passphrase is shown once and never again."""

    code: str
    passphrase: str

    def __repr__(self) -> str:
        return f"Receipt({self.code} •••)"


@action("enquiry.receive", rule=can_keep)
def receive_question(actor: Actor, compartment: Any, *, consent_level: str = "0", **question: Any) -> Receipt:
    """Take a question however it came, and give the asker a reference number and a passphrase."""
    require("consent_level", consent_level, field="consent_level")
    passphrase = new_passphrase()
    enquiry = take_enquiry(actor, compartment, **question)
    EnquiryFile.objects.create(
        compartment=enquiry.compartment,
        enquiry=enquiry,
        passphrase=sealed(passphrase),
        consent_level=consent_level,
    )
    return Receipt(enquiry.code, passphrase)


@action("enquiry.receive_online", rule=is_system)
def receive_online(actor: Actor, target: None, **question: Any) -> Receipt:
    """Take a question from the public page into the compartment that answers families."""
    desk = family_desk(actor)
    if desk is None:
        raise errors.question_not_open()
    receipt: Receipt = receive_question(actor, desk, **question)
    return receipt


@audited_read("enquiry.look_up", rule=is_system)
def look_up_answer(actor: Actor, target: None, *, code: str, passphrase: str) -> str | None:
    """What is shown online, None when code and passphrase do not fit: the same work for both.

    It never depends on whether the register knows the person.
    """
    file = file_of_code(actor, code)
    fit = fits(passphrase, file.passphrase if file is not None else None)
    if file is None or not fit:
        return None
    if file.seen_on is None:
        file.seen_on = timezone.localdate()
        file.save(update_fields=["seen_on"])
    return str(Answer(file.answer).label)


@action("enquiry.answer", rule=can_keep)
def ask_to_come(actor: Actor, file: EnquiryFile) -> EnquiryFile:
    """Show online that the answer waits in person: the same sentence whether or not anything is known."""
    file.answer, file.seen_on = Answer.COME, None
    file.save()
    enquiry = file.enquiry
    enquiry.state = EnquiryState.ANSWERED
    enquiry.save()
    return file


@action("enquiry.consent", rule=can_keep)
def change_consent(actor: Actor, file: EnquiryFile, *, consent_level: str, how: str) -> EnquiryFile:
    """Record that the asker agreed to more or to less, or took the consent back, and how they said so."""
    require("consent_level", consent_level, field="consent_level")
    current().say(reason=how.strip()[:300])
    file.consent_level = consent_level
    file.save()
    return file


@action("enquiry.about", rule=can_say_whom, verb="identify")
def say_whom(actor: Actor, file: EnquiryFile, *, case: Case | None) -> EnquiryFile:
    """Say which case a question is about; seen by those who may open identities, never by the asker."""
    file.case = case.pk if case is not None else None
    file.save()
    return file


@action("enquiry.passphrase", rule=can_tell, verb="identify")
def give_new_passphrase(actor: Actor, file: EnquiryFile) -> Receipt:
    """A new passphrase for whoever lost theirs and showed who they are; the old one no longer fits."""
    passphrase = new_passphrase()
    file.passphrase = sealed(passphrase)
    file.save()
    return Receipt(file.enquiry.code, passphrase)


@action("enquiry.verify", rule=can_verify, verb="identify")
def verify_identity(actor: Actor, file: EnquiryFile, *, how: str, on: date | None = None) -> EnquiryFile:
    """Record that the asker's identity was verified in person, by whom, when and how; no copy is kept."""
    not_to_come(on)
    file.verified_on, file.verified_how = on or timezone.localdate(), how
    file.verified_by_id = actor.id
    file.save()
    return file


@action("enquiry.tell", rule=can_tell, verb="identify")
def tell_in_person(actor: Actor, file: EnquiryFile, *, told: str, case: Case | None = None) -> EnquiryFile:
    """Record what was told in person, sealed, beside what was told before; only after identity was verified."""
    today = timezone.localdate()
    Telling.objects.create(
        compartment=file.compartment,
        file=file,
        enquiry=file.enquiry_id,
        told=told,
        on=today,
        case=case.pk if case is not None else None,
    )
    file.case = case.pk if case is not None else file.case
    file.told_on = today
    file.save()
    return file


@audited_read("enquiry.tellings", rule=can_identify, verb="identify")
def open_tellings(actor: Actor, file: EnquiryFile, *, reason: str) -> list[tuple[date, str]]:
    """What was told in person, by day, the first told first; what was erased is left out."""
    current().say(reason=reason.strip()[:300])
    rows = list(Telling.objects.visible_to(actor, "identify").filter(file=file))
    return [(row.on, text) for row, (text,) in zip(rows, open_many(rows, "told"), strict=True) if text]
