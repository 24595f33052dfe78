"""What the audit trail calls the actions of `retention`."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "retention.ask": _("Erasure asked for"),
    "retention.erase": _("Record erased for good"),
    "retention.forget_drafts": _("Drafts about an erased record dropped"),
    "retention.hold": _("Legal hold placed"),
    "retention.keep": _("Record kept until its next review"),
    "retention.lift": _("Legal hold lifted"),
    "retention.reapply": _("Record erased again after a restore"),
}
