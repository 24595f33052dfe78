"""Findings of the year: on visits, on incidents, on patterns; drafts, in review, confirmed, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from habeas.core.i18n.script import to_latin
from habeas.demo.year.chunk import Chunk
from habeas.demo.year.grammar import Voice
from habeas.demo.year.topics import EVENTS, TOPICS
from habeas.monitoring.models import (
    Finding,
    FindingIncident,
    FindingInterview,
    FindingObservation,
    FindingStandard,
    Incident,
    Interview,
    Observation,
    Visit,
)
from habeas.places.models import Site

REVIEWED = ("confirmed", "closed")
REPEATED = {
    "en": ("Incidents of one kind within a year: %d (%s).", "Those concerned were told of no outcome in any of them."),
    "sq": ("Incidente të një lloji brenda një viti: %d (%s).", "Të prekurve nuk u është thënë përfundimi."),
    "sr": ("Инциденти исте врсте за годину дана: %d (%s).", "Погођени ни о једном исходу нису обавештени."),
}  # fmt: skip
DUTY = {
    "en": ("Authorities must protect when they know of a real and repeated risk, and must investigate.",
           "Protection and investigation are not effective.",
           "Investigate promptly, tell those concerned the outcome, and say what prevents a repetition."),
    "sq": ("Autoritetet duhet të mbrojnë kur e dinë rrezikun, dhe duhet të hetojnë.",
           "Mbrojtja dhe hetimi nuk janë efektive.",
           "Të hetohet menjëherë, të njoftohen të prekurit dhe të thuhet çka e pengon përsëritjen."),
    "sr": ("Власти морају да заштите кад знају за опасност, и морају да истраже.",
           "Заштита и истрага нису делотворне.",
           "Истражити без одлагања, обавестити погођене о исходу и рећи шта спречава понављање."),
}  # fmt: skip


def on_visit(
    chunk: Chunk, visit: Visit, seen: Sequence[Observation], voice: Voice, topic: str, state: str
) -> Finding:
    """A finding that rests on the observations of a visit."""
    subject, day = TOPICS[topic], visit.day + timedelta(days=chunk.chance.randrange(2, 9))
    parts = {name: voice.say("visits", topic, name) for name in ("title", "analysis", "conclusion", "remedy")}
    if chunk.chance.random() < 0.6:
        parts["title"] += f", {name_in(visit.site, voice)}"
    if state == "draft":
        parts["conclusion"] = ""
    finding = _finding(
        chunk,
        chunk.until_today(day),
        state,
        visit=visit,
        municipality=visit.municipality,
        observation="\n\n".join(one.text for one in seen),
        proof=chunk.pick(("RG", "RG", "LIKE", "POSS", "CLEAR")),
        ground=subject.ground,
        remedy_kind=subject.remedy,
        **parts,
        **_bearer(chunk, subject.bearer),
    )
    for one in seen:
        chunk.add(FindingObservation, on=finding.created_at.date(), finding=finding, observation=one)
    return _with_standards(chunk, finding, subject.articles)


def name_in(site: Site, voice: Voice) -> str:
    """The site's name in the language and script of the writer."""
    name = str(getattr(site, f"name_{voice.language}"))
    return to_latin(name) if voice.latin else name


def on_incidents(
    chunk: Chunk,
    incidents: Sequence[Incident],
    interviews: Iterable[Interview],
    voice: Voice,
    event: str,
    state: str,
) -> Finding:
    """A finding that rests on incidents and interviews; a pattern when there are several."""
    about, several = EVENTS[event], len(incidents) > 1
    analysis, conclusion, remedy = (voice.spoken(text) for text in DUTY[voice.language])
    title = voice.say("told", event, "pattern") if several else incidents[0].title
    finding = _finding(
        chunk,
        chunk.until_today(
            max(one.reported_on for one in incidents) + timedelta(days=chunk.chance.randrange(6, 30))
        ),
        state,
        kind="pattern" if several else "single",
        title=title[:200],
        municipality=None if several else incidents[0].municipality,
        observation=_repeated(incidents, voice) if several else incidents[0].account,
        analysis=analysis,
        conclusion=conclusion,
        remedy=remedy,
        remedy_kind="INV",
        proof="POSS" if several else "LIKE",
        ground=about.ground,
        **_bearer(chunk, about.bearer),
    )
    _cite(chunk, finding, incidents, interviews)
    return _with_standards(chunk, finding, about.articles)


def _repeated(incidents: Sequence[Incident], voice: Voice) -> str:
    """How many incidents there were, which, and what became of them."""
    counted, outcome = (voice.spoken(text) for text in REPEATED[voice.language])
    return f"{counted % (len(incidents), ', '.join(one.reference for one in incidents))} {outcome}"


def _cite(chunk: Chunk, finding: Finding, incidents: Iterable[Any], interviews: Iterable[Any]) -> None:
    on = finding.created_at.date()
    for one in incidents:
        chunk.add(FindingIncident, on=on, finding=finding, incident=one)
    for one in interviews:
        chunk.add(FindingInterview, on=on, finding=finding, interview=one)


def _bearer(chunk: Chunk, bearer: tuple[str, str, str]) -> dict[str, Any]:
    kind, level, institution = bearer
    return {
        "duty_bearer_type": kind,
        "duty_bearer_level": level,
        "duty_bearer": chunk.ground.institutions[institution],
    }


def _finding(chunk: Chunk, day: date, state: str, **parts: Any) -> Finding:
    if state in REVIEWED:
        reviewed = chunk.until_today(day + timedelta(days=chunk.chance.randrange(2, 10)))
        parts |= {"reviewed_by": chunk.reviewer, "reviewed_at": chunk.moment(reviewed)}
    made: Finding = chunk.add(Finding, on=day, reference=chunk.ref("F"), state=state, **parts)
    return made


def _with_standards(chunk: Chunk, finding: Finding, articles: Sequence[str]) -> Finding:
    for code in articles[: chunk.chance.randrange(1, len(articles) + 1)]:
        chunk.add(
            FindingStandard,
            on=finding.created_at.date(),
            finding=finding,
            article=chunk.ground.articles[code],
        )
    return finding
