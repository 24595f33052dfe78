"""Who a person is: every field sealed, opened by an audited action with a reason."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField
from habeas.people.choices import ContactKind, NameLanguage, SafeUse, Script
from habeas.people.models.persons import Person


class Identity(Protected):
    """Birth and documents of one person. `birth_date` is an uncertain date in its written form (`~1961`)."""

    key_subject: ClassVar[str] = "person_id"

    person = models.OneToOneField(Person, models.CASCADE, related_name="identity")
    birth_date = EncryptedTextField(_("date of birth"), null=True)
    birth_place = EncryptedTextField(_("place of birth"), null=True)
    documents = EncryptedTextField(_("documents and their numbers"), null=True)

    class Meta(Protected.Meta):
        verbose_name = _("identity")
        verbose_name_plural = _("identities")

    def __str__(self) -> str:
        return str(_("identity"))


class PersonName(Protected):
    """A name in parts, in the script and the language in which it was told.

    `key` is the compound index (full name and birth year, keyed per compartment); empty without a birth year.
    """

    key_subject: ClassVar[str] = "person_id"

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    script = models.CharField(_("script"), max_length=4, choices=Script.choices)
    language = models.CharField(_("told in"), max_length=3, choices=NameLanguage.choices)
    given = EncryptedTextField(_("given name"), null=True)
    fathers_name = EncryptedTextField(_("father's name"), null=True)
    family = EncryptedTextField(_("family name"), null=True)
    former_family = EncryptedTextField(_("former family name"), null=True)
    nickname = EncryptedTextField(_("nickname"), null=True)
    key = models.CharField(max_length=32, blank=True, db_index=True, editable=False)

    class Meta(Protected.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(_("name"))


NAME_PARTS = ("given", "fathers_name", "family", "former_family", "nickname")


class Contact(Protected):
    """A way to reach a person, and whether using it puts them at risk."""

    key_subject: ClassVar[str] = "person_id"

    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    value = EncryptedTextField(_("contact"))
    safe_use = models.CharField(
        _("safe to use"), max_length=8, choices=SafeUse.choices, default=SafeUse.UNKNOWN
    )
    how = EncryptedTextField(_("how to use it safely"), null=True)
    ended = models.DateField(_("no longer valid since"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.get_kind_display()
