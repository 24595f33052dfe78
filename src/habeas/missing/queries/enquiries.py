"""Questions of families."""

from __future__ import annotations

import unicodedata
from typing import Any
from uuid import UUID

from django.conf import settings

from habeas.access.models import Compartment
from habeas.core.actors import Actor
from habeas.missing.choices import Answer
from habeas.missing.models import EnquiryFile
from habeas.missing.passphrases import latin_keys, latin_looks
from habeas.people.codes import read_code


def files(actor: Actor) -> Any:
    """Enquiries with their file."""
    return EnquiryFile.objects.visible_to(actor).select_related("enquiry", "verified_by")


def asked_about(actor: Actor, case: UUID | None) -> Any:
    """Questions that a colleague understood to be about a case, for those who may open identities."""
    rows = EnquiryFile.objects.visible_to(actor, "identify").select_related("enquiry")
    return rows.filter(case=case) if case is not None else rows.none()


def family_desk(actor: Actor) -> Compartment | None:
    """The compartment that takes questions from the public page; None while there is none."""
    rows = Compartment.objects.visible_to(actor).filter(code=settings.FAMILY_DESK, closed=False)
    found: Compartment | None = rows.first()
    return found


def desk_among(places: Any) -> Compartment | None:
    """Where questions usually go, when it is among these compartments."""
    found: Compartment | None = places.filter(code=settings.FAMILY_DESK).first()
    return found


def waiting(actor: Actor) -> Any:
    """Questions whose family was not asked to come yet, where the actor works."""
    return EnquiryFile.objects.workable_by(actor).filter(answer=Answer.RECEIVED)


def file_of_code(actor: Actor, code: str) -> EnquiryFile | None:
    """The file of a reference number, as somebody writes it: by the keys, or by the looks of Cyrillic letters."""
    readings = {plain_code(code), plain_code(latin_looks(code))}
    found: EnquiryFile | None = files(actor).filter(enquiry__code__in=readings).first()
    return found


def plain_code(told: str) -> str:
    """A reference number as it is kept, with or without its hyphens and blanks; what is none, without them.

    No number holds an S: it is the Cyrillic С, which looks like C and lies on the key of S. Н, Р, Х and У, which look
    like H, P, X and Y but lie on the keys of N, R, H and U, are numbers' letters either way and read by their keys.
    """
    text = latin_keys(unicodedata.normalize("NFKC", told)).upper().replace("S", "C")
    return read_code(text, "E") or "".join(letter for letter in text if letter.isalnum())
