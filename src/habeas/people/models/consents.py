"""What a person agreed to: by level, by use and by item, until they take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation, User
from habeas.core.records import Protected
from habeas.people.choices import ConsentForm, NameLanguage, Use
from habeas.people.models.persons import Person

HIGHEST_LEVEL = 5


class Consent(Protected):
    """One agreement. `level` is a code of the pack's list `consent_level`; the uses are rows of their own.

    `model` and `record` name the item it covers; both empty means all that the person told us.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    model = models.CharField(_("kind of record"), max_length=60, blank=True)
    record = models.UUIDField(_("record"), null=True, blank=True)
    scope_note = models.CharField(_("what it covers"), max_length=250, blank=True)
    language = models.CharField(_("explained in"), max_length=3, choices=NameLanguage.choices)
    explained_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("explained by"))
    form = models.CharField(
        _("how it was given"), max_length=8, choices=ConsentForm.choices, default=ConsentForm.SPOKEN
    )
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    revoked_why = models.CharField(_("in the person's words"), max_length=250, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__lte=HIGHEST_LEVEL), name="people_consent_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(model="", record=None)
                | (~models.Q(model="") & models.Q(record__isnull=False)),
                name="people_consent_item_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(_("consent, level %(level)s") % {"level": self.level})

    def in_force(self, day: date) -> bool:
        """True when it was given by that day, has not run out and was not taken back."""
        ended = self.revoked_at is not None or (self.expires_on is not None and self.expires_on < day)
        return self.given_on <= day and not ended

    def covers(self, model: str, record: Any) -> bool:
        """True when it speaks of everything, or of this very item."""
        return not self.model or (self.model, self.record) == (model, record)


class ConsentUse(Protected):
    """One use agreed to; facts and identity go to a named body only."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="uses")
    use = models.CharField(_("use"), max_length=10, choices=Use.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("named body")
    )
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("use agreed to")
        verbose_name_plural = _("uses agreed to")
        ordering = ["use"]
        constraints = [
            models.UniqueConstraint(fields=["consent", "use", "organisation"], name="people_consentuse_once"),
            models.UniqueConstraint(
                fields=["consent", "use"],
                condition=models.Q(organisation=None),
                name="people_consentuse_once_for_all",
            ),
            models.CheckConstraint(
                condition=~models.Q(use__in=["facts", "identity"]) | models.Q(organisation__isnull=False),
                name="people_consentuse_body",
            ),
        ]

    def __str__(self) -> str:
        return self.get_use_display()
