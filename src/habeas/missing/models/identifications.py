"""The minimum that closes a case: method, report, two signatories, hand-over to the family."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import User
from habeas.core.records import Protected
from habeas.missing.choices import Method
from habeas.missing.models.cases import Case


class Identification(Protected):
    """Remains were identified as the person of a case; withdrawn when that turns out to be wrong."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="identifications")
    remains = models.CharField(_("label of the remains"), max_length=60)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    laboratory = models.CharField(_("laboratory or institute"), max_length=200)
    report = models.CharField(_("number of the report"), max_length=80)
    reported_on = models.DateField(_("date of the report"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_why = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("identification")
        verbose_name_plural = _("identifications")
        ordering = ["-reported_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(withdrawn_on=None),
                name="missing_identification_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None) | ~models.Q(withdrawn_why=""),
                name="missing_identification_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remains}, {self.report}"

    def get_absolute_url(self) -> str:
        return reverse("missing:identification", args=[self.pk])


class Signature(Protected):
    """One of two people who stand for an identification."""

    append_only = True

    identification = models.ForeignKey(Identification, models.PROTECT, related_name="signatures")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signatory"))
    capacity = models.CharField(_("in what capacity"), max_length=120)
    on = models.DateField(_("signed on"))

    class Meta(Protected.Meta):
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["identification", "user"], name="missing_signature_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class Handover(Protected):
    """The remains were handed over to the family."""

    identification = models.OneToOneField(Identification, models.PROTECT, related_name="handover")
    on = models.DateField(_("handed over on"))
    place = models.CharField(_("where"), max_length=160)
    to = models.CharField(_("to whom (relation)"), max_length=80)

    class Meta(Protected.Meta):
        verbose_name = _("hand-over to the family")
        verbose_name_plural = _("hand-overs to families")

    def __str__(self) -> str:
        return self.place
