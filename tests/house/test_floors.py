"""A foreign key written as a string is an import all the same."""

import pytest
from django.apps import apps
from django.db.models import Field, Model

from tests.house.sources import PACKAGE, floors


def app_of(model: type[Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "habeas" else None


def relations() -> list[tuple[str, str, str]]:
    """(field, app that holds it, app it points to) for every relation between models of the house."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, Field) else None
            if isinstance(target, type) and app_of(model) and app_of(target):
                found.append((f"{model._meta.label}.{field.name}", app_of(model), app_of(target)))
    return found


def test_every_app_has_a_floor() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms - set(floors()) == set()


def upward(found: list[tuple[str, str, str]]) -> list[str]:
    """Those that point up, or sideways to a sibling."""
    height = floors()
    return [name for name, holder, target in found if holder != target and height[holder] <= height[target]]


def test_foreign_keys_point_downwards_only() -> None:
    assert upward(relations()) == []


@pytest.mark.parametrize(
    ("holder", "target", "refused"),
    [("access", "people", True), ("monitoring", "casework", True), ("people", "access", False)],
)
def test_a_key_that_points_up_or_sideways_is_found(holder: str, target: str, refused: bool) -> None:
    assert (upward([("key", holder, target)]) == ["key"]) is refused


@pytest.mark.figures
def test_relations_are_there_to_be_checked(figure) -> None:
    found = relations()
    between = [name for name, holder, target in found if holder != target]
    figure("foreign keys of the house", f"{len(found)}, {len(between)} between apps, all downwards")
    assert found != []
