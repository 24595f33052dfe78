"""The reasons of a score in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

KNOWN = (
    gettext_noop("same family name"),
    gettext_noop("same given name"),
    gettext_noop("same fathers name"),
    gettext_noop("same born"),
    gettext_noop("same municipality"),
    gettext_noop("same place"),
    gettext_noop("other family name"),
    gettext_noop("other given name"),
    gettext_noop("other fathers name"),
    gettext_noop("other born"),
    gettext_noop("other municipality"),
)


def reason_shown(reason: str) -> str:
    """A reason translated where the catalogue has it, else as it was given."""
    return _(reason) if reason in KNOWN else reason
