"""An invented mission for measurements: a team, a school, one full visit, and as many copies of it as wanted.

Copies are written by the database itself (INSERT … SELECT), in ten compartments in turn: a million rows take a
minute or two. Guards and indexes stay in place; the full-text index is filled at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

COMPARTMENTS = 10
WORDS = 5_000
"""Different words in the search index; each stands in one entry of so many."""


@dataclass(frozen=True)
class Scene:
    """The visit that is copied, the reader of one compartment in ten, and the compartments."""

    visit: Any
    user: Any
    actor: Any
    place: Any
    homes: list[Any]


def build(world: Any) -> Scene:
    """The pack, the team, one visit with observations and a finding in the north."""
    from django.utils import timezone

    from habeas.access import models as access
    from habeas.core.actors import system_actor
    from habeas.core.packs.loading import load_pack
    from habeas.core.packs.manifest import folder_of
    from habeas.monitoring import actions

    load_pack(system_actor("load a pack"), None, folder=folder_of("kosovo"))
    place = _place(world)
    user = world.person("mira", "monitor", world.north)
    with world.staging():
        role = world.roles["monitor"]
        access.Appointment.objects.create(user=user, role=role, organisation=world.mission, unit=place.unit)
        homes = [world.north] + [
            access.Compartment.objects.create(
                code=f"home{n}", organisation=world.ngo, name_en=f"Home {n} (invented)"
            )
            for n in range(1, COMPARTMENTS)
        ]
    actor, day = world.actor("mira"), timezone.localdate() - timedelta(days=1)
    visit = actions.plan_visit(actor, world.north, planned_for=day, **visit_details(place))
    visit = actions.carry_out_visit(actor, visit, carried_out_on=day, access="full")
    seen = [
        actions.record_observation(actor, visit, text=f"Empty classroom {n}.", **observation_details())
        for n in range(3)
    ]
    actions.open_finding(actor, visit, observations=seen, title="No lessons", observation="Two classes.")
    return Scene(visit, user, actor, place, homes)


def visit_details(place: Any) -> dict[str, Any]:
    from habeas.monitoring.choices import RiskQuestion

    return {
        "site": place.site,
        "unit": place.unit,
        "task": place.task,
        "activity": "monitoring",
        "kind": "FULL",
        "purpose": "See the school.",
        "risk": {"answers": dict.fromkeys(RiskQuestion.values, "low")},
    }


def observation_details() -> dict[str, str]:
    return {"kind": "seen", "source": "TEAM", "connection": "STF", "reliability": "1"}


def _place(world: Any) -> Any:
    from habeas.access.models import Unit
    from habeas.mandate.models import Task
    from habeas.places.models import Municipality, Site, UnitCoverage

    class Place:
        municipality = Municipality.objects.get(code="17")
        task = Task.objects.get(code="T11j")

    with world.staging():
        Place.unit = Unit.objects.create(code="team", kind="field_team", organisation=world.mission)
        Place.site = Site.objects.create(
            kind="school", name_en="Invented school", municipality=Place.municipality, invented=True
        )
        UnitCoverage.objects.create(
            unit=Place.unit, municipality=Place.municipality, valid_from=date(2010, 1, 1)
        )
    return Place


def copy_visits(scene: Scene, count: int) -> None:
    """`count` copies of the visit with their search entries; every tenth in the reader's compartment."""
    from django.db import connection, transaction

    from habeas.core import policies
    from habeas.core import scope as scopes
    from habeas.core.actors import system_actor
    from habeas.core.db import statistics
    from habeas.core.search.entries import FTS_TABLE, SearchEntry, install_index
    from habeas.monitoring.models import Visit

    entry = {
        "title": _text("Visit ", ": Invented school"),
        "body": _body(scene),
        "record": _key(),
        "number": None,
    }
    visit = {"id": _key(), "reference": _text("V-", ""), "planned_for": _day(), "created_at": _moment()}
    everything = policies.statement(scopes.Scope(system_actor("set the scene of a measurement")))
    with transaction.atomic(), everything, connection.cursor() as cursor:
        for statement in _without_words():
            cursor.execute(statement)
        for model, changed, own in ((Visit, visit, "id"), (SearchEntry, entry, "record")):
            _copy(cursor, model, {**changed, "compartment": _home(scene)}, own, scene.visit.pk, count)
        if _sqlite():
            cursor.execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('rebuild')")
    install_index(connection)
    statistics.refresh(connection)
    with connection.cursor() as cursor:
        if not _sqlite():
            cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself after a while
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # as a register that grew slowly would stand


def _without_words() -> list[str]:
    """The index of words waits until all rows are there; `install_index` fills it."""
    from habeas.core.search.entries import FTS_TABLE

    if _sqlite():
        return [f"DROP TRIGGER IF EXISTS core_search_{event}" for event in ("insert", "update", "delete")]
    return [
        f"DROP TRIGGER IF EXISTS {FTS_TABLE}_keep ON core_searchentry",
        *(f"DROP INDEX IF EXISTS {FTS_TABLE}_{name}" for name in ("words", "newest", "record")),
    ]


def _copy(cursor: Any, model: Any, changed: dict[str, Any], own: str, key: Any, count: int) -> None:
    from django.db import connection

    fields = {field.attname: field.column for field in model._meta.concrete_fields}
    chosen = {column: changed.get(name, f"t.{column}") for name, column in fields.items()}
    chosen = {column: value for column, value in chosen.items() if value is not None}
    numbers = "SELECT generate_series(1, %s) AS n"
    if connection.vendor == "sqlite":
        numbers = (
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %s) SELECT n FROM c"
        )
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(chosen)}) SELECT {', '.join(chosen.values())} "
        f"FROM {model._meta.db_table} t, ({numbers}) s WHERE t.{own} = %s",
        [count, key.hex if connection.vendor == "sqlite" else key],
    )
    if cursor.rowcount != count:
        raise AssertionError(f"{cursor.rowcount} of {count} copies of {model._meta.label} were written")


def _sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def _key() -> str:
    """A key that grows with n, as UUIDs of version 7 do."""
    if _sqlite():
        return "printf('0190%08x70008000000000000000', n)"
    return "('0190' || lpad(to_hex(n), 8, '0') || '70008000000000000000')::uuid"


def _home(scene: Scene) -> str:
    if _sqlite():
        return (
            "CASE n %% 10 "
            + " ".join(f"WHEN {i} THEN '{h.pk.hex}'" for i, h in enumerate(scene.homes))
            + " END"
        )
    return (
        "CASE n %% 10 "
        + " ".join(f"WHEN {i} THEN '{h.pk}'::uuid" for i, h in enumerate(scene.homes))
        + " END"
    )


def _text(before: str, after: str) -> str:
    return f"'{before}' || n || '{after}'"


def _body(scene: Scene) -> str:
    """Words of every entry, one of five thousand, one that is the entry's own, and the marks of the index."""
    from habeas.core.search.entries import mark

    homes = " ".join(f"WHEN {i} THEN '{mark(home.pk)}'" for i, home in enumerate(scene.homes))
    kind = mark("monitoring.visit")
    words = f"'school invented prizren word' || ((n / 10) %% {WORDS}) || ' own' || n"
    return f"{words} || ' {kind} ' || CASE n %% 10 {homes} END"


def _day() -> str:
    if _sqlite():
        return "date('2010-01-01', '+' || (n %% 5000) || ' days')"
    return "date '2010-01-01' + (n %% 5000)"


def _moment() -> str:
    if _sqlite():
        return "datetime('2010-01-01', '+' || n || ' minutes')"
    return "timestamptz '2010-01-01' + n * interval '1 minute'"
