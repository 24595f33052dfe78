"""The matrix: every address for every person, and every model in every shape of query, against the oracle."""

from __future__ import annotations

import functools
import os
import re
import time
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.test import Client

from habeas.access.actors import actor_for
from habeas.core import scope
from habeas.core.actors import NOBODY, system_actor
from habeas.core.audit import AuditRow
from habeas.core.records import Personal, Protected
from habeas.core.search.entries import SearchEntry, search
from tests.matrix import addresses, oracle
from tests.matrix.conftest import ROLES

PEOPLE = [*ROLES, "nobody"]
ON_SQLITE = ["director_north", "both", "inspector_south", "sharer_west", "expired", "nobody"]
ON_POSTGRESQL = [
    "director_north",
    "analyst_north",
    "caseworker_south",
    "rescuer",
    "administrator",
    "auditor",
    "nobody",
]
"""The pages are one program for both databases, and what its queries return is compared for everybody on each: so the
people share them, each way of reaching rows in one of the two. `HABEAS_MATRIX=whole` asks every page as everybody."""


def people_of_the_pages() -> list[str]:
    """As whom the pages are asked on this database."""
    if os.environ.get("HABEAS_MATRIX") == "whole":
        return PEOPLE
    return ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE


def browser_of(world: Any, name: str) -> Client:
    """A browser in which a person signed in a moment ago, so that what asks for a fresh sign-in lets it pass."""
    client = Client(raise_request_exception=False)
    if name != "nobody":
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods_user"] = str(world.users[name].pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


KEYS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _changes_written() -> int:
    """How many actions changed something, by the audit."""
    trail = AuditRow.objects.visible_to(system_actor("set the scene of a test"))
    return int(trail.filter(outcome="done").count())


