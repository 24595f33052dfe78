"""Encrypted model fields: stored sealed, bound to table, row and field; opened inside an action only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from habeas.core import scope as scopes
from habeas.core.actors import ROOT_COMPARTMENT
from habeas.core.vault import datakeys, recordkeys
from habeas.core.vault.recordkeys import Erased, subject_of

MASK = "•••"


class Sealed:
    """A protected value as it lies in the row; prints as dots until an action opens it."""

    __slots__ = ("_field", "_instance", "_plain", "_sealed")

    def __init__(
        self, instance: models.Model, field: EncryptedTextField, sealed: bytes | None, plain: str | None
    ):
        self._instance, self._field, self._sealed, self._plain = instance, field, sealed, plain

    def open(self) -> str:
        """The plain text; raises ScopeError outside an action, VaultError when altered."""
        action = scopes.running_action()
        if action is None:
            raise scopes.ScopeError(f"{self._field} is opened outside an action.")
        action.note_opened(self._instance, self._field.name)
        return self._decrypt()

    def _decrypt(self) -> str:
        if self._plain is None:
            binding = self._field.binding(self._instance)
            self._plain = _opened(self._instance, binding, self._sealed or b"").decode()
        return self._plain

    def bytes_for_database(self) -> bytes:
        if self._sealed is None:
            binding = self._field.binding(self._instance)
            self._sealed = _closed(self._instance, binding, (self._plain or "").encode())
        return self._sealed

    def __str__(self) -> str:
        return MASK

    __repr__ = __str__

    def __bool__(self) -> bool:
        return self._plain != ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self._sealed is not None and self._sealed == other._sealed

    def __hash__(self) -> int:
        return hash(self._sealed)


def _closed(instance: models.Model, binding: bytes, plain: bytes) -> bytes:
    subject = subject_of(instance)
    if subject is None:
        return datakeys.seal(home_of(instance), binding, plain)
    return recordkeys.seal(home_of(instance), subject, binding, plain)


def _opened(instance: models.Model, binding: bytes, sealed: bytes) -> bytes:
    subject = subject_of(instance)
    if subject is None or sealed[:1] != bytes([recordkeys.FORMAT]):
        return datakeys.unseal(home_of(instance), binding, sealed)
    return recordkeys.unseal(home_of(instance), subject, binding, sealed)


def open_many(rows: Sequence[models.Model], *names: str) -> list[tuple[str, ...]]:
    """The plain texts of many rows of one model, in order, noted in the audit once with how many there were.

    For bulk work (an index, an export); an empty or erased field gives an empty text. Raises ScopeError outside an
    action.
    """
    action = scopes.running_action()
    if action is None:
        raise scopes.ScopeError("Protected values are opened outside an action.")
    if rows:
        action.note_query(type(rows[0]), "opened", list(names), len(rows))
    recordkeys.load((home_of(row), subject) for row in rows if (subject := subject_of(row)))
    return [tuple(_plain_of(getattr(row, name)) for name in names) for row in rows]


def _plain_of(value: Sealed | None) -> str:
    try:
        return "" if value is None else value._decrypt()
    except Erased:
        return ""


def home_of(instance: models.Model) -> Any:
    """The compartment whose data key protects an instance's fields."""
    return getattr(instance, "compartment", None) or ROOT_COMPARTMENT


class _SealedAttribute:
    def __init__(self, field: EncryptedTextField) -> None:
        self.field = field

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else instance.__dict__.get(self.field.attname)

    def __set__(self, instance: Any, value: Any) -> None:
        if value is not None and not isinstance(value, Sealed):
            stored = isinstance(value, (bytes, memoryview))
            value = Sealed(
                instance, self.field, bytes(value) if stored else None, None if stored else str(value)
            )
        elif isinstance(value, Sealed) and value._instance is not instance:
            value = self._adopt(instance, value)
        instance.__dict__[self.field.attname] = value

    def _adopt(self, instance: Any, value: Sealed) -> Sealed:
        """The same row read again may hand over its value; another row may not."""
        if (type(value._instance), value._instance.pk) != (type(instance), instance.pk):
            raise ValueError(f"{self.field}: open the value in an action before giving it to another row.")
        return Sealed(instance, self.field, value._sealed, value._plain)


class EncryptedTextField(models.BinaryField):
    """Text under AES-256-GCM with the compartment's data key; None stays NULL.

    Associated data: format, key version, table, primary key, field name; a value copied to another row,
    column or table does not open. Cannot be searched or filtered.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _SealedAttribute(self))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def binding(self, instance: models.Model) -> bytes:
        return f"{instance._meta.db_table}|{instance.pk}|{self.column}".encode()

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        return None if value is None else value.bytes_for_database()

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Sealed):
            value = value.bytes_for_database()
        if isinstance(value, str):
            raise TypeError(f"{self}: a protected value is set on a row, not in a query.")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, name: str) -> Any:
        if name != "isnull":
            raise TypeError(f"{self} is encrypted and cannot be searched by '{name}'.")
        return super().get_lookup(name)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return None

    def value_to_string(self, obj: Any) -> str:
        return MASK


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    """The protected fields of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
