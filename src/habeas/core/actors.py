"""Who acts: a person with what the grants give, the system itself, or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

VERBS: Final = ("read", "work", "clear", "identify", "share", "export", "own")
"""What a grant may allow on a compartment; `own` is held by the compartment's owners alone."""

SYSTEM_ID: Final = UUID("00000000-0000-7000-8000-000000000001")
NOBODY_ID: Final = UUID("00000000-0000-7000-8000-000000000000")
ROOT_COMPARTMENT: Final = UUID("00000000-0000-7000-8000-0000000000ff")
"""Holds what belongs to no case compartment (drafts, account secrets); nobody is granted it."""


@dataclass(frozen=True)
class Actor:
    """A snapshot of who someone is and what they reach at one moment; built for each request or job chunk.

    `reach` maps a verb to compartments; `shares` maps (verb, model label) to row ids shared from elsewhere.
    `callings` are the capabilities that every one of the roles carries: what this person is here for.
    """

    id: UUID
    label: str
    reach: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    shares: Mapping[tuple[str, str], frozenset[UUID]] = field(default_factory=dict)
    capabilities: frozenset[str] = frozenset()
    everywhere: bool = False
    emergency: frozenset[UUID] = frozenset()
    units: frozenset[UUID] = frozenset()
    organisations: frozenset[UUID] = frozenset()
    callings: frozenset[str] = frozenset()

    def compartments(self, verb: str) -> frozenset[UUID]:
        """The compartments in which this actor holds `verb`."""
        return self.reach.get(verb, frozenset())

    def shared(self, verb: str, model_label: str) -> frozenset[UUID]:
        """Row ids of one model that were shared with this actor's compartments."""
        return self.shares.get((verb, model_label), frozenset())

    def holds(self, verb: str, compartment: UUID | None) -> bool:
        """True when `verb` is held in `compartment`."""
        return self.everywhere or (compartment is not None and compartment in self.compartments(verb))

    def may(self, capability: str) -> bool:
        """True when one of the actor's roles carries `capability` (never a way to case data)."""
        return self.everywhere or capability in self.capabilities

    @property
    def is_somebody(self) -> bool:
        return self.id != NOBODY_ID


NOBODY: Final = Actor(id=NOBODY_ID, label="nobody")


def system_actor(purpose: str) -> Actor:
    """The register itself, for work that no person asks for; a lint test lists the modules that may call this."""
    return Actor(id=SYSTEM_ID, label=f"system: {purpose}", everywhere=True)
