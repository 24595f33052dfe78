"""Blind indexes: a keyed digest that finds equal values inside one compartment and tells nothing else."""

from __future__ import annotations

import hmac
from uuid import UUID

from habeas.core.vault.datakeys import ring


def blind_index(compartment: UUID, purpose: str, text: str) -> str:
    """HMAC-SHA256 of `text` under the compartment's index key, cut to 128 bits; hexadecimal.

    Index compound values only (a full name with a birth year): a short or common value could be guessed by
    whoever holds the key. Two compartments never give the same digest.
    """
    message = f"{purpose}\x1f{text}".encode()
    return hmac.digest(ring.index_key(compartment), message, "sha256").hex()[:32]
