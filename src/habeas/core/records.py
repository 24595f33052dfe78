"""Base classes of everything the register keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from inspect import getattr_static
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from habeas.core import scope as scopes
from habeas.core.errors import Conflict
from habeas.core.ids import new_id
from habeas.core.querysets import Manager, attach_scope

Row = TypeVar("Row", bound=models.Model)
STAMPS = frozenset({"id", "version", "created_at", "created_by", "changed_at", "changed_by"})
"""What every row has beside its content."""


class Record(models.Model):
    """A row with a time-ordered key, a version that grows with each change, and who made it when.

    `audit_values` names the fields whose values may stand in the audit in clear (reference data only).
    `key_subject` names the attribute with the subject under whose own key protected fields are sealed, so that
    they can be erased apart (`vault.recordkeys`); empty means the compartment's key.
    """

    scope_rule: ClassVar[Any] = None
    written_by_actions: ClassVar[bool] = True
    append_only: ClassVar[bool] = False
    audit_values: ClassVar[tuple[str, ...]] = ()
    key_subject: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    changed_by = models.UUIDField(null=True, editable=False)

    objects = Manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        instance: Any
        if len(values) == len(cls._meta.concrete_fields) and not (pre_init.receivers or post_init.receivers):
            instance = _whole_row(cls, db, values)
        else:
            instance = super().from_db(db, field_names, values)
        loaded = {name: instance.__dict__[name] for name in field_names}
        instance._state.loaded_version = loaded.get("version")
        instance._state.loaded = loaded
        return instance

    @classmethod
    def fresh(cls, rows: Iterable[Mapping[str, Any]], **shared: Any) -> list[Self]:
        """New rows for `bulk_create`, a tenth of the time of calling the class for each.

        `shared` is what all have; each of `rows` says the rest by its columns (`batch_id`, not `batch`). Columns
        that are left out have their defaults, and each row a key of its own.
        """
        return made_at_once(cls, rows, **shared)

    def _is_pk_set(self, meta: Any = None) -> bool:
        """As Django's, which asks it of each of many rows: the key is the column `id`."""
        return self.__dict__.get("id") is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        action = scopes.running_action()
        fresh = self._state.adding
        if action is not None:
            self.stamp(action, fresh)
        if not fresh and kwargs.get("update_fields") is not None:
            stamps = {"version", "changed_at", "changed_by"}
            kwargs["update_fields"] = {*kwargs["update_fields"], *stamps}
        changed = self._changed_fields()
        super().save(*args, **kwargs)
        self.remember_stored()
        if action is not None:
            action.note(self, "created" if fresh else "changed", changed)
            if getattr(self._state, "scope", None) is None:
                attach_scope(self, scopes.Scope(action.actor))

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        """As Django's; the version counts as seen only when the whole row was read anew."""
        asked = None if fields is None else set(fields)
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        if asked is None:
            self.remember_stored()
            return
        names = {f.attname for f in self._meta.concrete_fields if {f.name, f.attname} & asked}
        state: Any = self._state
        state.loaded = {**getattr(state, "loaded", {}), **{name: self.__dict__[name] for name in names}}

    def _get_FIELD_display(self, field: Any) -> Any:
        """As Django's, which makes the choices of a field into a dictionary at each call: a list asks for hundreds."""
        value = getattr(self, field.attname)
        return force_str(_labels_of(field).get(value, value), strings_only=True)

    def remember_stored(self) -> None:
        """Keep what the row holds in the database now, so that the next save tells what it changes."""
        state: Any = self._state
        state.loaded_version, state.loaded = self.version, self.__dict__.copy()

    def stamp(self, action: Any, fresh: bool, at: datetime | None = None) -> None:
        """Say who writes this row and when; `save` and `bulk_create` do, before they write."""
        self.changed_at = at or timezone.now()
        self.changed_by = action.actor.id
        if fresh:
            self.created_by = action.actor.id
        else:
            self.version = (getattr(self._state, "loaded_version", None) or self.version) + 1

    def _changed_fields(self) -> list[str]:
        loaded = getattr(self._state, "loaded", {})
        names = [f.attname for f in self._meta.concrete_fields if f.attname not in STAMPS]
        if self._state.adding:
            return [name for name in names if getattr(self, name) not in (None, "")]
        return [name for name in names if name in loaded and getattr(self, name) != loaded[name]]

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, fields: Any, forced: Any) -> Any:
        seen = getattr(self._state, "loaded_version", None)
        if seen is not None:
            base_qs = base_qs.filter(version=seen)
        if not super()._do_update(base_qs, using, pk_val, values, fields, forced):
            raise Conflict(self)
        return True

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        action = scopes.running_action()
        if action is not None:
            action.note(self, "deleted", [])
        return super().delete(*args, **kwargs)


