"""What an app declares of an import: its fields, what names a record, and how rows are written. One small file each.

class Lists(Importer):
    code, title = "missing", _("List of missing persons")
    targets = (Target("family_name", _("family name"), one_script(120), names=("surname", "mbiemri")), ...)
    def key(self, values): return values["number"]
    def create(self, batch, rows): ...rows of the register, made in bulk; returns their ids in order...

register(Lists())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.imports.models import Import
from habeas.core.imports.problems import Catalogue, Problem
from habeas.core.imports.readers import Reader, text
from habeas.core.terms import lookup


@dataclass(frozen=True)
class Target:
    """A field that a column may fill; `names` are the words that headers use, beside its label in every language."""

    name: str
    label: Any
    read: Reader = field(default_factory=text)
    required: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadRow:
    """A row that was understood; `key` and `digest` are keyed digests of what names it and of all it says.

    `shaped` is what the importer made of it.
    """

    number: int
    values: Mapping[str, Any]
    raw: Mapping[str, str]
    cells: Sequence[Any]
    key: str
    digest: str
    returned: bool = False
    shaped: Any = None


class Importer:
    """Declares an import. Its writing methods run inside the one action of a chunk, through the scoped managers.

    `withdraws`: a record whose row is absent from a newer file of its source is withdrawn.
    """

    code: ClassVar[str]
    title: ClassVar[Any]
    help: ClassVar[Any] = ""
    targets: ClassVar[tuple[Target, ...]]
    problems: ClassVar[Catalogue] = {}
    withdraws: ClassVar[bool] = False
    chunk: ClassVar[int] = 1000
    options_form: ClassVar[type[forms.Form]] = forms.Form
    asks_source: ClassVar[bool] = True
    asks_compartment: ClassVar[bool] = True

    def source(self, options: Mapping[str, Any], given: str) -> str:
        """The name of the source; what the person wrote, unless the options already say it."""
        return given

    def stream(self, batch: Import) -> str:
        """What keys are unique within: the source."""
        return batch.source

    def check_columns(self, fields: set[str]) -> Iterable[Any]:
        """Sentences on what is missing among the columns chosen, beyond required fields."""
        return ()

    def prepare(self, batch: Import) -> Any:
        """What `check` and the writing methods need to look up, read once a chunk."""
        return None

    def key(self, values: Mapping[str, Any]) -> str:
        """What names the record; empty when the row does not say."""
        raise NotImplementedError

    key_fields: ClassVar[tuple[str, ...]] = ()

    def check(self, values: dict[str, Any], memory: Any) -> Iterable[Problem]:
        """What is wrong with values taken together; may complete `values`."""
        return ()

    def make_ready(self) -> None:
        """Have in memory what readers of cells look up: the next rows are read without the database."""
        lookup.all_terms("")

    def shape(self, values: Mapping[str, Any], raw: Mapping[str, str]) -> Any:
        """What `write` takes of a row, when that is more than its values; made where rows are read, beside writing."""
        return None

    def home(self, answers: Mapping[str, Any]) -> UUID:
        """The compartment that a file goes to; as chosen, unless the other answers decide it."""
        return UUID(str(answers["compartment"]))

    def start(self, batch: Import) -> None:
        """The rows are about to be taken; called inside the action that starts the work."""

    def write(self, batch: Import, found: Any, memory: Any) -> list[UUID]:
        """Write the rows of a chunk, sorted into new, changed and same; returns the ids of the new ones in order."""
        made = self.create(batch, found.new, memory) if found.new else []
        if found.changed:
            self.update(batch, found.changed, memory)
        return made

    def keep(self, batch: Import, records: Sequence[UUID]) -> None:
        """Records named by rows that were set aside: the file holds them all the same."""

    def create(self, batch: Import, rows: Sequence[ReadRow], memory: Any) -> list[UUID]:
        """Make one record a row; returns their ids in order."""
        raise NotImplementedError

    def update(self, batch: Import, rows: Sequence[tuple[UUID, ReadRow]], memory: Any) -> None:
        """Change the records of rows that say something else than before."""
        raise NotImplementedError

    def withdraw(self, batch: Import, records: Sequence[UUID]) -> None:
        """Mark records that the source no longer holds."""
        raise NotImplementedError

    def taken(self, batch: Import, since: datetime | None = None) -> None:
        """The file was taken as far as it could be (others may wait), or rows that had waited were `since` a moment."""

    def close(self, batch: Import) -> None:
        """Every row was taken, corrected or left out, and what is gone was withdrawn."""

    def result_url(self, batch: Import) -> str:
        """Where the imported records are read."""
        return ""

    def target(self, name: str) -> Target:
        """A field by its name."""
        return next(one for one in self.targets if one.name == name)


IMPORTERS: dict[str, Importer] = {}
_homes: list[Callable[[Actor], Sequence[tuple[str, str]]]] = []


def register(importer: Importer) -> Importer:
    """Make an importer known by its code."""
    IMPORTERS[importer.code] = importer
    return importer


def importer_of(code: str) -> Importer:
    """The importer of a code; raises Invalid when this version has none."""
    if code not in IMPORTERS:
        raise Invalid(_("This version does not know this kind of import."))
    return IMPORTERS[code]


def register_homes(homes: Callable[[Actor], Sequence[tuple[str, str]]]) -> None:
    """Say how the compartments where a person works are named; `access` does, at start."""
    _homes[:] = [homes]


def homes_of(actor: Actor) -> Sequence[tuple[str, str]]:
    """The compartments in which the actor works: key and name."""
    return (
        _homes[0](actor) if _homes else [(str(key), str(key)) for key in sorted(actor.compartments("work"))]
    )
