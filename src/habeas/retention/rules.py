"""Who decides what is kept, held and erased."""

from __future__ import annotations

from habeas.core.rules import can_own, can_work

can_keep = can_own
"""Owners answer for how long a compartment keeps what it has."""
can_hold = can_work
"""Whoever works with a record may protect it from erasure."""
can_lift = can_own
can_erase = can_work
"""Carries out what an owner has agreed to; see `approvals`."""

__all__ = ["can_erase", "can_hold", "can_keep", "can_lift"]
