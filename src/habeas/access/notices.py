"""The register of notices: each kind has a sentence in the reader's language and a page it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NoticeKind:
    """`sentence` may name {who}, {subject} and {note}; `url_name` takes the key of the record, if any."""

    code: str
    sentence: Any
    url_name: str = ""
    urgent: bool = False


KINDS: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> NoticeKind:
    """Make a kind known; called from an app's `ready` or at import."""
    KINDS[kind.code] = kind
    return kind


def sentence(notice: Any) -> str:
    """What the notice says."""
    kind = KINDS.get(notice.kind)
    if kind is None:
        return str(notice.subject or notice.kind)
    who = str(notice.by) if notice.by_id else str(_("The register"))
    return str(kind.sentence).format(who=who, subject=notice.subject, note=notice.note)


def url(notice: Any) -> str:
    """Where the notice leads; empty when nowhere."""
    kind = KINDS.get(notice.kind)
    if kind is None or not kind.url_name:
        return ""
    try:
        return reverse(kind.url_name, args=[notice.record] if notice.record else [])
    except NoReverseMatch:
        return reverse(kind.url_name)


EMERGENCY_OPENED = register(
    NoticeKind(
        "emergency.opened",
        _("{who} opened “{subject}” in an emergency: {note}"),
        "access:emergencies",
        urgent=True,
    )
)
EMERGENCY_CLOSED = register(
    NoticeKind(
        "emergency.closed", _("{who} closed the emergency access to “{subject}”."), "access:emergencies"
    )
)
APPROVAL_ASKED = register(
    NoticeKind("approval.asked", _("{who} asks for your approval: {subject}"), "access:approvals")
)
APPROVAL_ANSWERED = register(
    NoticeKind("approval.answered", _("{who} answered your question: {subject}"), "access:approvals")
)
GRANT_GIVEN = register(
    NoticeKind("grant.given", _("{who} gave you access to “{subject}”."), "access:compartments")
)
GRANT_ENDED = register(NoticeKind("grant.ended", _("{who} ended your access to “{subject}”.")))
APPOINTMENT_WAITS = register(
    NoticeKind(
        "appointment.waits",
        _("{subject} was appointed where your compartments are granted to the unit. Confirm it or not."),
        "access:confirmations",
    )
)
ACCOUNT_OPENED = register(
    NoticeKind(
        "account.opened",
        _("{who} opened the account of {subject} again, which your compartments granted something."),
        "access:compartments",
        urgent=True,
    )
)
ROLE_GIVEN = register(
    NoticeKind(
        "role.given",
        _("{who} gave {subject} a role: {note}. What your compartments granted this person counts under it."),
        "access:compartments",
        urgent=True,
    )
)
RESET_WAITS = register(
    NoticeKind(
        "reset.waits",
        _("{who} asks to reset the account of {subject}. Confirm it with the person first."),
        "access:confirmations",
        urgent=True,
    )
)
RESET_ANSWERED = register(
    NoticeKind("reset.answered", _("{who} answered the reset of {subject}."), "access:people")
)
PASSWORD_SET = register(
    NoticeKind(
        "account.password", _("Your password was set by a one-time link."), "access:account", urgent=True
    )
)
OWNER_RECOVERED = register(
    NoticeKind(
        "account.recovered",
        _("Two custodians at the server let {subject} back in, who owned a compartment alone: {note}"),
        "access:compartments",
        urgent=True,
    )
)
SHARE_ENDED = register(
    NoticeKind("share.ended", _("A share of your compartment ended: {note}"), "access:compartments")
)
