"""Whether a disappearance lies in the time for which the mechanism was made."""

from __future__ import annotations

from typing import Any

from habeas.missing.choices import SCOPE_FROM, SCOPE_UNTIL, Scope


def scope_of(disappeared: Any) -> str:
    """The scope of an UncertainDate, or of None: nobody knows when.

    Inside when every possible day lies inside, outside when none does, uncertain between, empty when unknown.
    """
    if disappeared is None:
        return Scope.UNKNOWN
    if disappeared.earliest >= SCOPE_FROM and disappeared.latest <= SCOPE_UNTIL:
        return Scope.INSIDE
    return Scope.UNCERTAIN if disappeared.overlaps(SCOPE_FROM, SCOPE_UNTIL) else Scope.OUTSIDE
