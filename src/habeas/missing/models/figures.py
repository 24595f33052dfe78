"""Figures that the chair presents at a session: frozen with their date."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.coordination.models import Session
from habeas.core.records import Protected


class SessionFigures(Protected):
    """Open cases on a day: those of the session before, less those closed since, plus those added since.

    `before` is what was presented then. `late` is what has been recorded since about the time before it: more cases
    when positive, fewer when negative.
    """

    append_only = True

    session = models.OneToOneField(Session, models.PROTECT, related_name="missing_figures")
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("source"))
    as_of = models.DateField(_("as of"))
    since = models.DateField(_("since"), null=True, blank=True)
    before = models.PositiveIntegerField(_("open before"))
    closed = models.PositiveIntegerField(_("closed since"))
    added = models.PositiveIntegerField(_("added since"))
    late = models.IntegerField(_("corrections of the time before"), default=0)
    open = models.PositiveIntegerField(_("open"))
    not_handed_over = models.PositiveIntegerField(_("identified, not handed over"), default=0)
    declared_dead = models.PositiveIntegerField(_("open and declared dead by a court"), default=0)
    closed_administratively = models.PositiveIntegerField(_("of those closed, administratively"), default=0)

    class Meta(Protected.Meta):
        verbose_name = _("figures of a session")
        verbose_name_plural = _("figures of sessions")
        ordering = ["-as_of"]
        constraints = [
            models.CheckConstraint(
                condition=Q(open=F("before") - F("closed") + F("added") + F("late")),
                name="missing_figures_add_up",
            ),
            models.CheckConstraint(
                condition=Q(closed_administratively__lte=F("closed")), name="missing_figures_administrative"
            ),
        ]

    @property
    def late_size(self) -> int:
        """How large the corrections are, whatever their sign."""
        return abs(self.late)

    def __str__(self) -> str:
        return f"{self.open} ({self.as_of})"
