"""Codes by which other parts of the register name a person: random, so that nothing can be read from them."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXYZ"
"""Digits and capitals that are not mistaken for one another on paper or on the telephone."""


def new_code(prefix: str = "P") -> str:
    """A fresh code such as `P-7K3F-92QX`: 30^8, about 6.6 × 10^11 possibilities."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def read_code(text: str, prefix: str = "P") -> str:
    """The code as it is stored, however it was typed; empty when it is none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    if len(letters) != 8 + len(prefix) or not letters.startswith(prefix):
        return ""
    letters = letters[len(prefix) :]
    return f"{prefix}-{letters[:4]}-{letters[4:]}" if set(letters) <= set(ALPHABET) else ""
