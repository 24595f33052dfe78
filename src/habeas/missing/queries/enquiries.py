"""Questions of families."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.conf import settings

from habeas.access.models import Compartment
from habeas.core.actors import Actor
from habeas.missing.models import EnquiryFile


def files(actor: Actor) -> Any:
    """Enquiries with their file."""
    return EnquiryFile.objects.visible_to(actor).select_related("enquiry")


def family_desk(actor: Actor) -> Compartment | None:
    """The compartment that takes questions from the public page; None while there is none."""
    rows = Compartment.objects.visible_to(actor).filter(code=settings.FAMILY_DESK, closed=False)
    found: Compartment | None = rows.first()
    return found


def file_of_code(actor: Actor, code: str) -> EnquiryFile | None:
    """The file of a reference number, as somebody writes it."""
    found: EnquiryFile | None = files(actor).filter(enquiry__code=plain_code(code)).first()
    return found


def plain_code(told: str) -> str:
    """A reference number as it is kept: capitals, no blanks, plain hyphens; the same for every way to write it."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", told))
    return "".join(text.upper().split())
