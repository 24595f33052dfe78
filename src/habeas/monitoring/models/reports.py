"""The report of a visit: when it was sent, when a reply is due, what was replied, when it was published."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.core.records import Protected
from habeas.monitoring.models.visits import Visit


class VisitReport(Protected):
    """What was reported of a visit, to whom, and what came back. The document itself is a file of the visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="reports", verbose_name=_("visit"))
    summary = models.TextField(_("summary"), help_text=_("Without names of persons."))
    sent_to = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_received",
        verbose_name=_("sent to"),
    )
    sent_on = models.DateField(_("sent on"))
    reply_due = models.DateField(_("reply due by"), null=True, blank=True)
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    reply = models.TextField(_("what was replied"), blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("report of a visit")
        verbose_name_plural = _("reports of visits")
        ordering = ["-sent_on"]
        constraints = [
            models.UniqueConstraint(fields=["visit"], name="monitoring_one_report_a_visit"),
            models.CheckConstraint(
                condition=models.Q(reply_due__isnull=True) | models.Q(reply_due__gte=models.F("sent_on")),
                name="monitoring_reply_due_after_report",
            ),
            models.CheckConstraint(
                condition=models.Q(replied_on__isnull=True) | models.Q(replied_on__gte=models.F("sent_on")),
                name="monitoring_reply_after_report",
            ),
        ]

    def __str__(self) -> str:
        visit = getattr(self, "visit", None)  # a shared report may stand without its visit
        return str(_("Report on %(visit)s") % {"visit": visit}) if visit else str(_("Report"))

    def get_absolute_url(self) -> str:
        return reverse("monitoring:visit", args=[self.visit_id]) + "#report"

    def is_overdue(self, today: date | None = None) -> bool:
        """True when a reply is due and none came."""
        due = self.reply_due is not None and self.reply_due < (today or timezone.localdate())
        return due and self.replied_on is None
