"""What a list tells of a person: the same columns on an entry as received and on the consolidated person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.dates import uncertain_date
from habeas.core.records import Protected
from habeas.missing.choices import Sex
from habeas.places.models import Municipality

FIELDS = (
    "family_name",
    "given_name",
    "fathers_name",
    "sex",
    "born",
    "birth_place",
    "disappeared",
    "municipality",
    "place",
)
"""What is compared between sources, in the order in which pages show it."""


class Told(Protected):
    """Names, birth, and where and when the person was last seen; every part may be unknown."""

    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    fathers_name = models.CharField(_("father's name"), max_length=120, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    born = uncertain_date(verbose_name=_("born"))
    birth_place = models.CharField(_("place of birth"), max_length=120, blank=True)
    disappeared = uncertain_date(verbose_name=_("last seen"))
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality where last seen"),
    )
    place = models.CharField(_("place where last seen"), max_length=160, blank=True)

    class Meta(Protected.Meta):
        abstract = True

    @property
    def full_name(self) -> str:
        """Given name, father's name in brackets, family name."""
        father = f"({self.fathers_name})" if self.fathers_name else ""
        return " ".join(part for part in (self.given_name, father, self.family_name) if part)
