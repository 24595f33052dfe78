"""Whether a disappearance lies in the time for which the mechanism was made."""

from __future__ import annotations

from habeas.core.dates import UncertainDate
from habeas.missing.choices import SCOPE_FROM, SCOPE_UNTIL, Scope


def scope_of(disappeared: UncertainDate | None) -> str:
    """Inside when every possible day lies inside, outside when none does, uncertain between, empty when unknown."""
    if disappeared is None:
        return Scope.UNKNOWN
    if disappeared.earliest >= SCOPE_FROM and disappeared.latest <= SCOPE_UNTIL:
        return Scope.INSIDE
    return Scope.UNCERTAIN if disappeared.overlaps(SCOPE_FROM, SCOPE_UNTIL) else Scope.OUTSIDE
