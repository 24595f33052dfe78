"""What may need a second person: each kind says who may ask and who may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.errors import Invalid


@dataclass(frozen=True)
class ApprovalKind:
    """`ask` and `answer` are verbs held in the record's compartment; a yes lasts `hours`.

    `of_version` ties it to the version of the record that was approved; `role`, when given, is the role that answers.
    """

    code: str
    label: Any
    ask: str
    answer: str
    hours: int = 24
    of_version: bool = True
    role: str = ""


KINDS: dict[str, ApprovalKind] = {}


def register(kind: ApprovalKind) -> ApprovalKind:
    """Make a kind known; called from an app's `ready` or at import."""
    KINDS[kind.code] = kind
    return kind


def kind_of(code: str) -> ApprovalKind:
    """The kind of a code; raises Invalid naming it."""
    if code not in KINDS:
        raise Invalid(_("There is no approval of the kind “{kind}”.").format(kind=code), field="kind")
    return KINDS[code]


CLEARANCE = register(
    ApprovalKind("clearance", _("clearance of a text"), ask="work", answer="clear", hours=24 * 30)
)
SECOND_REVIEW = register(
    ApprovalKind("second_review", _("second review"), ask="work", answer="work", hours=24 * 30)
)
UNMASKING = register(
    ApprovalKind(
        "unmask",
        _("joining a source or witness to testimony"),
        ask="identify",
        answer="identify",
        of_version=False,
    )
)
BULK_EXPORT = register(
    ApprovalKind("bulk_export", _("bulk export"), ask="export", answer="own", hours=4, of_version=False)
)
