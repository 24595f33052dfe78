"""What belongs to a family's question beyond what was asked: passphrase, consent, who was verified, the answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import User
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.core.vault.fields import EncryptedTextField
from habeas.missing.choices import Answer
from habeas.people.models import Enquiry


class EnquiryFile(Protected):
    """The register's side of a question. `passphrase` is a slow hash; `answer` is all that is shown online.

    `case` is whom a colleague understood it to be about; nothing shown online depends on it.
    """

    audit_values = ("consent_level",)

    enquiry = models.OneToOneField(Enquiry, models.PROTECT, related_name="file")
    passphrase = models.CharField(max_length=200, editable=False)
    consent_level = TermField("consent_level", _("consent"), default="0")
    answer = models.CharField(
        _("shown online"), max_length=8, choices=Answer.choices, default=Answer.RECEIVED
    )
    seen_on = models.DateField(_("read online by the family on"), null=True, blank=True)
    case = models.UUIDField(_("case"), null=True, blank=True, db_index=True)
    verified_on = models.DateField(_("identity verified in person on"), null=True, blank=True)
    verified_how = models.CharField(_("how identity was verified"), max_length=160, blank=True)
    verified_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("identity verified by"),
    )
    told_on = models.DateField(_("told last on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("file of an enquiry")
        verbose_name_plural = _("files of enquiries")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(told_on=None) | models.Q(verified_on__isnull=False),
                name="missing_told_only_to_verified",
            )
        ]

    def __str__(self) -> str:
        return str(self.enquiry)

    def get_absolute_url(self) -> str:
        return reverse("missing:enquiry", args=[self.pk])


class Telling(Protected):
    """What a family was told in person on a day; never written over by what is told later.

    Sealed under the key of the enquiry: what was told goes with it when it is erased.
    """

    append_only = True
    key_subject: ClassVar[str] = "enquiry"

    file = models.ForeignKey(EnquiryFile, models.PROTECT, related_name="tellings")
    enquiry = models.UUIDField(editable=False, db_index=True)
    told = EncryptedTextField(_("what was told in person"))
    on = models.DateField(_("told on"))
    case = models.UUIDField(_("case"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("telling to a family")
        verbose_name_plural = _("tellings to families")
        ordering = ["on", "created_at"]

    def __str__(self) -> str:
        return str(self.on)


class Tries(models.Model):
    """How often a public door was tried from one network, or one number from there; no case data.

    `what` is a keyed digest: no address can be read from it. Counting begins anew after `until`.
    """

    what = models.CharField(max_length=32, primary_key=True)
    times = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("tries at a public page")
        verbose_name_plural = _("tries at public pages")

    def __str__(self) -> str:
        return f"{self.times} / {self.until:%Y-%m-%d %H:%M}"
