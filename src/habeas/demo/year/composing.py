"""What one chunk holds: how many visits, incidents, interviews, findings, recommendations, and how far each is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from habeas.demo.year import findings, recommendations, told, visits
from habeas.demo.year.chunk import Chunk
from habeas.demo.year.grammar import Voice
from habeas.demo.year.topics import EVENTS
from habeas.monitoring.models import Finding, Incident, Interview, Visit
from habeas.monitoring.rules import PATTERN_NEEDS
from habeas.people.models import Person
from habeas.places.models import Site

VISITS, INCIDENTS, INTERVIEWS, PERSONS = 48, 31, 16, 10
STAGES = ("draft", "issued", "silent", "silent", "answered", "answered", "followed_up") + 5 * ("graded",)
UNRECOMMENDED = ("draft", "in_review", "in_review", "confirmed", "confirmed")
PLANNED, CANCELLED = 3, 1
NEEDED = {"V": 70, "I": 31, "T": 20, "F": 20, "R": 12, "A": 8}
"""How many references a chunk may need at most; what is left over is not given again."""
DETAINED, DETAINED_WEIGHTS = ("POL", "COR", "SOC"), (2, 1, 1)
SITES = ("POL", "school", "return", "municipal", "court", "collective", "crossing", "shelter", "COR", "SOC")
WEIGHTS = (20, 18, 18, 18, 8, 6, 3, 4, 3, 2)


def compose(chunk: Chunk) -> None:
    """Make the rows of a chunk; nothing is written yet."""
    made = _chains(chunk)
    _planned(chunk)
    while len(chunk.rows[Visit]) < VISITS:
        made.append(_plain(chunk))
    persons = [told.make_person(chunk, chunk.ago(100, 400)) for _ in range(PERSONS)]
    if chunk.prevention:
        _private_talks(chunk, persons, made)
    else:
        _incidents(chunk, persons, made)


def _somewhere(chunk: Chunk, day: date | None = None) -> Site:
    kinds, weights = (DETAINED, DETAINED_WEIGHTS) if chunk.prevention else (SITES, WEIGHTS)
    return chunk.visited(kinds, weights, day)


def _chains(chunk: Chunk) -> list[Visit]:
    """Visits that led to a finding, and what came of it."""
    made = []
    for stage in STAGES:
        made.append(_chain(chunk, stage))
    for state in UNRECOMMENDED:
        visit, _finding = _found(chunk, state, chunk.ago(8, 390 if state == "confirmed" else 30))
        made.append(visit)
    return made


def _chain(chunk: Chunk, stage: str) -> Visit:
    voice = chunk.voice()
    visit, finding, topic = _with_topic(chunk, "confirmed", chunk.ago(*recommendations.AGES[stage]), voice)

    def again(day: date) -> Visit:
        values = {"kind": "FUP", "follows": visit}
        if not chunk.prevention:
            values["strand"] = "follow_up"
        later = visits.carry_out(chunk, visit.site, voice, topic, day, **values)
        _look(chunk, later, voice, topic, bad=1, fine=1)
        return later

    recommendations.recommend(chunk, finding, voice, topic, stage, again)
    return visit


def _found(chunk: Chunk, state: str, day: date) -> tuple[Visit, Finding]:
    visit, finding, _topic = _with_topic(chunk, state, day, chunk.voice())
    return visit, finding


def _with_topic(chunk: Chunk, state: str, day: date, voice: Voice) -> tuple[Visit, Finding, str]:
    site = _somewhere(chunk)
    topic = visits.topic_of(site, chunk)
    visit = visits.carry_out(chunk, site, voice, topic, day)
    seen = _look(chunk, visit, voice, topic, bad=3, fine=0)
    finding = findings.on_visit(chunk, visit, seen, voice, topic, state)
    _sheet(chunk, visit)
    return visit, finding, topic


def _look(chunk: Chunk, visit: Visit, voice: Voice, topic: str, *, bad: int, fine: int) -> Any:
    templates = voice.several("visits", topic, "bad", bad) + voice.several("visits", topic, "fine", fine)
    return visits.observe(chunk, visit, voice, templates)


def _sheet(chunk: Chunk, visit: Visit) -> None:
    if chunk.chance.random() < 0.15:
        visits.fill_in(chunk, visit)


def _planned(chunk: Chunk) -> None:
    for index in range(PLANNED + CANCELLED):
        voice, site = chunk.voice(), _somewhere(chunk)
        topic = visits.topic_of(site, chunk)
        if index < PLANNED:
            day = chunk.ground.today + timedelta(days=chunk.chance.randrange(2, 40))
            visits.plan(chunk, site, voice, topic, day, state=chunk.pick(("planned", "approved")))
        else:
            why = chunk.pick(
                ("Snow on the road.", "The interpreter fell ill.", "The court moved the hearing.")
            )
            visits.plan(chunk, site, voice, topic, chunk.ago(10, 380), state="cancelled", cancelled_why=why)


def _plain(chunk: Chunk) -> Visit:
    """A visit after which nothing needed to be found, or not yet."""
    voice, day = chunk.voice(), chunk.ago(1, 400)
    site = _somewhere(chunk, day)
    topic = visits.topic_of(site, chunk)
    visit = visits.carry_out(chunk, site, voice, topic, day)
    _look(chunk, visit, voice, topic, bad=chunk.chance.randrange(2), fine=chunk.chance.randrange(1, 3))
    _sheet(chunk, visit)
    return visit


def _private_talks(chunk: Chunk, persons: list[Person], made: list[Visit]) -> None:
    """The preventive mechanism talks with people in private; it keeps no incidents of its own."""
    for index in range(INTERVIEWS + 4):
        told.make_interview(chunk, persons[index % len(persons)], chunk.voice(), visit=chunk.pick(made))


def _incidents(chunk: Chunk, persons: list[Person], made: list[Visit]) -> None:
    kinds = list(EVENTS)
    known: dict[str, list[Incident]] = {}
    talks: dict[str, list[Interview]] = {}
    for index in range(INCIDENTS):
        code, voice = kinds[(chunk.number + index) % len(kinds)], chunk.voice()
        victim = persons[index % len(persons)] if index % 5 < 3 else None
        visit = chunk.pick(made) if index % 9 == 0 else None
        incident = told.make_incident(chunk, code, voice, victim, visit)
        known.setdefault(code, []).append(incident)
        if victim is not None and sum(map(len, talks.values())) < INTERVIEWS:
            talks.setdefault(code, []).append(told.make_interview(chunk, victim, voice, incident=incident))
    _duplicate(chunk, known)
    _told_findings(chunk, known, talks)


def _duplicate(chunk: Chunk, known: dict[str, list[Incident]]) -> None:
    first, second = next(rows for rows in known.values() if len(rows) > 1)[:2]
    if chunk.number % 3 == 0:
        second.duplicate_of = first


def _told_findings(chunk: Chunk, known: dict[str, list[Incident]], talks: dict[str, list[Interview]]) -> None:
    """A pattern over several incidents, and a finding on one that an interview bears out."""
    once = {code: [row for row in rows if row.duplicate_of_id is None] for code, rows in known.items()}
    code = chunk.pick([code for code, rows in once.items() if len(rows) >= PATTERN_NEEDS])
    findings.on_incidents(chunk, once[code], (), chunk.voice(), code, chunk.pick(("confirmed", "in_review")))
    code = chunk.pick(sorted(talks))
    interview: Any = talks[code][0]
    findings.on_incidents(chunk, [interview.incident], [interview], chunk.voice(), code, "confirmed")
