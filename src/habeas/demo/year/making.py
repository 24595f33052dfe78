"""Writing the year: each chunk is one bulk action in a transaction of its own, counted where it is written."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import F

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Organisation, Unit, User
from habeas.coordination.models import Activity, ActivityParty
from habeas.core.actions import action
from habeas.core.actors import Actor, system_actor
from habeas.core.counters import Counter, next_references
from habeas.core.rules import can_work
from habeas.core.vault import recordkeys
from habeas.demo.year.chunk import ACTIVITY_TASKS, Chunk, Ground
from habeas.demo.year.composing import NEEDED, compose
from habeas.mandate.models import Article, Task
from habeas.monitoring import models as monitoring
from habeas.people import models as people
from habeas.places.models import Site, UnitCoverage
from habeas.recommendations import models as recommended

CHUNKS = 30
"""Chunks of a year; every fifteenth is the preventive mechanism's."""
LEDGER = "demo-year"
QUIET = (380, 120, 200, 260, 110, 160, 400)
"""For how many days nobody but the first teams came to a few municipalities: coverage has gaps."""
REGIONS = {"PE": "monitor", "PZ": "monitor-sq", "MI": "monitor-sr", "GL": "monitor-gl", "PR": "monitor-pr"}
WRITTEN: tuple[type[Any], ...] = (
    people.Person, people.Identity, people.PersonName,
    monitoring.Visit, monitoring.VisitRisk, monitoring.VisitRiskAnswer, monitoring.VisitMember,
    monitoring.VisitInterlocutor, monitoring.Restriction, monitoring.Observation, monitoring.Sheet,
    monitoring.Answer, monitoring.AnswerChoice, monitoring.SectionScore,
    monitoring.Incident, monitoring.Involved, monitoring.InvolvedSituation, monitoring.IncidentAct,
    monitoring.IncidentGround, monitoring.IncidentSource, monitoring.Assessment,
    people.Consent, people.ConsentUse, monitoring.Interview, monitoring.Quote,
    monitoring.Finding, monitoring.FindingObservation, monitoring.FindingIncident, monitoring.FindingInterview,
    monitoring.FindingStandard,
    recommended.Recommendation, recommended.Addressee, recommended.Response, recommended.Measure,
    recommended.FollowUp, recommended.Grade, Activity, ActivityParty, recommended.Consequence,
)  # fmt: skip
"""In the order in which they are written: what is referred to comes first."""
SHOWN = (
    monitoring.Visit,
    monitoring.Incident,
    monitoring.Interview,
    monitoring.Finding,
    recommended.Recommendation,
)
"""Whose last change people see: it is the day on which the record was made, not that of the demo."""
SEALED = (people.Person, monitoring.Interview)
Tell = Callable[[str], None]


def make_year(
    users: Mapping[str, User],
    compartments: Mapping[str, Compartment],
    institutions: Mapping[str, Organisation],
    tell: Tell,
    *,
    scale: float = 1.0,
    written: Callable[[int, int], None] = lambda number, wanted: None,
) -> int:
    """Write the chunks that are still missing for so many years of work; returns how many rows that were.

    `written` is told after each of them how many there are and how many are wanted.
    """
    wanted, homes = max(1, round(CHUNKS * scale)), (compartments["osce-rights"], compartments["prevention"])
    begun, done, rows = time.monotonic(), chunks_done(homes), 0
    if done >= wanted:
        return 0
    tell(f"Inventing {'a year' if scale == 1 else f'{scale:g} years'} of work …")
    ground = survey(institutions)
    for number in range(done, wanted):
        with _collected_afterwards():
            rows += _one(number, users, compartments, ground)
        written(number + 1, wanted)
        if (number + 1) % 10 == 0 or number + 1 == wanted:
            pace = rows / max(time.monotonic() - begun, 0.001)
            tell(f"  {number + 1} of {wanted} parts of the year, {rows:,} rows, {pace:,.0f} a second")
    return rows


@contextmanager
def _collected_afterwards() -> Iterator[None]:
    """Look for garbage once a chunk, not hundreds of times while its rows lie in memory."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(1)


def _one(number: int, users: Any, compartments: Any, ground: Ground) -> int:
    prevention = number % 15 == 14
    region = list(REGIONS)[number % len(REGIONS)]
    author, reviewer, home = REGIONS[region], "director", "osce-rights"
    if prevention:
        author, reviewer, home = "inspector", "inspector-head", "prevention"
    part = {"number": number, "region": region, "reviewer": users[reviewer], "prevention": prevention}
    count: int = write_chunk(actor_for(users[author]), compartments[home], ground=ground, **part)
    return count


def chunks_done(homes: Iterable[Compartment]) -> int:
    """How many chunks were written, as counted in the transaction of each."""
    rows = Counter.objects.visible_to(system_actor("make invented work"))
    counted = rows.filter(kind=LEDGER, compartment__in=[home.pk for home in homes])
    return sum(counted.values_list("last", flat=True))


def survey(institutions: Mapping[str, Organisation]) -> Ground:
    """The sites by centre and kind, and which team covers what."""
    sites: dict[str, list[Site]] = {}
    for site in (
        Site.objects.filter(invented=True).select_related("municipality", "settlement").order_by("pk")
    ):
        centre = site.municipality.regional_centre_code
        sites.setdefault(f"{centre} {site.detention_kind or site.kind}", []).append(site)
    covered = UnitCoverage.objects.filter(unit__kind="field_team").select_related("unit").order_by("pk")
    return Ground(
        sites,
        {row.municipality_id: row.unit for row in covered},
        {
            task.code: task
            for task in Task.objects.filter(code__in=("T305-4", "TNPM-1", *ACTIVITY_TASKS.values()))
        },
        dict(institutions),
        {article.code: article for article in Article.objects.all()},
        Unit.objects.get(code="ombudsperson-npm"),
        dict(zip(_spread(sites), QUIET, strict=False)),
    )


def _spread(sites: Mapping[str, list[Site]]) -> list[Any]:
    """Municipalities from all over, so that no centre has all the gaps."""
    known = sorted({(row.municipality.code, row.municipality_id) for rows in sites.values() for row in rows})
    return [key for _code, key in known[2::5]]


@action("demo.year", rule=can_work)
def write_chunk(
    actor: Actor,
    compartment: Compartment,
    *,
    ground: Ground,
    number: int,
    region: str,
    reviewer: User,
    prevention: bool,
) -> int:
    """Write one chunk of invented work and count it; returns how many rows it has."""
    references = {kind: next_references(compartment.pk, kind, count) for kind, count in NEEDED.items()}
    chunk = Chunk(ground, number, region, compartment.pk, actor.id, reviewer.pk, references, prevention)
    compose(chunk)
    recordkeys.make_many(compartment.pk, [row.pk for model in SEALED for row in chunk.rows[model]])
    if left := chunk.rows.keys() - set(WRITTEN):
        raise LookupError(f"Rows of {sorted(model.__name__ for model in left)} would be left out.")
    for model in WRITTEN:
        _write(model, chunk.rows[model])
    next_references(compartment.pk, LEDGER, 1)
    return sum(map(len, chunk.rows.values()))


def _write(model: type[Any], rows: list[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=500)
    if model in SHOWN:
        model.objects.filter(pk__in=[row.pk for row in rows]).update(changed_at=F("created_at"))
