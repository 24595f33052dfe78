"""Plants a canary in every text of every protected row, so that whatever leaks sings."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from habeas.access.models import User
from habeas.core import scope
from habeas.core.records import Personal, Protected
from habeas.core.terms.fields import TermField
from habeas.core.vault.fields import EncryptedTextField

CANARY = re.compile(r"Qz[0-9a-f]{5}zQ", re.IGNORECASE)
SHAPES: dict[str, dict[str, Any]] = {}
"""Values that a model's own constraints demand; shapes.py fills it."""


@dataclass
class Garden:
    """Rows by model and place, and whose canary is whose."""

    rows: dict[tuple[str, Any], list[models.Model]] = field(default_factory=dict)
    canaries: dict[str, tuple[str, str, UUID]] = field(default_factory=dict)
    counter: Any = field(default_factory=itertools.count)

    def token(self, model: type[models.Model], name: str, key: UUID) -> str:
        """A fresh canary for one field of one row."""
        token = f"Qz{next(self.counter):05x}zQ"
        self.canaries[token.lower()] = (model._meta.label_lower, name, key)
        return token

    def of(self, model: type[models.Model], place: Any) -> models.Model:
        """The first row of a model in a place."""
        return self.rows[model._meta.label_lower, place][0]

    def heard_in(self, text: str) -> list[tuple[str, str, UUID]]:
        """Whose canaries a text holds."""
        return sorted({self.canaries[t.lower()] for t in CANARY.findall(text)}, key=str)


def case_models() -> list[type[models.Model]]:
    """Protected models that hold cases, parents before children."""
    return _parents_first([m for m in scope.protected_models() if issubclass(m, Protected)])


def personal_models() -> list[type[models.Model]]:
    return [model for model in scope.protected_models() if issubclass(model, Personal)]


def _parents_first(found: list[type[models.Model]]) -> list[type[models.Model]]:
    ordered: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in ordered:
            return
        for parent in [f.related_model for f in model._meta.concrete_fields if f.is_relation and not f.null]:
            if parent in found and parent is not model:
                visit(parent)
        ordered.append(model)

    for model in found:
        visit(model)
    return ordered


def plant(garden: Garden, model: type[models.Model], place: UUID, users: dict[str, User]) -> models.Model:
    """Make one row of `model` in a compartment (or of an owner) with canaries in all its texts."""
    row = model()
    if issubclass(model, Personal):
        row.owner = place  # type: ignore[attr-defined]
    else:
        row.compartment = place  # type: ignore[attr-defined]
    shape = SHAPES.get(model._meta.label_lower, {})
    for one in model._meta.concrete_fields:
        if one.name in shape:
            value = shape[one.name]
            setattr(row, one.name, value(garden, place, users) if callable(value) else value)
        elif one.name not in {"id", "compartment", "owner"}:
            _fill(garden, row, one, place, users)
    row.save(force_insert=True)
    garden.rows.setdefault((model._meta.label_lower, place), []).append(row)
    return row


def _fill(garden: Garden, row: Any, one: models.Field, place: UUID, users: dict[str, User]) -> None:
    if one.is_relation:
        _relate(garden, row, one, place, users)
    elif isinstance(one, EncryptedTextField):
        setattr(row, one.name, garden.token(type(row), one.name, row.pk))
    elif isinstance(one, TermField) or one.choices:
        setattr(row, one.name, _first_choice(one))
    elif isinstance(one, (models.CharField, models.TextField)):
        if (one.max_length or 99) >= 9:
            setattr(row, one.name, garden.token(type(row), one.name, row.pk))
    elif isinstance(one, models.UUIDField):
        setattr(row, one.name, None if one.null else row.pk)
    elif not one.has_default() and not one.null:
        setattr(row, one.name, _plain(one))


def _relate(garden: Garden, row: Any, one: Any, place: UUID, users: dict[str, User]) -> None:
    related = one.related_model
    if related is User:
        setattr(row, one.name, None if one.null else users["monitor_north"])
    elif issubclass(related, Protected):
        if related is not type(row) and (related._meta.label_lower, place) in garden.rows:
            setattr(row, one.name, garden.of(related, place))
    elif not one.null:
        setattr(row, one.name, reference_row(garden, related))


def reference_row(garden: Garden, model: type[models.Model]) -> models.Model:
    """A row of open reference data; the pack's own where it was loaded."""
    key = (model._meta.label_lower, None)
    if key not in garden.rows:
        found = model._default_manager.first()
        if found is None:
            raise LookupError(f"The matrix world has no {model._meta.label}: make one in shapes.py.")
        garden.rows[key] = [found]
    return garden.rows[key][0]


def _first_choice(one: Any) -> str:
    if isinstance(one, TermField):
        from habeas.core.terms import lookup

        return next((code for code, _label in lookup.choices(one.vocabulary)), "")
    return str(one.flatchoices[0][0])


def _plain(one: models.Field) -> Any:
    if isinstance(one, models.DateTimeField):
        return timezone.now()
    if isinstance(one, models.DateField):
        return timezone.localdate() - timedelta(days=3)
    if isinstance(one, models.BooleanField):
        return False
    return 1


def every_model() -> list[type[models.Model]]:
    """All models of the house, for counting."""
    return [m for m in apps.get_models() if m.__module__.startswith("habeas.")]
