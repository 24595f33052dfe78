"""Bodies with several names, their rules of procedure, and the parties that sit in them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.coordination.choices import BodyKind, NameLanguage, NameUse, PartyRole
from habeas.core.records import Protected
from habeas.core.vault.fields import EncryptedTextField


class Body(Protected):
    """A mechanism, group or forum. `chair` is the source of its lists and figures."""

    reference = models.CharField(_("reference"), max_length=20, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=BodyKind.choices)
    chair = models.ForeignKey(
        Organisation, models.PROTECT, related_name="bodies_chaired", verbose_name=_("neutral chair")
    )
    founded = models.DateField(_("founded"), null=True, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    exchange = models.UUIDField(_("compartment where the sides exchange"), null=True, blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "reference"], name="coordination_body_reference")
        ]

    def __str__(self) -> str:
        return self.name or self.reference

    def get_absolute_url(self) -> str:
        return reverse("coordination:body", args=[self.pk])

    @property
    def name(self) -> str:
        """The name of today in the reader's language, the official one first."""
        wanted = (get_language() or "en")[:2]
        order = [NameUse.OFFICIAL, NameUse.TRANSLATED, NameUse.SHORT]
        names = [one for one in self.names.all() if one.use in order]
        names.sort(key=lambda one: (one.language != wanted, one.language != "en", order.index(one.use)))
        return names[0].text if names else ""

    def search_text(self) -> str:
        return " ".join([self.reference, *(one.text for one in self.names.all()), self.purpose])


class BodyName(Protected):
    """One name of a body; official, short, translated and former names stand beside each other."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=2, choices=NameLanguage.choices)
    use = models.CharField(_("kind of name"), max_length=10, choices=NameUse.choices)
    text = models.CharField(_("name"), max_length=250)

    class Meta(Protected.Meta):
        verbose_name = _("name of a body")
        verbose_name_plural = _("names of bodies")
        ordering = ["use", "language"]
        constraints = [
            models.UniqueConstraint(fields=["body", "language", "text"], name="coordination_name_once")
        ]

    def __str__(self) -> str:
        return self.text


class Rules(Protected):
    """A version of the rules of procedure; earlier ones stay."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="rules")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("rules of procedure")
        verbose_name_plural = _("rules of procedure")
        ordering = ["-adopted_on", "-created_at"]

    def __str__(self) -> str:
        return self.title


class Party(Protected):
    """A side of a body, equal to the others. `papers` is the compartment of its own papers."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="seats", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=10, choices=PartyRole.choices)
    papers = models.UUIDField(_("compartment of its own papers"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["role", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["body", "organisation"], name="coordination_party_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class PartyContact(Protected):
    """Somebody of a party who is written to, and how."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    contact = EncryptedTextField(_("how to reach them"), null=True)
    ended = models.DateField(_("no longer valid since"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("contact of a party")
        verbose_name_plural = _("contacts of parties")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
