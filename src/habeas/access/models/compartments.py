"""Compartments, who was granted what in them, what was shared out of them, and emergency access."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.access.choices import VERB_LABELS, CompartmentKind, ShareBasis
from habeas.access.models.organisations import Organisation, Unit
from habeas.access.models.users import Appointment, Role, User
from habeas.core import policies
from habeas.core import scope as scopes
from habeas.core.actors import VERBS
from habeas.core.i18n.labels import pick_label
from habeas.core.records import Record


class OfCompartment:
    """Rows about access itself: the owners of the compartment see them all, a person sees the own ones."""

    def __init__(self, field: str, person: str) -> None:
        self.field, self.person = field, person

    def predicate(self, model: Any, alias: str, scope: scopes.Scope) -> Any:
        if scope.actor.everywhere:
            return None
        verbs = scope.actor.compartments("own") | scope.actor.compartments("share")
        return scopes.either(
            scopes.isin(model, alias, self.field, verbs),
            scopes.isin(model, alias, self.person, [scope.actor.id]),
        )

    def admits(self, row: Any, scope: scopes.Scope) -> bool:
        return True

    def policy(self) -> policies.Policy:
        person = self.person if self.person == "created_by" else f"{self.person}_id"
        seen = (policies.among(f"{self.field}_id", "sharing"), policies.among(person, "actors"))
        return policies.Policy(policies.either(*seen), policies.CARRIED)


class Compartment(Record):
    """A wall: one owner organisation, one data key, one set of people who need to know."""

    audit_values = ("code", "organisation_id", "kind", "closed")

    class Rule:
        """Those who hold any verb in it see that it exists, and those who may open it in an emergency."""

        def predicate(self, model: Any, alias: str, scope: scopes.Scope) -> Any:
            if scope.actor.everywhere:
                return None
            held = {key for verb in VERBS for key in scope.actor.compartments(verb)}
            known = scopes.isin(model, alias, "id", held)
            if not scope.actor.may("emergency.open"):
                return known
            return scopes.either(known, scopes.isin(model, alias, "organisation", scope.actor.organisations))

        def admits(self, row: Any, scope: scopes.Scope) -> bool:
            return scope.actor.may("compartments.create") or any(
                scope.actor.holds(verb, row.pk) for verb in VERBS
            )

        def policy(self) -> policies.Policy:
            known = policies.among("id", "known")
            urgent = f"{policies.capable('emergency.open')} AND {policies.among('organisation_id', 'organisations')}"
            may_make = policies.either(policies.capable("compartments.create"), known)
            return policies.Policy(policies.either(known, f"({urgent})"), may_make)

    scope_rule: ClassVar[Any] = Rule()

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="compartments")
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name"), max_length=120)
    name_sq = models.CharField(max_length=120, blank=True)
    name_sr = models.CharField(max_length=120, blank=True)
    kind = models.CharField(
        _("holds"), max_length=10, choices=CompartmentKind.choices, default=CompartmentKind.CASE
    )
    closed = models.BooleanField(_("closed"), default=False)
    clearance_steps = models.CharField(
        _("steps of clearance"), max_length=60, default="director", help_text=_("Separated by spaces.")
    )

    class Meta(Record.Meta):
        verbose_name = _("compartment")
        verbose_name_plural = _("compartments")
        ordering = ["code"]

    def __str__(self) -> str:
        return pick_label(self, stem="name") or self.code

    @property
    def compartment(self) -> UUID:
        """A compartment is its own compartment, so that rules read it like any row."""
        return self.pk


class Grant(Record):
    """Verbs on a compartment for one person, or for whoever holds a role in a unit, until a day."""

    scope_rule: ClassVar[Any] = OfCompartment("compartment", "user")
    audit_values = ("compartment_id", "user_id", "unit_id", "role_id", "expires_at", "ended_at") + tuple(
        f"can_{verb}" for verb in VERBS
    )

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="grants")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="grants")
    can_read = models.BooleanField(_("read"), default=False)
    can_work = models.BooleanField(_("work"), default=False)
    can_clear = models.BooleanField(_("clear"), default=False)
    can_identify = models.BooleanField(_("open identities"), default=False)
    can_share = models.BooleanField(_("share"), default=False)
    can_export = models.BooleanField(_("export"), default=False)
    can_own = models.BooleanField(_("own"), default=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250)

    class Meta(Record.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(unit__isnull=False, role__isnull=False),
                name="access_grant_names_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.compartment_id} {' '.join(self.verbs)}"

    @property
    def verbs(self) -> list[str]:
        return [verb for verb in VERBS if getattr(self, f"can_{verb}")]

    @property
    def verb_labels(self) -> str:
        """The verbs in the reader's words."""
        return ", ".join(str(VERB_LABELS[verb]) for verb in self.verbs)

    def is_active(self, now: datetime) -> bool:
        return self.ended_at is None and (self.expires_at is None or now < self.expires_at)


class AppointmentConfirmation(Record):
    """The word of an owner that the grants of one compartment may reach whoever was appointed to a unit."""

    scope_rule: ClassVar[Any] = OfCompartment("compartment", "by")
    audit_values = ("appointment_id", "compartment_id", "by_id")

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="confirmations")
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(User, models.PROTECT, related_name="confirmations")

    class Meta(Record.Meta):
        verbose_name = _("confirmation of an appointment")
        verbose_name_plural = _("confirmations of appointments")
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "compartment"], name="access_confirmed_once_a_compartment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.compartment_id}"


class Share(Record):
    """One row of one compartment shown to another, on a consent or a decision; never its parents."""

    scope_rule: ClassVar[Any] = OfCompartment("source", "created_by")
    audit_values = (
        "source_id",
        "target_id",
        "model",
        "record",
        "basis",
        "basis_id",
        "expires_at",
        "ended_at",
    )

    source = models.ForeignKey(Compartment, models.PROTECT, related_name="shares_given")
    target = models.ForeignKey(Compartment, models.PROTECT, related_name="shares_received")
    model = models.CharField(_("kind of record"), max_length=60)
    record = models.UUIDField(_("record"))
    basis = models.CharField(_("basis"), max_length=10, choices=ShareBasis.choices)
    basis_id = models.UUIDField(_("consent or decision"))
    reason = models.CharField(_("reason"), max_length=250)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        indexes = [models.Index(fields=["target", "ended_at"], name="access_share_target")]

    def __str__(self) -> str:
        return f"{self.model} {self.record}"

    @property
    def compartment(self) -> UUID:
        """Rules read a share like a row of the compartment it comes from."""
        return self.source_id

    def is_active(self, now: datetime) -> bool:
        return self.ended_at is None and (self.expires_at is None or now < self.expires_at)


class EmergencyAccess(Record):
    """Reading a compartment without a grant, for a stated reason and a few hours; its owners are alerted."""

    scope_rule: ClassVar[Any] = OfCompartment("compartment", "user")
    audit_values = ("compartment_id", "user_id", "expires_at", "ended_at")

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(User, models.PROTECT, related_name="emergencies")
    reason = models.CharField(_("reason"), max_length=500)
    expires_at = models.DateTimeField(_("expires"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at:%Y-%m-%d %H:%M}"

    def is_active(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.expires_at
