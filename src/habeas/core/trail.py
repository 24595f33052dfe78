"""Looking after the audit trail: a new signed head where the old one does not fit the chain any more."""

from __future__ import annotations

from pathlib import Path

from habeas.core import audit
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.rules import is_system


@action("audit.new_head", rule=is_system)
def announce_new_head(actor: Actor, target: None = None, *, reason: str) -> None:
    """Sign the end of the trail anew, though it does not continue the head on file."""
    try:
        stored = audit.head.read()
    except ValueError:
        stored = None
    current().say(
        reason=reason, head_row=stored[0] if stored else 0, head_mac=stored[1].hex() if stored else ""
    )


def sign_anew(actor: Actor, reason: str) -> Path | None:
    """Write down why, and sign the last row; returns where the former head is kept. The reason is no case data."""
    if len(reason.strip()) < 5:
        raise Invalid("Say why the trail gets a new head.")
    announce_new_head(actor, reason=reason.strip()[:200])
    return audit.head.begin_anew()
