"""An empty database is built in a third of the time: what is new is rendered alone, not with all it relates to.

Django renders every related model anew for each model that a migration adds, because classes of an earlier state may
be in use. In an empty database nothing is: a model that was never there takes its place beside those it refers to.
The tables are the same (`tests/core/test_first_migration.py` compares them).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState


def is_empty(connection: Any) -> bool:
    """True when no migration was ever applied here."""
    return not MigrationRecorder(connection).applied_migrations()


@contextmanager
def rendered_alone() -> Iterator[None]:
    """New models, constraints and indexes change the state without rendering what is related."""
    names = ("add_model", "_append_option", "reload_model")
    before = {name: getattr(ProjectState, name) for name in names}
    for name, function in zip(names, (_add_model, _append_option, _reload_model), strict=True):
        setattr(ProjectState, name, function)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(ProjectState, name, function)


def _add_model(state: Any, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for the attribute would render everything
        state.apps.render_multiple([model])
        state.apps.clear_cache()


def _append_option(state: Any, app_label: str, model_name: str, option: str, item: Any) -> None:
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], item]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, list(options[option]))


def _reload_model(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    if "apps" in state.__dict__:
        state.apps.unregister_model(app_label, model_name)
        state.apps.render_multiple([state.models[app_label, model_name]])
        state.apps.clear_cache()
