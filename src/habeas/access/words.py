"""Codes of the audit trail in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

DOORS = {
    "page": _("a page"),
    "job": _("a background job"),
    "console": _("the console"),
    "import": _("an import"),
}
KINDS = {
    "created": _("recorded anew"),
    "changed": _("changed"),
    "deleted": _("deleted"),
    "opened": _("opened"),
}
FACTS = {
    "reason": _("Reason"),
    "refused": _("Refused because of"),
    "page": _("Page"),
    "rows": _("Rows"),
    "count": _("Number"),
    "format": _("Format"),
    "table": _("List"),
    "user": _("Account"),
    "version": _("Version"),
    "sessions_ended": _("Sign-ins ended"),
    "hours": _("Hours"),
    "persons": _("Persons"),
    "files": _("Files"),
    "found": _("Found"),
    "what": _("What"),
}


def kind_in_words(label: str) -> str:
    """A kind of record by the name its model has; the code where no model has it any more."""
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name)) if label else ""
    except (LookupError, ValueError):
        return label


def door_in_words(code: str) -> str:
    """Through which door an action came."""
    return str(DOORS.get(code, code))


def happening_in_words(code: str) -> str:
    """What happened to a record."""
    return str(KINDS.get(code, code))


def fact_in_words(code: str) -> str:
    """What a fact beside the action tells of."""
    return str(FACTS.get(code, code))


def fields_in_words(label: str, names: Iterable[str]) -> list[str]:
    """Fields of a kind of record by the names that forms give them; what is no field, as it was written."""
    try:
        meta = apps.get_model(label)._meta
    except (LookupError, ValueError):
        return list(names)
    known = {field.attname: field for field in meta.concrete_fields}
    return [_field(known.get(name), name) for name in names]


def _field(field: object, name: str) -> str:
    return str(getattr(field, "verbose_name", name))
