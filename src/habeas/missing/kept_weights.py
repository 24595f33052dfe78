"""What the last whole comparison learned, so that a new list is compared with it and not everything anew.

A sealed file in the data folder under the data key of the compartment that asked, bound to the compartments that were
compared: whoever works on others learns weights of their own. It can be thrown away: the next comparison is then a
whole one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from habeas.core.durable import replace_durably
from habeas.core.vault.datakeys import VaultError, seal, unseal

MORE_ENTRIES, MORE_DECISIONS, FEW_DECISIONS = 1.5, 1.25, 20
"""Grown by so much since they were learned, weights are learned anew; so many more decisions never count."""


@dataclass(frozen=True)
class Kept:
    """`weights` as linkage writes them; how many entries and decisions they were learned from; the moment until which
    every entry was compared."""

    weights: str
    entries: int
    decisions: int
    until: datetime

    def fits(self, entries: int, decisions: int) -> bool:
        """Whether so many entries and decisions are still compared with these weights."""
        grown = decisions > max(self.decisions * MORE_DECISIONS, self.decisions + FEW_DECISIONS)
        return entries <= self.entries * MORE_ENTRIES and not grown


def path_of(place: UUID) -> Path:
    return Path(settings.NAME_INDEXES) / f"{place}.weights"


def _binding(place: UUID, compared: Iterable[UUID]) -> bytes:
    all_of_them = sha256(" ".join(sorted(map(str, compared))).encode()).hexdigest()
    return f"missing.weights|{place}|{all_of_them}".encode()


def keep(place: UUID, compared: Iterable[UUID], kept: Kept) -> None:
    """Leave them for the next comparison of the same compartments."""
    told = {**vars(kept), "until": kept.until.isoformat()}
    path = path_of(place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_durably(path, seal(place, _binding(place, compared), json.dumps(told).encode()))
    path.chmod(0o600)


def kept_for(place: UUID, compared: Iterable[UUID]) -> Kept | None:
    """What was kept of these compartments; None when there is nothing that opens."""
    try:
        told = json.loads(unseal(place, _binding(place, compared), path_of(place).read_bytes()))
        return Kept(**{**told, "until": datetime.fromisoformat(told["until"])})
    except (FileNotFoundError, VaultError, ValueError, TypeError, KeyError):
        return None
