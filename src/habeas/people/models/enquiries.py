"""What families and the public ask; all that the public site may write."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField
from habeas.people.choices import EnquiryChannel, EnquiryState, NameLanguage
from habeas.people.codes import new_code

new_enquiry_code = partial(new_code, "E")


class Enquiry(Protected):
    """A question from a family or the public. The asker keeps `code`; everything they wrote is sealed."""

    key_subject: ClassVar[str] = "id"

    code = models.CharField(_("code"), max_length=11, default=new_enquiry_code, editable=False)
    channel = models.CharField(_("received by"), max_length=8, choices=EnquiryChannel.choices)
    language = models.CharField(_("language"), max_length=3, choices=NameLanguage.choices)
    state = models.CharField(_("state"), max_length=8, choices=EnquiryState.choices, default=EnquiryState.NEW)
    asker = EncryptedTextField(_("who asks"), null=True)
    contact = EncryptedTextField(_("how to reach them"), null=True)
    about = EncryptedTextField(_("about whom"), null=True)
    question = EncryptedTextField(_("question"))

    class Meta(Protected.Meta):
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["compartment", "code"], name="people_enquiry_code")]

    def __str__(self) -> str:
        return self.code
