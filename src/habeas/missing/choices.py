"""Fixed vocabularies of the register of the missing."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "F", _("female")
    MALE = "M", _("male")
    UNKNOWN = "", _("not recorded")


class ListLanguage(models.TextChoices):
    ALBANIAN = "sq", _("Albanian")
    SERBIAN = "sr", _("Serbian")
    ENGLISH = "en", _("English")
    MIXED = "mul", _("several languages")


class EditionState(models.TextChoices):
    RECEIVING = "receiving", _("being received")
    COMPLETE = "complete", _("complete")


class Change(models.TextChoices):
    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETURNED = "returned", _("on the list again")


class Verdict(models.TextChoices):
    SAME = "same", _("the same person")
    DIFFERENT = "different", _("two persons")
    UNSURE = "unsure", _("cannot be decided yet")
    WITHDRAWN = "withdrawn", _("decision taken back")
    """Ends an earlier decision; no reviewer's verdict of its own."""


VERDICTS = [pair for pair in Verdict.choices if pair[0] != Verdict.WITHDRAWN]
"""What a reviewer chooses from."""


class Band(models.TextChoices):
    LIKELY = "likely", _("likely the same")
    MIDDLING = "middling", _("needs a second reviewer")


class SuggestionState(models.TextChoices):
    OPEN = "open", _("waiting for review")
    SECOND = "second", _("waiting for a second reviewer")
    DECIDED = "decided", _("decided")


class Scope(models.TextChoices):
    INSIDE = "in", _("within the scope of the mechanism")
    UNCERTAIN = "maybe", _("may lie outside the scope")
    OUTSIDE = "out", _("out of scope")
    UNKNOWN = "", _("date of disappearance unknown")


class Status:
    """Codes of the pack's list `mp_status` that the program itself knows."""

    NEW, OPEN, ALIVE, IDENTIFIED, NOT_HANDED_OVER = "NEW", "OPEN", "ALIVE", "IDENT", "IDNHO"
    MISIDENTIFIED, ADMINISTRATIVE, DECLARED = "MISID", "ADMIN", "DECL"


RESOLVED = (Status.ALIVE, Status.IDENTIFIED)
"""Only these count as resolved."""
CLOSED = (*RESOLVED, Status.ADMINISTRATIVE)
TAKEN_BACK = (Status.ALIVE, Status.ADMINISTRATIVE)
"""Closed by somebody's word alone: what was a mistake is taken back by reopening."""
OPEN = (Status.NEW, Status.OPEN, Status.NOT_HANDED_OVER, Status.MISIDENTIFIED, Status.DECLARED)


SIGNATORIES = 2
"""How many people stand for an identification."""


class AdministrativeReason(models.TextChoices):
    DUPLICATE = "duplicate", _("entered twice")
    OUT_OF_SCOPE = "scope", _("out of scope")
    WITHDRAWN = "withdrawn", _("withdrawn by who reported it")


class Method(models.TextChoices):
    DNA = "dna", _("DNA")
    DENTAL = "dental", _("dental comparison")
    FINGERPRINT = "prints", _("fingerprints")
    COMBINED = "combined", _("several findings together")
    TRADITIONAL = "visual", _("recognition by family or belongings")


class SiteState(models.TextChoices):
    SUSPECTED = "suspected", _("suspected")
    ASSESSED = "assessed", _("assessed")
    CONFIRMED = "confirmed", _("confirmed")
    EXCAVATED = "excavated", _("excavated")
    RULED_OUT = "ruled_out", _("ruled out")


class SiteStepKind(models.TextChoices):
    ASSESSMENT = "assessment", _("assessment on the ground")
    RADAR = "radar", _("ground-penetrating radar")
    IMAGERY = "imagery", _("satellite or LIDAR review")
    EXCAVATION = "excavation", _("excavation")
    RESULT = "result", _("result")


class SupportState(models.TextChoices):
    ASKED = "asked", _("asked")
    AGREED = "agreed", _("agreed")
    GIVEN = "given", _("given")
    DECLINED = "declined", _("declined")


class Answer(models.TextChoices):
    """All that a family may read online; the same whether or not a record exists."""

    RECEIVED = "received", _("Your question was received and is being looked at.")
    COME = "come", _("Please come to our office or call: we answer in person.")


SHOWN_ONLINE: dict[str, Any] = {
    Answer.RECEIVED: _("waits for an answer"),
    Answer.COME: _("asked to come"),
}
"""The same to a colleague, in short."""