@lru_cache(None)
def _labels_of(field: Any) -> dict[Any, Any]:
    """Stored value to label in the language of whoever looks."""
    return dict(field.flatchoices)


class Protected(Record):
    """A row of one compartment: seen by those who hold a grant there, or with whom it was shared."""

    scope_rule: ClassVar[Any] = scopes.Compartmented()

    compartment = models.UUIDField(_("compartment"), db_index=True, editable=False)

    class Meta(Record.Meta):
        abstract = True


class Personal(Record):
    """A row of one person alone."""

    scope_rule: ClassVar[Any] = scopes.Owned()

    owner = models.UUIDField(db_index=True, editable=False)

    class Meta(Record.Meta):
        abstract = True


class Reference(Record):
    """Data that every signed-in reader may see (places, terms, instruments); changed by actions only."""

    class Meta(Record.Meta):
        abstract = True


def _made_anew(field: Any) -> bool:
    """Whether each row has a default of its own; rows made at once share their moment."""
    called = field.has_default() and callable(field.default)
    return called and field.attname not in STAMPS - {"id"}


def made_at_once(model: type[Row], rows: Iterable[Mapping[str, Any]], **shared: Any) -> list[Row]:
    """New rows of a model as `Record.fresh` tells."""
    blank = model(**shared)
    base = {name: value for name, value in blank.__dict__.items() if name != "_state"}
    fields = [f for f in model._meta.concrete_fields if _made_anew(f) and f.attname not in shared]
    own = [(f.attname, f.get_default) for f in fields]
    made = []
    for row in rows:
        one = model.__new__(model)
        one.__dict__ = {**base, "_state": ModelState(), **{name: default() for name, default in own}, **row}
        made.append(one)
    return made


def _whole_row(cls: type[Row], db: Any, values: Iterable[Any]) -> Row:
    """An instance of all its columns, as calling the class makes it; a list reads hundreds of them."""
    names, guarded = _columns_of(cls)
    row, state = cls.__new__(cls), ModelState()
    state.adding, state.db = False, db
    row.__dict__ = {"_state": state, **dict(zip(names, values, strict=True))}
    for name in guarded:
        setattr(row, name, row.__dict__.pop(name))
    return row


@lru_cache(None)
def _columns_of(model: type[models.Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of a model in order, and those whose attribute does more with a value than keep it."""
    names = tuple(field.attname for field in model._meta.concrete_fields)
    kept = {DeferredAttribute, ForeignKeyDeferredAttribute}
    return names, tuple(name for name in names if type(getattr_static(model, name)) not in kept)


def row_key(row: models.Model) -> tuple[str, UUID]:
    """What names a row anywhere: model label and key."""
    return row._meta.label_lower, row.pk


def _scoped_base_manager(sender: Any, **kwargs: Any) -> None:
    """Relations and refreshes use the scoped manager, whatever a model's Meta says or forgets."""
    if issubclass(sender, Record):
        sender._meta.base_manager_name = "objects"
        sender._meta.default_manager_name = "objects"


models.signals.class_prepared.connect(_scoped_base_manager, dispatch_uid="habeas.scoped_base_manager")
