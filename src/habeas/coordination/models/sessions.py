"""Sessions of a body: agenda, minutes, decisions, who does what until when."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.coordination.choices import Openness, SessionState
from habeas.coordination.models.bodies import Body
from habeas.core.records import Protected


class Session(Protected):
    """One session, called and minuted by the chair."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="sessions", verbose_name=_("body"))
    number = models.PositiveSmallIntegerField(_("number"))
    day = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=120)
    openness = models.CharField(
        _("open or closed"), max_length=6, choices=Openness.choices, default=Openness.CLOSED
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_agreed_on = models.DateField(_("minutes agreed on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="coordination_session_number")]

    def __str__(self) -> str:
        day = date_format(self.day, "SHORT_DATE_FORMAT")
        return str(_("Session %(number)s, %(day)s") % {"number": self.number, "day": day})

    def get_absolute_url(self) -> str:
        return reverse("coordination:session", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([str(self), self.place, self.minutes])


class AgendaItem(Protected):
    """One point of the agenda."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=250)
    note = models.TextField(_("what was said"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="coordination_agenda_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Decision(Protected):
    """What a session decided; shares of records may rest on it while it is in force."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("decision"))
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("point of the agenda"),
    )
    allows_sharing = models.BooleanField(_("records may be shared on it"), default=False)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="coordination_decision_number")
        ]

    def __str__(self) -> str:
        return str(
            _("decision %(number)s of session %(session)s")
            % {"number": self.number, "session": self.session.number}
        )


class ActionItem(Protected):
    """Who does what until when."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="action_items")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="action_items", verbose_name=_("who does it")
    )
    text = models.TextField(_("what is to be done"))
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on"]

    def __str__(self) -> str:
        return self.text[:80]

    def is_overdue(self) -> bool:
        """True when it is past its day and not done."""
        return self.done_on is None and self.due_on < timezone.localdate()
