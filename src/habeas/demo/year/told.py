"""People, incidents and interviews of the year; identities and testimony are sealed as everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from habeas.core.dates import UncertainDate
from habeas.core.vault.blind import blind_index
from habeas.demo.year.chunk import Chunk
from habeas.demo.year.grammar import Voice
from habeas.demo.year.topics import EVENTS, FAMILY, GIVEN
from habeas.demo.year.visits import MEASURES
from habeas.monitoring.models import (
    Assessment,
    Incident,
    IncidentAct,
    IncidentGround,
    IncidentSource,
    Interview,
    Involved,
    InvolvedSituation,
    Quote,
    Visit,
)
from habeas.people.actions.registering import KEY_PURPOSE
from habeas.people.models import Consent, ConsentUse, Identity, Person, PersonName
from habeas.people.naming import index_text
from habeas.places.models import Site

STATES = ("ALLEG", "ALLEG", "POSS", "LIKE", "LIKE", "RG", "UNLIK", "CLOSED")
COMMUNITIES = ("ALB", "SRB", "BOS", "TUR", "ROM", "ASH", "EGY", "GOR", "ND")
OTHERS = ("not identified", "a group of young men", "one man in a car", "an officer of the shift", "a clerk")
CENTRE_SITES = ("return", "settlement", "school", "municipal", "collective", "court", "POL")


def make_person(chunk: Chunk, day: date) -> Person:
    """An invented person: a code, and a sealed identity. Communities are drawn alike for every part somebody plays."""
    person = chunk.add(
        Person,
        on=day,
        standing=chunk.pick(("client", "client", "client", "witness")),
        sex=chunk.pick("FM"),
        community=chunk.pick(COMMUNITIES),
        invented=True,
    )
    year = chunk.chance.randrange(1945, 2006)
    chunk.add(Identity, on=day, person=person, birth_date=str(year), birth_place="Demofshat")
    given, family = chunk.pick(GIVEN), chunk.pick(FAMILY)
    text = index_text(given, family, year)
    chunk.add(
        PersonName,
        on=day,
        person=person,
        script="Latn",
        language=chunk.pick(("sq", "sr", "bs", "rom")),
        given=given,
        family=family,
        key=blind_index(chunk.home, KEY_PURPOSE, text) if text else "",
    )
    return person


def make_incident(
    chunk: Chunk, code: str, voice: Voice, victim: Person | None, visit: Visit | None
) -> Incident:
    """One incident with its acts, who stands in it, its sources and how far it is verified."""
    event = EVENTS[code]
    site = visit.site if visit else chunk.site(event.sites) or chunk.somewhere(CENTRE_SITES)
    day = visit.day - timedelta(days=chunk.chance.randrange(1, 20)) if visit else chunk.ago(3, 400)
    reported = visit.day if visit else chunk.until_today(day + timedelta(days=chunk.chance.randrange(0, 12)))
    what, title, detail, police = voice.together("told", code, "what", "title", "detail", "police")
    incident = Incident(
        compartment=chunk.home,
        created_at=chunk.moment(reported),
        reference=chunk.ref("I"),
        title=title,
        account=f"{what} {detail} {police}",
        kind=event.kind,
        hour=chunk.pick(("night", "night", "evening", "morning", "afternoon", "")),
        reported_on=reported,
        community=victim.community if victim and chunk.chance.random() < 0.6 else "",
        visit=visit,
        **_place(site),
    )
    set_day(incident, day, chunk)
    chunk.rows[Incident].append(incident)
    _acts(chunk, incident, code, victim)
    _verify(chunk, incident)
    return incident


def _place(site: Site) -> dict[str, Any]:
    return {
        "site": site,
        "municipality": site.municipality,
        "settlement": site.settlement,
        "precision": "settlement" if site.settlement_id else "municipality",
    }


def set_day(incident: Any, day: date, chunk: Chunk) -> None:
    """The day as it was told: mostly exact, now and then only the month."""
    first = day.replace(day=1)
    exact = chunk.chance.random() > 0.12 or first > incident.reported_on
    incident.happened = UncertainDate.day(day) if exact else UncertainDate.month(day.year, day.month)


def _acts(chunk: Chunk, incident: Incident, code: str, victim: Person | None) -> None:
    event, on = EVENTS[code], incident.reported_on
    who: dict[str, Any] = (
        {"person": victim} if victim else {"description": "a family", "persons": chunk.chance.randrange(2, 7)}
    )
    suffered = chunk.add(Involved, on=on, incident=incident, number=1, role="VIC", **who)
    if event.situation:
        chunk.add(InvolvedSituation, on=on, involved=suffered, code=event.situation)
    told = {"role": "ALP", "description": chunk.pick(OTHERS), "body": event.done_by}
    did = chunk.add(
        Involved, on=on, incident=incident, number=2, persons=chunk.chance.randrange(1, 4), **told
    )
    for act in event.acts:
        both = {"victim": suffered, "perpetrator": did, "involvement": "SUS"}
        chunk.add(IncidentAct, on=on, incident=incident, act=act, **both)
    if event.ground:
        chunk.add(IncidentGround, on=on, incident=incident, ground=event.ground)


def _verify(chunk: Chunk, incident: Incident) -> None:
    """Sources, and an assessment that they carry: reasonable grounds with two of them, by the second person."""
    on, state = incident.reported_on, chunk.pick(STATES)
    chunk.add(
        IncidentSource, on=on, incident=incident, source="S1", connection="VIC", reliability="2", told_on=on
    )
    if state in ("RG", "LIKE"):
        second = {
            "source": "S2",
            "connection": chunk.pick(("WIT", "NGO", "MED")),
            "reliability": "2",
            "told_on": on,
        }
        chunk.add(IncidentSource, on=on, incident=incident, **second)
    if state == "ALLEG":
        return
    day = chunk.until_today(on + timedelta(days=chunk.chance.randrange(3, 25)))
    reason = "Accounts of both sources agree." if state in ("RG", "LIKE") else "After a second conversation."
    chunk.add(Assessment, on=day, incident=incident, verification=state, reason=reason)
    incident.verification, incident.verified_by, incident.verified_at = (
        state,
        chunk.reviewer,
        chunk.moment(day),
    )


def make_interview(
    chunk: Chunk,
    person: Person,
    voice: Voice,
    *,
    incident: Incident | None = None,
    visit: Visit | None = None,
) -> Interview:
    """An interview about an incident or at a visit, with what the person agreed to."""
    told: Any = incident or visit
    assert told is not None
    day = (
        visit.day
        if visit
        else chunk.until_today(told.reported_on + timedelta(days=chunk.chance.randrange(0, 9)))
    )  # type: ignore[union-attr]
    interpreted = chunk.chance.random() < 0.3
    agreed = chunk.pick((1, 2, 2, 2, 3))

    risky = chunk.chance.random() < 0.2

    def say(part: str) -> str:
        return voice.say("told", "interview", part)

    interview: Interview = chunk.add(
        Interview,
        on=day,
        reference=chunk.ref("T"),
        person=person,
        held_on=day,
        municipality=told.municipality,
        visit=visit,
        incident=incident,
        risk_level="medium" if risky else "low",
        risk_measures=voice.spoken(MEASURES[voice.language]) if risky else "",
        setting=chunk.pick(("private", "private", "private", "support", "remote")),
        language=voice.code,
        interpreter="staff" if interpreted else "none",
        interpreter_code=f"INT-{chunk.chance.randrange(1, 9)}" if interpreted else "",
        explained=say("explained"),
        safe_contact=chunk.pick(("safe", "limited", "unknown")),
        contact_how=say("contact"),
        connection="WIT" if person.standing == "witness" else "VIC",
        reliability="2",
        summary=" ".join(say(part) for part in ("confirms", "effect", "wish")),
        testimony=say("testimony"),
    )
    _consent(chunk, interview, voice, agreed)
    if chunk.chance.random() < 0.35:
        words, usable = say("quote"), agreed >= 2
        quote = {"words": words, "usable": usable, "wording": words if usable else ""}
        quote |= {"checked_by": chunk.reviewer if usable else None}
        chunk.add(Quote, on=day, interview=interview, number=1, **quote)
    return interview


def _consent(chunk: Chunk, interview: Interview, voice: Voice, level: int) -> None:
    consent = chunk.add(
        Consent,
        on=interview.held_on,
        person=interview.person,
        level=level,
        model="monitoring.interview",
        record=interview.pk,
        scope_note=interview.reference,
        language=voice.language if voice.language != "en" else "sq",
        explained_by_id=chunk.author,
        given_on=interview.held_on,
    )
    for use in ("analysis", "anonymised")[:level]:
        chunk.add(ConsentUse, on=interview.held_on, consent=consent, use=use)
