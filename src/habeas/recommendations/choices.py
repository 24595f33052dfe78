"""Fixed vocabularies of recommendations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecommendationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    ANSWERED = "answered", _("answered")
    FOLLOWED_UP = "followed_up", _("followed up")
    GRADED = "graded", _("graded")


class ResponseKind(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("rejected")
    REPORTED = "reported", _("reports what was done")


class Scale(models.TextChoices):
    OWN = "rec_status", _("own scale")
    TREATY_BODY = "tb_grade", _("treaty-body scale, A to E")


OWN_GRADES = ("FULL", "PROG", "PART", "NOT", "BACK", "OBS")
"""Codes of the list rec_status that are grades; the others are stages."""
