"""What partners send in: a visit and its observations, which somebody of the compartment takes over or returns."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.records import Personal, Protected
from habeas.core.terms.fields import TermField
from habeas.monitoring.choices import Access, ObservationKind, SubmissionState
from habeas.monitoring.models.visits import Visit
from habeas.places.models import Site


class Submission(Protected):
    """A protection-monitoring visit of a partner, as it was sent; its sender keeps a receipt and sees no more."""

    partner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="submissions", verbose_name=_("partner")
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="submissions", verbose_name=_("site"))
    visited_on = models.DateField(_("visited on"))
    purpose = models.TextField(_("purpose"))
    access = models.CharField(_("access"), max_length=8, choices=Access.choices)
    restriction = models.TextField(_("restriction of movement or access"), blank=True)
    persons_met = models.PositiveSmallIntegerField(_("number of persons met"), default=0)
    state = models.CharField(
        _("state"), max_length=8, choices=SubmissionState.choices, default=SubmissionState.SENT
    )
    note = models.TextField(_("note to the sender"), blank=True)
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("visit")
    )

    class Meta(Protected.Meta):
        verbose_name = _("submission of a partner")
        verbose_name_plural = _("submissions of partners")
        ordering = ["-visited_on"]

    def __str__(self) -> str:
        return f"{self.partner}: {self.site}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:submission", args=[self.pk])


class SubmittedObservation(Protected):
    """One observation that a partner sent in with a visit."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="observations")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("how it was noticed"), max_length=4, choices=ObservationKind.choices)
    area = TermField("visit_area", _("area"), blank=True)
    connection = TermField("source_connection", _("connection of the source"))
    text = models.TextField(_("what was noticed"))

    class Meta(Protected.Meta):
        verbose_name = _("observation of a partner")
        verbose_name_plural = _("observations of partners")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="monitoring_submitted_observation_number"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class Receipt(Personal):
    """What the sender of a submission keeps: where and when it was, and what became of it."""

    submission = models.UUIDField(editable=False)
    title = models.CharField(_("title"), max_length=200)
    visited_on = models.DateField(_("visited on"))
    observations = models.PositiveSmallIntegerField(_("observations"))
    state = models.CharField(
        _("state"), max_length=8, choices=SubmissionState.choices, default=SubmissionState.SENT
    )
    note = models.TextField(_("note to the sender"), blank=True)

    class Meta(Personal.Meta):
        verbose_name = _("receipt of a submission")
        verbose_name_plural = _("receipts of submissions")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title
