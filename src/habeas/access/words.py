"""Codes of the audit trail in the reader's words."""

from __future__ import annotations

from django.apps import apps
from django.utils.text import capfirst


def kind_in_words(label: str) -> str:
    """A kind of record by the name its model has; the code where no model has it any more."""
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name)) if label else ""
    except (LookupError, ValueError):
        return label
