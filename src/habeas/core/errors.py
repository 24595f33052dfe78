"""Errors that a person reads: what is wrong (the value), where, and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class HabeasError(Exception):
    """An error with a sentence for the reader and a remedy; never carries a protected value.

    `written` says that the audit knows of it.
    """

    written = False

    def __init__(self, message: Any = "", *, remedy: Any = "", field: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.field = field
        self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class ScopeError(RuntimeError):
    """A query touched a protected table without saying for whom: a fault of the program, refused."""


class NotVisible(HabeasError):
    """The record does not exist for this reader; answered with 404 and no reason."""


class Refused(HabeasError):
    """The reader may see the record but not do this; answered with the reason and the remedy."""


class Invalid(HabeasError):
    """The input breaks a rule; shown beside the field it names."""


class Conflict(HabeasError):
    """Somebody else changed the record since it was opened; both texts are kept."""

    def __init__(self, record: Any = None) -> None:
        super().__init__(
            _("Somebody else changed this record while you were editing it."),
            remedy=_("Your text is kept. Compare the two versions and save again."),
            code="conflict",
        )
        self.record = record
