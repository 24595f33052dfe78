"""Fixed vocabularies of recommendations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecommendationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_CLEARANCE = "clearance", _("in clearance")
    ISSUED = "issued", _("issued")
    ANSWERED = "answered", _("answered")
    FOLLOWED_UP = "followed_up", _("followed up")
    GRADED = "graded", _("graded")
    WITHDRAWN = "withdrawn", _("withdrawn")


PENDING = (RecommendationState.ISSUED, RecommendationState.ANSWERED, RecommendationState.FOLLOWED_UP)
"""States of a recommendation of which nobody has said yet how far it was carried out."""


NOT_ISSUED = (RecommendationState.DRAFT, RecommendationState.IN_CLEARANCE)


class ResponseKind(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("rejected")
    REPORTED = "reported", _("reports what was done")


class Scale(models.TextChoices):
    OWN = "rec_status", _("own scale")
    TREATY_BODY = "tb_grade", _("treaty-body scale, A to E")
    CPT = "cpt_grade", _("scale for the Committee for the Prevention of Torture")
    UPR = "upr_grade", _("scale for the Universal Periodic Review")


OWN_GRADES = ("FULL", "PROG", "PART", "NOT", "BACK", "OBS")
"""Codes of the list rec_status that are grades; the others are stages."""

SCALE_OF_BODY = {"TB": Scale.TREATY_BODY, "CPT": Scale.CPT, "UPR": Scale.UPR}
"""The scale of a body (list `mechanism`) that has one of its own; whoever has none is graded on the own scale."""

IMPLEMENTED = {("rec_status", "FULL"), ("tb_grade", "A"), ("cpt_grade", "IMPL"), ("upr_grade", "FULL")}
PARTLY = {
    ("rec_status", "PART"),
    ("rec_status", "PROG"),
    ("tb_grade", "B"),
    ("cpt_grade", "PART"),
    ("upr_grade", "PART"),
}
NOT_IMPLEMENTED = {
    ("rec_status", "NOT"),
    ("rec_status", "BACK"),
    ("tb_grade", "C"),
    ("tb_grade", "D"),
    ("tb_grade", "E"),
    ("cpt_grade", "NOT"),
    ("cpt_grade", "REIT"),
    ("upr_grade", "NOT"),
}
"""Grades of every scale by what they say; what is in none of the three was overtaken by events."""


class Outcome(models.TextChoices):
    """What a grade of any scale says, for counting."""

    IMPLEMENTED = "implemented", _("implemented")
    PARTLY = "partly", _("implemented in part")
    NOT = "not", _("not implemented")
    OTHER = "other", _("overtaken by events")


def outcome_of(scale: str, value: str) -> str:
    """What a grade says, whatever its scale."""
    for outcome, grades in (
        (Outcome.IMPLEMENTED, IMPLEMENTED),
        (Outcome.PARTLY, PARTLY),
        (Outcome.NOT, NOT_IMPLEMENTED),
    ):
        if (scale, value) in grades:
            return outcome
    return Outcome.OTHER


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Effect(models.TextChoices):
    """What a later visit showed of an escalation, training or advice."""

    CHANGED = "changed", _("things changed")
    PARTLY = "partly", _("some things changed")
    NONE = "none", _("nothing changed")
    EARLY = "early", _("too early to tell")
