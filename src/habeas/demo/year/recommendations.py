"""Recommendations of the year at every stage, from draft to grade, and what followed where nothing was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from habeas.access.models import Unit
from habeas.coordination.models import Activity, ActivityParty
from habeas.demo.year.chunk import Chunk
from habeas.demo.year.grammar import Voice
from habeas.demo.year.topics import TOPICS
from habeas.monitoring.models import Finding, Visit
from habeas.recommendations.models import (
    Addressee,
    Consequence,
    FollowUp,
    Grade,
    Measure,
    Recommendation,
    Response,
)

GRADES = ("FULL", "FULL", "PART", "PART", "PROG", "NOT", "NOT", "BACK", "OBS")
GOOD = ("FULL", "PART", "PROG")
AGES = {
    "draft": (6, 20),
    "issued": (24, 50),
    "silent": (140, 250),
    "answered": (70, 200),
    "followed_up": (190, 260),
    "graded": (210, 395),
}
"""How many days ago the visit took place, by how far its recommendation is."""
RESPONSES = ("accepted", "accepted", "partly", "reported", "rejected")
ACTIVITIES = {
    "en": {"training": "Training for {shift leaders|staff} after {ref}", "advice": "Written advice after {ref}",
           "escalation": "Letter to the head of the institution about {ref}"},
    "sq": {"training": "Trajnim për {udhëheqës|personel} pas {ref}", "advice": "Këshillë me shkrim pas {ref}",
           "escalation": "Letër drejtuesit të institucionit për {ref}"},
    "sr": {"training": "Обука за {вође смена|особље} после {ref}", "advice": "Писани савет после {ref}",
           "escalation": "Писмо руководиоцу установе о {ref}"},
}  # fmt: skip
Visiting = Callable[[date], Visit]


def recommend(chunk: Chunk, finding: Finding, voice: Voice, topic: str, stage: str, again: Visiting) -> None:
    """What is recommended on a finding, and what came of it by today; `again` makes a follow-up visit on a day."""
    made, issued = _recommendation(chunk, finding, stage)
    lead = _addressees(chunk, made, finding)
    if stage in ("answered", "followed_up", "graded") and chunk.chance.random() < 0.85:
        _answer(chunk, made, lead, voice, topic, issued)
    if stage == "silent":
        if chunk.chance.random() < 0.5:
            _follow_with(chunk, made, lead, voice, topic, "escalation", chunk.ago(5, 30))
        return
    if stage in ("followed_up", "graded"):
        _follow_up(chunk, made, lead, voice, topic, stage, again)


def _recommendation(chunk: Chunk, finding: Finding, stage: str) -> tuple[Recommendation, date]:
    assert finding.reviewed_at is not None
    issued = chunk.until_today(finding.reviewed_at.date() + timedelta(days=chunk.chance.randrange(2, 10)))
    deadline = issued + timedelta(days=chunk.chance.choice((45, 60, 60, 75)))
    state = {"silent": "issued"}.get(stage, stage)
    made = chunk.add(
        Recommendation,
        on=issued,
        reference=chunk.ref("R"),
        finding=finding,
        text=finding.remedy,
        kind=finding.remedy_kind,
        deadline=deadline,
        follow_up_on=deadline + timedelta(days=chunk.chance.randrange(10, 40)),
        reply_by=issued + timedelta(days=30),
        state=state,
        issued_on=None if stage == "draft" else issued,
    )
    return made, issued


def _addressees(chunk: Chunk, made: Recommendation, finding: Finding) -> Addressee:
    def address(organisation: Any, level: str, lead: bool) -> Addressee:
        row: Addressee = chunk.add(
            Addressee,
            on=made.created_at.date(),
            recommendation=made,
            organisation=organisation,
            level=level,
            is_lead=lead,
        )
        return row

    lead = address(finding.duty_bearer, finding.duty_bearer_level, True)
    if finding.duty_bearer_level != "central":
        ministry = "demo-ministry-education" if finding.duty_bearer_type == "EDU" else "demo-ministry-justice"
        address(chunk.ground.institutions[ministry], "central", False)
    return lead


def _answer(
    chunk: Chunk, made: Recommendation, lead: Addressee, voice: Voice, topic: str, issued: date
) -> None:
    day = chunk.until_today(issued + timedelta(days=chunk.chance.randrange(12, 42)))
    told = {"kind": chunk.pick(RESPONSES), "text": voice.say("visits", topic, "answer"), "received_on": day}
    chunk.add(Response, on=day, recommendation=made, addressee=lead, **told)
    if chunk.chance.random() < 0.5:
        step = {"text": voice.say("visits", topic, "remedy"), "due_on": made.deadline}
        state = chunk.pick(("planned", "under_way", "done"))
        chunk.add(Measure, on=day, recommendation=made, addressee=lead, state=state, **step)


def _follow_up(
    chunk: Chunk, made: Recommendation, lead: Addressee, voice: Voice, topic: str, stage: str, again: Visiting
) -> None:
    value = chunk.pick(GRADES)
    seen = _seen(
        chunk, made, voice, topic, made.deadline + timedelta(days=chunk.chance.randrange(4, 25)), value, again
    )
    if stage == "followed_up":
        return
    _grade(chunk, made, seen, value)
    if value in GOOD or value == "OBS":
        return
    kind = chunk.pick(("training", "advice", "escalation"))
    day = chunk.until_today(seen.visit.day + timedelta(days=chunk.chance.randrange(7, 25)))
    done = _follow_with(chunk, made, lead, voice, topic, kind, day)
    later = day + timedelta(days=chunk.chance.randrange(25, 60))
    if later <= chunk.ground.today:
        better = chunk.pick(("FULL", "PART", "PART", "NOT"))
        look = _seen(chunk, made, voice, topic, later, better, again)
        _grade(chunk, made, look, better)
        done.follow_up, done.note = look, look.text
        done.effect = {"FULL": "changed", "PART": "partly"}.get(better, "none")


def _seen(
    chunk: Chunk, made: Recommendation, voice: Voice, topic: str, day: date, value: str, again: Visiting
) -> FollowUp:
    text = voice.say("visits", topic, "better" if value in GOOD else "worse")
    visit = again(chunk.until_today(day))
    row: FollowUp = chunk.add(FollowUp, on=visit.day, recommendation=made, visit=visit, text=text)
    return row


def _grade(chunk: Chunk, made: Recommendation, seen: FollowUp, value: str) -> None:
    rests = {"follow_up": seen, "scale": "rec_status", "value": value, "reason": seen.text}
    chunk.add(Grade, on=seen.visit.day, recommendation=made, **rests)


def _follow_with(
    chunk: Chunk, made: Recommendation, lead: Addressee, voice: Voice, topic: str, kind: str, day: date
) -> Consequence:
    training = {"training": TOPICS[topic].training, "advice": "ADVN"}.get(kind, "")
    title = ACTIVITIES[voice.language][kind].replace("{ref}", made.reference)
    activity = chunk.add(
        Activity,
        on=day,
        reference=chunk.ref("A"),
        kind=kind,
        training=training,
        title=voice.spoken(title),
        purpose=made.text,
        level=lead.level,
        unit=_unit(chunk, made),
        task=chunk.task_of(kind),
        starts_on=day,
        ends_on=day,
        state="carried_out",
        women=chunk.chance.randrange(3, 12) if training else None,
        men=chunk.chance.randrange(3, 12) if training else None,
        result=voice.say("visits", topic, "answer"),
    )
    chunk.add(ActivityParty, on=day, activity=activity, organisation=lead.organisation, part="addressed")
    done: Consequence = chunk.add(Consequence, on=day, recommendation=made, activity=activity)
    return done


def _unit(chunk: Chunk, made: Recommendation) -> Unit:
    assert made.finding is not None and made.finding.visit is not None
    unit: Unit = made.finding.visit.unit
    return unit
