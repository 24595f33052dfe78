"""What people are told of in monitoring; a notice names the reference alone, for it outlives its reader's access."""

from django.utils.translation import gettext_lazy as _

from habeas.access.notices import NoticeKind, register

FINDING_REOPENED = register(
    NoticeKind("finding.reopened", _("{who} opened the finding {subject} again."), "monitoring:finding")
)
FINDING_WITHDRAWN = register(
    NoticeKind("finding.withdrawn", _("{who} withdrew the finding {subject}."), "monitoring:finding")
)
