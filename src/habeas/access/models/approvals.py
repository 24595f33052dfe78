"""The one mechanism by which a second person agrees."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.access.choices import ApprovalState
from habeas.access.models.organisations import Unit
from habeas.access.models.users import User
from habeas.core.records import Protected


class Approval(Protected):
    """Clearance, second review, bulk export, unmasking: asked by one person, answered by another.

    `unit`, when given, is the department whose director must answer.
    """

    kind = models.CharField(_("what for"), max_length=40)
    model = models.CharField(_("kind of record"), max_length=60, blank=True)
    record = models.UUIDField(_("record"), null=True)
    record_version = models.PositiveIntegerField(null=True)
    covers = models.CharField(max_length=64, blank=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="approvals")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="approvals_asked")
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(max_length=10, choices=ApprovalState.choices, default=ApprovalState.ASKED)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="approvals_answered")
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer_note = models.CharField(_("note"), max_length=500, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True)

    class Meta(Protected.Meta):
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("asked_by")),
                name="access_approval_second_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
