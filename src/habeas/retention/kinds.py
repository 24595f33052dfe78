"""The kinds of record that retention knows; apps above register theirs.

    register_kind(Kind(Person, "identity", also=wipe_person))

A record's own key is the one of the subject with the record's key: everything that is sealed under it goes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habeas.core.actors import Actor


@dataclass(frozen=True)
class Kind:
    """A model, the code of its category, and what must go besides sealed values (blind indexes, stored bytes).

    `also(actor, record)` runs inside the action that erases, and again when erasures are applied to a restored
    backup: it must be repeatable.
    """

    model: Any
    category: str
    also: Callable[[Actor, Any], None] | None = None

    @property
    def label(self) -> str:
        """The model's name in the program."""
        return str(self.model._meta.label_lower)

    @property
    def title(self) -> str:
        """The model's name for a reader, in the plural."""
        return str(self.model._meta.verbose_name_plural)


KINDS: dict[str, Kind] = {}


def kind_of(record: Any) -> Kind:
    """The kind of a record; KeyError when nobody registered it."""
    return KINDS[record._meta.label_lower]


Key = tuple[str, UUID]
