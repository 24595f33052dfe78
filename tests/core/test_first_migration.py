"""An empty database built the fast way has the very tables that Django's own way makes."""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from habeas.core.db.first_migration import is_empty, rendered_alone
from habeas.core.db.sqlite3.base import DatabaseWrapper

UP_TO = [("people", "0001_initial")]


@contextmanager
def empty_database():
    """A database in memory that nothing else knows."""
    settings = {
        **connections["default"].settings_dict,
        "NAME": ":memory:",
        "ENGINE": "habeas.core.db.sqlite3",
    }
    made: BaseDatabaseWrapper = DatabaseWrapper({**settings, "OPTIONS": {}}, alias="first")
    made.inc_thread_sharing()
    connections["first"] = made
    try:
        yield made
    finally:
        BaseDatabaseWrapper.close(made)
        del connections["first"]


def tables_made(way):
    with empty_database() as connection:
        assert is_empty(connection)
        with way:
            MigrationExecutor(connection).migrate(UP_TO)
        assert not is_empty(connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
            return cursor.fetchall()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="compares databases in memory")
def test_the_tables_are_those_that_django_makes():
    made = tables_made(rendered_alone())
    assert len(made) > 100
    assert made == tables_made(nullcontext())


def test_afterwards_django_renders_as_ever():
    before = ProjectState.add_model, ProjectState._append_option
    with pytest.raises(LookupError), rendered_alone():
        assert ProjectState.add_model is not before[0]
        raise LookupError
    assert (ProjectState.add_model, ProjectState._append_option) == before
