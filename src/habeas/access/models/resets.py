"""One-time links by which a person sets a password; where cases are at stake, an owner confirms first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.access.choices import ResetState
from habeas.access.models.compartments import Compartment
from habeas.access.models.users import User
from habeas.core import policies
from habeas.core import scope as scopes
from habeas.core.ids import new_id
from habeas.core.records import Record


class ForManagersAndOwners:
    """Account managers see every request; an owner sees those that wait for the own compartments."""

    def predicate(self, model: Any, alias: str, scope: scopes.Scope) -> Any:
        if scope.actor.may("accounts.manage"):
            return None
        return scopes.isin(model, alias, "compartment", scope.actor.compartments("own"))

    def admits(self, row: Any, scope: scopes.Scope) -> bool:
        return scope.actor.may("accounts.manage")

    def policy(self) -> policies.Policy:
        managed = policies.either(policies.capable("accounts.manage"))
        return policies.Policy(f"{managed} OR {policies.among('compartment_id', 'owned')}", managed)


class AccountReset(Record):
    """A way back into an account, or one part of it: the parts of a `batch` hold together.

    `compartment` is the one whose owner must confirm this part, none for an account that reaches nothing and has no
    second factor. One part carries the link, of which only a SHA-256 digest is kept.
    """

    scope_rule: ClassVar[Any] = ForManagersAndOwners()
    audit_values = ("batch", "user_id", "compartment_id", "second_factor", "state", "expires_at")

    batch = models.UUIDField(default=new_id, db_index=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="resets")
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="resets")
    second_factor = models.BooleanField(_("remove the second factor too"), default=False)
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.UUIDField()
    answered_by = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=ResetState.choices, default=ResetState.ASKED)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField(_("expires"))

    class Meta(Record.Meta):
        verbose_name = _("account reset")
        verbose_name_plural = _("account resets")

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"

    def is_open(self, now: datetime) -> bool:
        """True while the link works, or may be made."""
        return self.state == ResetState.READY and now < self.expires_at