class Reading:
    """One person asking every address: what was heard, and what should not have been."""

    def __init__(self, world: Any, name: str) -> None:
        self.world, self.name, self.browser = world, name, browser_of(world, name)
        self.requests, self.rightly, self.leaks, self.broken = 0, 0, [], []  # type: ignore[var-annotated]
        self.labels = {row.pk: label for (label, _), rows in world.garden.rows.items() for row in rows}
        self.exports, self.turned_away = 0, []  # type: ignore[var-annotated]

    def ask_address(self, address: Any) -> None:
        """Every row of an address; of a list also its search, its map and its export."""
        for path in addresses.paths_for(address, self.world, PEOPLE.index(self.name)):
            if 'id="list-body"' in self.ask("get", path):
                for method, question in addresses.LIST_QUESTIONS:
                    self.ask(method, path + question)

    def ask(self, method: str, path: str) -> str:
        """One request; canaries in the answer are weighed by the oracle."""
        answer = getattr(self.browser, method)(path)
        if method == "get" and answer.status_code == 405 and self._is_hidden(path):
            return self._post_nothing(path)
        return self._weighed(method, path, answer)

    def _is_hidden(self, path: str) -> bool:
        """True when the address names a planted row that the person may not see."""
        keys = [key for key in map(UUID, KEYS.findall(path)) if key in self.labels]
        return bool(keys) and not any(self.world.may_see(self.name, self.labels[key], key) for key in keys)

    def _post_nothing(self, path: str) -> str:
        """What is done by POST, sent without a body to a row that is not the person's: nothing may change."""
        with transaction.atomic():
            before = _changes_written()
            heard = self._weighed("post", path, self.browser.post(path))
            if _changes_written() != before:
                self.leaks.append(f"{self.name} post {path} changes what is not theirs")
            transaction.set_rollback(True)
        return heard

    def _weighed(self, method: str, path: str, answer: Any) -> str:
        if answer.status_code >= 500:
            self.broken.append(f"{self.name} {method} {path}: {answer.status_code}")
        self.exports += "attachment" in answer.get("Content-Disposition", "") and "export=" in path
        if "/reauthenticate/" in answer.get("Location", ""):
            self.turned_away.append(f"{self.name} {method} {path}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        heard = body.decode("utf-8", "replace") + str(dict(answer.headers))
        self.requests += 1
        for label, field, key in self.world.garden.heard_in(heard):
            if self.world.may_see(self.name, label, key):
                self.rightly += 1
            else:
                self.leaks.append(f"{self.name} {method} {path} reads {label}.{field}")
        return heard


def test_every_address_is_in_the_matrix() -> None:
    strays = [a.route for a in addresses.addresses() if a.page is None and not a.reason_outside]
    assert strays == [], "decorate the view with @page(), or name the address in OUTSIDE with its reason"


def test_every_address_with_a_key_names_its_model() -> None:
    strays = [
        a.route
        for a in addresses.addresses()
        if a.page and "<uuid:pk>" in a.route and "label" not in a.parameters and a.page.model is None
    ]
    assert strays == []


@pytest.mark.slow
@pytest.mark.parametrize("name", people_of_the_pages())
def test_nobody_reads_what_is_not_theirs(world: Any, figure: Any, name: str) -> None:
    reading, pages = Reading(world, name), [a for a in addresses.addresses() if a.page is not None]
    for address in pages:
        reading.ask_address(address)
    told = f"{len(pages)} addresses, {reading.requests} requests, {len(world.garden.canaries)} canaries, "
    figure(f"access matrix, {name}", f"{told}{reading.rightly} read rightly, {len(reading.leaks)} leaks")
    assert reading.leaks == []
    assert reading.broken == []
    assert reading.turned_away == [], "a browser that signed in a moment ago is let in"
    assert (reading.exports > 0) is (name != "nobody")
    assert (reading.rightly > 0) is oracle.reads_something(name)


SECOND_LINE = connection.vendor == "postgresql"
"""There row-level security stands under the predicates: with one taken away, nobody sees a row more."""

SHAPES = {
    "list": lambda model, actor: {row.pk for row in model.objects.visible_to(actor)},
    "values": lambda model, actor: set(model.objects.visible_to(actor).values_list("pk", flat=True)),
    "iterator": lambda model, actor: {row.pk for row in model.objects.visible_to(actor).iterator()},
    "exists": lambda model, actor: {
        key for key in _all_keys(model) if model.objects.visible_to(actor).filter(pk=key).exists()
    },
}


@functools.cache
def _all_keys(model: Any) -> tuple[Any, ...]:

    return tuple(
        model.objects.visible_to(system_actor("set the scene of a test")).values_list("pk", flat=True)
    )


class Everything:
    """A predicate removed: what a mistake would look like."""

    def predicate(self, *args: Any) -> None:
        return None

    def admits(self, *args: Any) -> bool:
        return True


def _actor(world: Any, name: str) -> Any:
    return NOBODY if name == "nobody" else actor_for(world.users[name])


def wrong_rows(world: Any, model: Any) -> list[str]:
    """Rows of one model that somebody gets and may not, or should get and does not."""
    label, found = model._meta.label_lower, []
    planted = {r.pk for (one, _), rows in world.garden.rows.items() if one == label for r in rows}
    for name in PEOPLE:
        actor = _actor(world, name)
        wanted = {key for key in planted if world.may_see(name, label, key)}
        for shape, read in SHAPES.items():
            got = read(model, actor) & planted
            if got != wanted:
                found.append(
                    f"{name} {shape} {label}: {len(got - wanted)} too many, {len(wanted - got)} too few"
                )
        counted = model.objects.visible_to(actor).filter(pk__in=planted).count()
        if counted != len(wanted):
            found.append(f"{name} counts {counted} of {label}, not {len(wanted)}")
        found += _joined_rows(world, model, actor, name)
    return found


def _joined_rows(world: Any, model: Any, actor: Any, name: str) -> list[str]:
    """The same through every relation that leads to the model from another."""
    found = []
    for relation in model._meta.related_objects:
        source = relation.related_model
        if scope.rule_of(source) is None or not issubclass(source, (Protected, Personal)):
            continue
        path = relation.field.name
        try:
            keys = set(source.objects.visible_to(actor).values_list(f"{path}__pk", f"{path}__created_at"))
        except FieldError:
            continue
        stray = [k for k, made in keys if k and made and not world.may_see(name, model._meta.label_lower, k)]
        if stray:
            found.append(f"{name} reads {model._meta.label_lower} through {source._meta.label_lower}.{path}")
    return found


def _leaks_to(world: Any, name: str, shown: list[Any]) -> bool:
    reading = Reading(world, name)
    for address in shown:
        reading.ask_address(address)
        if reading.leaks:
            return True
    return False


def planted_models() -> list[Any]:
    return [m for m in scope.protected_models() if issubclass(m, (Protected, Personal))]


@pytest.mark.parametrize("model", planted_models(), ids=lambda m: m._meta.label_lower)
def test_every_query_returns_what_the_oracle_says(world: Any, model: Any) -> None:
    _all_keys.cache_clear()
    assert wrong_rows(world, model) == []


def wrong_finds(world: Any) -> list[str]:
    """What somebody finds by searching and may not see, or may see and does not find."""
    wrong = []
    kept = {row.pk: label for (label, _), rows in world.garden.rows.items() for row in rows if _is_found(row)}
    for name in PEOPLE:
        got = set(search(_actor(world, name), "qz").values_list("record", flat=True))
        wanted = {key for key, label in kept.items() if world.may_see(name, label, key)}
        wrong += (
            [f"{name}: {len(got - wanted)} too many, {len(wanted - got)} too few"] if got != wanted else []
        )
    return wrong


def _is_found(row: Any) -> bool:
    return hasattr(row, "search_text") and "Qz" in row.search_text()


def test_the_search_finds_what_the_oracle_says(world: Any) -> None:
    assert wrong_finds(world) == []


def test_without_its_predicate_the_search_finds_too_much(world: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(SearchEntry, "scope_rule", Everything())
    assert bool(wrong_finds(world)) is not SECOND_LINE


def test_the_trail_is_for_auditors(world: Any) -> None:
    from habeas.access.actions import mark_seen
    from habeas.access.models import Notice

    written = Notice.objects.visible_to(_actor(world, "monitor_north")).first()
    mark_seen(_actor(world, "monitor_north"), written)

    readers = {name for name in PEOPLE if AuditRow.objects.visible_to(_actor(world, name)).exists()}
    assert AuditRow.objects.visible_to(system_actor("set the scene of a test")).exists()
    assert readers == oracle.SEES_AUDIT


@pytest.mark.slow
@pytest.mark.parametrize("model", planted_models(), ids=lambda m: m._meta.label_lower)
def test_without_its_predicate_the_matrix_fails(
    world: Any, model: Any, monkeypatch: Any, figure: Any
) -> None:
    _all_keys.cache_clear()
    monkeypatch.setattr(model, "scope_rule", Everything())
    if SECOND_LINE:
        assert wrong_rows(world, model) == []
        figure(f"mutation {model._meta.label_lower}", "held by row-level security")
        return
    assert wrong_rows(world, model) != []
    shown = [a for a in addresses.addresses() if a.page and a.page.model is model]
    heard = any(_leaks_to(world, name, shown) for name in ("caseworker_south", "administrator"))
    by_page = (
        "and by a page"
        if heard
        else "by queries only"
        if not shown
        else "by queries; its pages hide it still"
    )
    figure(f"mutation {model._meta.label_lower}", f"noticed {by_page}")
