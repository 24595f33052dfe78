"""What needs a second person where people are concerned, besides the unmasking that `access` knows."""

from django.utils.translation import gettext_lazy as _

from habeas.access.approvals import UNMASKING, ApprovalKind, register

PUBLIC_USE = register(
    ApprovalKind(
        "public_use",
        _("public use of a person's identity"),
        ask="work",
        answer="clear",
        hours=24 * 7,
        of_version=False,
    )
)

__all__ = ["PUBLIC_USE", "UNMASKING"]
