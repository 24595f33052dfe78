"""The person as the rest of the register knows them: a code, and nothing that names them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.core.dates import uncertain_date
from habeas.core.records import Protected
from habeas.core.terms.fields import TermField
from habeas.people.choices import TWO_PERSON_STANDINGS, RelationKind, Sex, Standing
from habeas.people.codes import new_code


class Person(Protected):
    """One human as one compartment knows them. Other apps refer to this row and show `code` only."""

    code = models.CharField(_("code"), max_length=11, default=new_code, editable=False)
    standing = models.CharField(
        _("standing"), max_length=8, choices=Standing.choices, default=Standing.CLIENT
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    community = TermField("community", _("community, as the person says"), blank=True)
    invented = models.BooleanField(_("invented"), default=False)

    class Meta(Protected.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["compartment", "code"], name="people_person_code")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    @property
    def needs_second_person(self) -> bool:
        """True for a source or witness: nobody opens such an identity alone."""
        return self.standing in TWO_PERSON_STANDINGS


class Situation(Protected):
    """A situation that makes a person vulnerable (list `situation_of_risk`); several may apply at a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="situations")
    code = TermField("situation_of_risk", _("situation"))
    since = uncertain_date(verbose_name=_("since"))
    ended = models.DateField(_("ended"), null=True, blank=True)

    class Meta(Protected.Meta):
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "code"], condition=models.Q(ended=None), name="people_situation_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Relation(Protected):
    """How one person stands to another of the same compartment: `person` is `kind` `relative`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    relative = models.ForeignKey(Person, models.CASCADE, related_name="relations_from_others")
    kind = models.CharField(_("relation"), max_length=14, choices=RelationKind.choices)

    class Meta(Protected.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=["person", "relative", "kind"], name="people_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("relative")), name="people_relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.relative_id}"
