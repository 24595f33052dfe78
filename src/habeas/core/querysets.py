"""The managers of habeas: rows come through `visible_to(actor)`, and no other way."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models.query import ModelIterable
from django.utils import timezone

from habeas.core import scope as scopes
from habeas.core.actors import Actor


def attach_scope(instance: models.Model, scope: scopes.Scope) -> None:
    """Remember for whom an instance (and what came with it) was read, so that its relations follow."""
    state: Any = instance._state
    if getattr(state, "scope", None) is scope:
        return
    state.scope = scope
    for related in state.fields_cache.values():
        if isinstance(related, models.Model):
            attach_scope(related, scope)


class ScopedIterable(ModelIterable):
    """Model instances that remember their scope."""

    def __iter__(self) -> Any:
        scope = getattr(self.queryset.query, "scope", None)
        for instance in super().__iter__():
            if scope is not None:
                attach_scope(instance, scope)
            yield instance


class ScopedQuerySet(models.QuerySet):
    """A queryset that names its reader; relations of a loaded row inherit the row's reader."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model=model, query=query, using=using, hints=hints)
        self._iterable_class = ScopedIterable
        self._inherit_scope()

    def _add_hints(self, **hints: Any) -> None:
        super()._add_hints(**hints)  # type: ignore[misc]  # the types do not know it
        self._inherit_scope()

    def _inherit_scope(self) -> None:
        inner: Any = self
        instance = inner._hints.get("instance")
        scope = getattr(getattr(instance, "_state", None), "scope", None)
        if scope is not None and getattr(inner._query, "scope", None) is None:
            inner._query.scope = scope

    def visible_to(self, actor: Actor, verb: str = "read") -> Any:
        """The rows on which `actor` holds `verb`: own compartments, and rows shared with them."""
        return scopes.scoped(self, actor, verb)

    def workable_by(self, actor: Actor) -> Any:
        """The rows that `actor` may change."""
        return self.visible_to(actor, "work")

    def first_few(self, most: int) -> list[Any]:
        """The first rows in order: their keys are found before anything is joined to them, which none may need."""
        keys = list(self.select_related(None).prefetch_related(None).values_list("pk", flat=True)[:most])
        return list(self.filter(pk__in=keys)) if keys else []

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise scopes.ScopeError("raw() carries no scope: use the query API.")

    def extra(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise scopes.ScopeError("extra() carries no scope: use the query API.")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Many new rows in one statement a batch: stamped, noted by id and digest, followed by their reader."""
        action, rows = scopes.running_action(), list(objs)
        recorded = action is not None and hasattr(self.model, "stamp")
        now = timezone.now()
        for row in rows if recorded else ():
            row.stamp(action, fresh=True, at=now)
        created = super().bulk_create(rows, *args, **kwargs)
        if recorded:
            reader = scopes.Scope(action.actor)
            for row in created:
                row.remember_stored()
                attach_scope(row, reader)
            action.note_created(self.model, created)
        return created

    def _prepare_for_bulk_create(self, objs: Any) -> None:
        """As Django's, which looks at the related objects of each row: only rows that hold some, or lack a key."""
        if not any(field.has_db_default() for field in self.model._meta.concrete_fields):
            objs = [row for row in objs if row._state.__dict__.get("fields_cache") or row.pk is None]
        super()._prepare_for_bulk_create(objs)  # type: ignore[misc]  # the types do not know it

    def update(self, **kwargs: Any) -> int:
        count = super().update(**kwargs)
        action = scopes.running_action()
        if action is not None:
            action.note_query(self.model, "changed", sorted(kwargs), count)
        return count


Manager = models.Manager.from_queryset(ScopedQuerySet)
