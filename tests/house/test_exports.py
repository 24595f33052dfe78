"""A list that shows people by name says so: any export of it needs a second person."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import get_resolver

from habeas.core.listing.tables import TABLES
from habeas.core.records import Protected

NAMES = {"family_name", "given_name", "full_name", "father_name", "maiden_name"}
"""Fields of protected records in which the name of somebody of a case stands in clear."""


def names_people(model: Any) -> bool:
    return issubclass(model, Protected) and any(field.name in NAMES for field in model._meta.get_fields())


def leads_to_a_name(model: Any, path: str) -> bool:
    """True when a path of fields (`person__born`, `person.born`) begins at somebody's name or at a named person."""
    head = path.lstrip("-").replace("__", ".").split(".")[0]
    try:
        field = model._meta.get_field(head)
    except FieldDoesNotExist:
        return False
    related = field.related_model if field.is_relation else None
    return head in NAMES or (related is not None and names_people(related))


def shows_names(table: Any) -> bool:
    paths = [(c.key, c.sort, c.value if isinstance(c.value, str) else "") for c in table.columns]
    return any(leads_to_a_name(table.model, path) for column in paths for path in column if path)


def test_there_are_models_with_names() -> None:
    found = {model._meta.label for model in apps.get_models() if names_people(model)}
    assert {"missing.Person", "missing.Entry"} <= found


@pytest.mark.django_db
def test_every_list_with_a_column_of_names_declares_it() -> None:
    assert get_resolver().url_patterns, "loads the lists of all apps"
    tables = [table for table in TABLES.values() if table.is_protected()]
    silent = [table.key for table in tables if shows_names(table) and not table.identities]
    assert silent == [], "say `identities = True`: such an export needs a second person"
    assert {"missing-cases", "missing-persons", "missing-entries"} <= {
        t.key for t in tables if shows_names(t)
    }
