"""Visits of the year: risk check, team, people met, observations, access, now and then a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from habeas.demo.visits import EXPERTS, answer_to
from habeas.demo.year.chunk import Chunk
from habeas.demo.year.grammar import Voice, spoken
from habeas.demo.year.topics import HOW, SAID, TOPICS
from habeas.monitoring.actions.risks import HOLDS_FOR
from habeas.monitoring.actions.sheets import COLUMNS
from habeas.monitoring.choices import RiskQuestion, SheetState
from habeas.monitoring.models import (
    Answer,
    AnswerChoice,
    Observation,
    Restriction,
    SectionScore,
    Sheet,
    Visit,
    VisitInterlocutor,
    VisitMember,
    VisitRisk,
    VisitRiskAnswer,
)
from habeas.monitoring.questionnaires import latest
from habeas.monitoring.questionnaires.definition import Kind, Questionnaire, score_of, scores_of
from habeas.places.models import Site

KINDS = ("UNAN", "FULL", "THEM", "ADHOC", "THEM", "UNAN")
MET = {
    "detention": (("staff", "officers of the shift"), ("detained", ""), ("authority", "head of the site")),
    "court": (("party", "counsel"), ("authority", "president of the court")),
    "school": (("staff", "teachers"), ("resident", "pupils"), ("authority", "head teacher")),
}
MET_ELSEWHERE = (("resident", ""), ("community", "representative"), ("authority", "municipal officer"))
RESTRICTED = (
    ("delay", "The team waited {30-90} minutes at the {gate|entrance}."),
    ("rooms", "{The basement|The second floor|One wing} stayed closed: the key was with {the director|the guard}."),
    ("privacy", "A member of staff stayed in the room during {most|two|all} talks."),
    ("documents", "The register of {complaints|detention} was not shown."),
    ("movement", "The team was turned back at a road block and came by another way."),
)  # fmt: skip


MEASURES = {
    "en": "{Talks in private only|Nobody is met at home}; the car waits {out of sight|at the school}.",
    "sq": "{Bisedat vetëm në privat|Askush nuk takohet në shtëpi}; vetura pret {larg syve|te shkolla}.",
    "sr": "{Разговори само насамо|Никога не сретати код куће}; кола чекају {ван погледа|код школе}.",
}


def topic_of(site: Site, chunk: Chunk) -> str:
    """A topic that visits to this kind of site look at."""
    kind = site.detention_kind or site.kind
    return str(chunk.pick([code for code, topic in TOPICS.items() if kind in topic.sites]))


def plan(chunk: Chunk, site: Site, voice: Voice, topic: str, day: date, **more: Any) -> Visit:
    """A visit with its risk check and its team; `more` says what became of it."""
    strand = "prevention" if chunk.prevention else TOPICS[topic].strand
    level = chunk.pick(("low", "low", "low", "medium"))
    planned = min(day, chunk.ground.today) - timedelta(days=chunk.chance.randrange(2, 12))
    values = {
        "activity": "monitoring",
        "kind": chunk.pick(KINDS),
        "strand": strand,
        "purpose": voice.say("visits", topic, "purpose"),
    }
    visit = chunk.add(
        Visit,
        on=planned,
        reference=chunk.ref("V"),
        site=site,
        municipality=site.municipality,
        unit=chunk.team(site),
        task=chunk.task,
        planned_for=day,
        risk_level=level,
        risk_until=day + HOLDS_FOR,
        **(values | more),
    )
    visit.announced = visit.kind not in ("UNAN", "ADHOC")
    _check(chunk, visit, level, "" if level == "low" else voice.spoken(MEASURES[voice.language]))
    return visit


def _check(chunk: Chunk, visit: Visit, level: str, measures: str) -> None:
    on = visit.created_at.date()
    risk = chunk.add(
        VisitRisk, on=on, visit=visit, number=1, level=level, mitigation=measures, until=visit.risk_until
    )
    high = chunk.pick(RiskQuestion.values)
    for question in RiskQuestion.values:
        answer = level if question == high else "low"
        chunk.add(VisitRiskAnswer, on=on, risk=risk, question=question, level=answer)


def carry_out(chunk: Chunk, site: Site, voice: Voice, topic: str, day: date, **more: Any) -> Visit:
    """A visit that took place, with whom it met and how far it got."""
    restricted = chunk.chance.random() < 0.06
    access = "partial" if restricted else "full"
    visit = plan(
        chunk, site, voice, topic, day, state="carried_out", carried_out_on=day, access=access, **more
    )
    if chunk.chance.random() < 0.4:
        name, role, field = chunk.pick(EXPERTS)
        chunk.add(VisitMember, on=day, visit=visit, name=name, role=role, field=field)
    met = MET.get(site.kind, MET_ELSEWHERE)
    for kind, function in met[: chunk.chance.randrange(1, len(met) + 1)]:
        number, private = chunk.chance.randrange(1, 7), kind in ("detained", "resident")
        told = {"kind": kind, "function": function, "number": number, "in_private": private}
        if kind == "authority" and function == "municipal officer":
            told["leadership"] = chunk.pick(("pristina", "belgrade", "pristina", "belgrade", ""))
        chunk.add(VisitInterlocutor, on=day, visit=visit, **told)
    if restricted:
        kind, text = chunk.pick(RESTRICTED)
        where = {"municipality": visit.municipality, "happened_on": day}
        chunk.add(Restriction, on=day, visit=visit, kind=kind, text=spoken(text, chunk.chance), **where)
    return visit


def observe(chunk: Chunk, visit: Visit, voice: Voice, templates: Iterable[str]) -> list[Observation]:
    """Observations out of templates that begin with area and how, such as `SAF said VIC: …`."""
    return [_observed(chunk, visit, voice, template, at + 1) for at, template in enumerate(templates)]


def _observed(chunk: Chunk, visit: Visit, voice: Voice, template: str, number: int) -> Observation:
    head, text = template.split(": ", 1)
    words = head.split()
    area = words.pop(0) if words[0].isupper() else ""
    how = words[0].lower()
    more = " " + voice.say("visits", "more", how) if chunk.chance.random() < 0.55 else ""
    source, connection, reliability = HOW.get(how) or (f"S{number}", words[1], SAID[words[1]])
    made: Observation = chunk.add(
        Observation,
        on=visit.day,
        visit=visit,
        number=number,
        kind=how,
        area=area,
        source=f"{source}{number}" if source == "DOC" else source,
        connection=connection,
        reliability=reliability,
        text=voice.spoken(text) + more,
    )
    return made


def fill_in(chunk: Chunk, visit: Visit) -> None:
    """A completed questionnaire where one is made for the site."""
    form = next((one for one in latest().values() if one.suits(visit.site.kind, visit.strand)), None)
    if form is None:
        return
    well = min(0.9, max(0.35, 0.9 - (chunk.ground.today - visit.day).days / 700))
    given = {one.code: answer_to(one, well, chunk.chance) for one in form.questions()}
    answers = {code: value for code, value in given.items() if value not in (None, "", [])}
    sheet = chunk.add(
        Sheet,
        on=visit.day,
        visit=visit,
        site=visit.site,
        questionnaire=form.code,
        form_version=form.version,
        day=visit.day,
        state=SheetState.DONE,
        score=score_of(form.questions(), answers),
    )
    _answer(chunk, sheet, form, answers)


def _answer(chunk: Chunk, sheet: Sheet, form: Questionnaire, answers: dict[str, Any]) -> None:
    for question in form.questions():
        value = answers.get(question.code)
        if value is None:
            continue
        column = {} if question.kind is Kind.MANY else {COLUMNS[question.kind]: value}
        row = chunk.add(Answer, on=sheet.day, sheet=sheet, question=question.code, **column)
        for code in value if question.kind is Kind.MANY else ():
            chunk.add(AnswerChoice, on=sheet.day, answer=row, code=code)
    for section, score in scores_of(form, answers).items():
        chunk.add(SectionScore, on=sheet.day, sheet=sheet, section=section, score=score)
