"""Erasing for good needs two people: who works there asks and carries it out, an owner agrees."""

from django.utils.translation import gettext_lazy as _

from habeas.access.approvals import ApprovalKind, register

ERASURE = register(ApprovalKind("erasure", _("erasure for good"), ask="work", answer="own", hours=24 * 7))
