"""Bring tables of the register to what a pack tells: add, change, retire; never delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from habeas.core.actions import Running
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import Packed, pack_id
from habeas.core.packs.problems import PackError, Problem

Values = Mapping[str, Any]
BATCH = 500


@dataclass
class Outcome:
    """What became of the rows of one table."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    same: int = 0
    changes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.same

    @property
    def touched(self) -> int:
        return self.added + self.changed + self.retired

    def as_counts(self) -> dict[str, int]:
        return {"rows": self.rows, "added": self.added, "changed": self.changed, "retired": self.retired}


@dataclass
class Load:
    """One loading of a pack, inside its action."""

    pack: Pack
    running: Running
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def sync(
        self,
        model: type[Packed],
        rows: Sequence[Values],
        *,
        key: tuple[str, ...],
        among: models.Q | None = None,
        before_change: Callable[[Any, Values], None] | None = None,
    ) -> Outcome:
        """Make the rows of `model` that come from this pack equal to `rows`, found by `key`.

        `among` limits what is retired when several tables of the pack feed one model.
        Raises PackError when a row with the same key was made by hand or by another pack.
        """
        outcome = self.outcomes.setdefault(model._meta.label_lower, Outcome())
        there = {_key_of(row, key): row for row in model._default_manager.all()}
        wanted = {tuple(values[name] for name in key): values for values in rows}
        self._add(model, [pair for pair in wanted.items() if pair[0] not in there], outcome)
        for identity, values in wanted.items():
            if identity in there:
                self._change(there[identity], identity, values, outcome, before_change)
        dropped = model._default_manager.filter(pack=self.pack.name, retired_in="")
        for row in dropped if among is None else dropped.filter(among):
            if _key_of(row, key) not in wanted:
                self._retire(row, _key_of(row, key), outcome)
        return outcome

    def _add(
        self, model: type[Packed], fresh: list[tuple[tuple[Any, ...], Values]], outcome: Outcome
    ) -> None:
        made = []
        for identity, values in fresh:
            row = model(pack=self.pack.name, since=self.pack.version, **values)
            row.id = pack_id(model, *identity)
            made.append(row)
        model._default_manager.bulk_create(made, batch_size=BATCH)
        outcome.added += len(made)

    def _change(
        self,
        row: Any,
        identity: tuple[Any, ...],
        values: Values,
        outcome: Outcome,
        before_change: Callable[[Any, Values], None] | None,
    ) -> None:
        if row.pack != self.pack.name:
            raise PackError([_foreign(row, identity)])
        differing = [name for name, value in values.items() if not _equal(row, name, value)]
        if not differing and not row.retired_in:
            outcome.same += 1
            return
        if before_change is not None:
            before_change(row, values)
        for name in differing:
            setattr(row, name, values[name])
        row.retired_in = ""
        row.save()
        outcome.changed += 1
        outcome.changes.append(_told(row, identity, differing or ["retired_in"]))

    def _retire(self, row: Any, identity: tuple[Any, ...], outcome: Outcome) -> None:
        row.retired_in = self.pack.version
        row.save()
        outcome.retired += 1
        outcome.changes.append(_told(row, identity, [_("retired")]))


def _key_of(row: models.Model, key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in key)


def _equal(row: Any, name: str, value: Any) -> bool:
    there = getattr(row, name)
    if isinstance(value, models.Model) or isinstance(there, models.Model):
        return there == value
    return bool(there == row._meta.get_field(name).to_python(value))


def _told(row: models.Model, identity: tuple[Any, ...], names: Sequence[str]) -> str:
    return f"{row._meta.verbose_name} {'/'.join(map(str, identity))}: {', '.join(names)}"


def _foreign(row: Any, identity: tuple[Any, ...]) -> Problem:
    owner = row.pack or _("hand")
    why = _("%(kind)s %(key)s exists already and was made by %(owner)s.") % {
        "kind": row._meta.verbose_name,
        "key": "/".join(map(str, identity)),
        "owner": owner,
    }
    return Problem(row._meta.label_lower, why, _("Give the row of this pack another code."))
