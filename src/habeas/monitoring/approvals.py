"""What needs a second person in monitoring."""

from django.utils.translation import gettext_lazy as _

from habeas.access.approvals import ApprovalKind, register

VISIT_RISK = register(
    ApprovalKind("visit_risk", _("a visit of high risk"), ask="work", answer="clear", hours=24 * 14)
)
