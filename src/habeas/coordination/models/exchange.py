"""What the parties exchange: requests for information with their answers, and papers."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.coordination.choices import NameLanguage, PaperState, RequestState
from habeas.core.records import Protected


class Request(Protected):
    """One side asks another for information until a day; both and the chair see question and answer.

    `about_model` and `about` name a record of an upper floor (a case); the request names no body row, because
    parties may write where bodies stand to be read only.
    """

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    asked_by = models.ForeignKey(
        Organisation, models.PROTECT, related_name="requests_made", verbose_name=_("who asks")
    )
    asked_of = models.ForeignKey(
        Organisation, models.PROTECT, related_name="requests_received", verbose_name=_("who is asked")
    )
    subject = models.CharField(_("subject"), max_length=200)
    question = models.TextField(_("question"))
    about_model = models.CharField(max_length=60, blank=True, editable=False)
    about = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    due_on = models.DateField(_("answer due on"))
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.OPEN
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "reference"], name="coordination_request_reference"
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("asked_of")), name="coordination_request_to_another"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[RequestState.ANSWERED, RequestState.DECLINED])
                | (models.Q(answered_on__isnull=False) & ~models.Q(answer="")),
                name="coordination_request_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("coordination:request", args=[self.pk])

    def is_overdue(self) -> bool:
        """True when the answer is late."""
        return self.state == RequestState.OPEN and self.due_on < timezone.localdate()

    def search_text(self) -> str:
        return " ".join([self.reference, self.subject, self.question, self.answer])


class Paper(Protected):
    """A paper of one party, in the party's own compartment; what is shared is a copy where the sides exchange.

    `handed_over` is that copy, told by the own paper alone: two compartments, so no foreign key.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="papers", verbose_name=_("whose paper")
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    dated = models.DateField(_("dated"))
    state = models.CharField(_("state"), max_length=6, choices=PaperState.choices, default=PaperState.OWN)
    language = models.CharField(
        _("language"), max_length=2, choices=NameLanguage.choices, default=NameLanguage.ENGLISH
    )
    version_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("language version of"),
    )
    handed_over = models.UUIDField(null=True, blank=True, editable=False)
    taken_back_on = models.DateField(_("taken back on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("paper of a party")
        verbose_name_plural = _("papers of parties")
        ordering = ["-dated"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("coordination:paper", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.title, self.text])
