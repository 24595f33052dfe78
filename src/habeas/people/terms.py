"""The lists of the pack that people use."""

from __future__ import annotations

import re

SITUATIONS = "situation_of_risk"
RESTRICTED_SITUATIONS = ("SGB", "LGB")
"""Shown only to those who may open identities (the list marks them for restricted handling)."""


def is_known(term_list: str, code: str) -> bool:
    """True when `code` can be a code of the list."""
    return re.fullmatch(r"[A-Z]{2,6}", code) is not None
