"""Questions of families and the public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from habeas.core.actions import action, audited_read, current
from habeas.core.actors import Actor
from habeas.people import errors
from habeas.people.choices import EnquiryChannel, EnquiryState, NameLanguage
from habeas.people.models import Enquiry
from habeas.people.rules import can_identify, can_work


@dataclass(frozen=True)
class EnquiryTold:
    """What the asker wrote."""

    asker: str
    contact: str
    about: str
    question: str

    def __repr__(self) -> str:
        return "EnquiryTold(•••)"


@action("enquiry.take", rule=can_work)
def take_enquiry(
    actor: Actor,
    compartment: Any,
    *,
    question: str,
    asker: str = "",
    contact: str = "",
    about: str = "",
    channel: str = EnquiryChannel.PORTAL,
    language: str = NameLanguage.ENGLISH,
) -> Enquiry:
    """Take a question of a family or the public; the asker is given its code."""
    if not question.strip():
        raise errors.question_missing()
    return Enquiry.objects.create(
        compartment=compartment.pk,
        channel=channel,
        language=language,
        question=question.strip(),
        asker=asker.strip() or None,
        contact=contact.strip() or None,
        about=about.strip() or None,
    )


@audited_read("enquiry.open", rule=can_identify, verb="identify")
def open_enquiry(actor: Actor, enquiry: Enquiry, *, reason: str) -> EnquiryTold:
    """Read what was asked, and by whom."""
    if len(reason.strip()) < 5:
        raise errors.reason_missing()
    current().say(reason=reason.strip()[:300])
    if enquiry.state == EnquiryState.NEW:
        enquiry.state = EnquiryState.TAKEN
        enquiry.save(update_fields=["state"])
    fields = (enquiry.asker, enquiry.contact, enquiry.about, enquiry.question)
    return EnquiryTold(*(value.open() if value is not None else "" for value in fields))
