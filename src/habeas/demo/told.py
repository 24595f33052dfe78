"""Invented incidents and interviews, a pattern found in them, and what followed where nothing happened."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Organisation, Unit, User
from habeas.coordination import actions as coordination
from habeas.core.actors import Actor
from habeas.core.dates import UncertainDate
from habeas.demo.work import SEED, set_dates
from habeas.mandate.models import Article, Task
from habeas.monitoring import actions as monitoring
from habeas.monitoring.models import Incident
from habeas.people.actions import UseAgreed
from habeas.people.models import Person
from habeas.places.models import Site
from habeas.recommendations import actions as recommendations
from habeas.recommendations import queries as recommended

INCIDENTS = 12


@dataclass(frozen=True)
class Told:
    """One kind of invented incident, in the language of the team that recorded it."""

    title: str
    account: str
    acts: tuple[str, ...]
    kind: str = ""
    grounds: tuple[str, ...] = ()
    situation: str = ""


TOLD = (
    Told(
        "Windows of a returned family broken at night",
        "Stones were thrown at the house of a family that came back in spring. Nobody was hurt. The family called "
        "the police, who came after forty minutes and took photographs. (invented)",
        ("PROP.DAM",),
        "STON",
        ("ETH",),
        "RET",
    ),
    Told(
        "Mbishkrime kërcënuese në murin e shkollës",
        "Gjatë fundjavës në murin e shkollës u shfaqën mbishkrime që kërcënojnë nxënësit e një komuniteti. "
        "Drejtori i fshiu të hënën dhe njoftoi komunën. (e sajuar)",
        ("INTG.THR", "DISC.HATE"),
        "GRAF",
        ("ETH", "LAN"),
        "CHI",
    ),
    Told(
        "Одбијен захтев за извод на српском језику",
        "Службеник је рекао да образац на том језику не постоји и упутио странку у друго место. Странка је "
        "отишла без исправе. (измишљено)",
        ("COMM.LANG", "IDEN.DOC"),
        "",
        ("LAN",),
        "IDP",
    ),
    Told(
        "Shtyrje e përsëritur e një seance gjyqësore",
        "Seanca u shty për herë të pestë pa arsye të shkruar. Përkthyesi nuk ishte thirrur. (e sajuar)",
        ("JUST.DEL", "JUST.FAIR"),
        "",
        ("LAN",),
        "",
    ),
    Told(
        "Provala u pomoćni objekat povratnika",
        "Odneti su alat i akumulator. To je treća provala od prošle jeseni u istom naselju. (izmišljeno)",
        ("PROP.THEFT",),
        "BURG",
        ("ETH",),
        "RET",
    ),
    Told(
        "Pushed against a wall during a search",
        "The person says that two officers pushed him against a wall although he did as he was told, and that no "
        "record of the search was given to him. (invented)",
        ("INTG.FORCE", "DET.SAFE"),
        "",
        (),
        "DET",
    ),
)
SETTLED = ("ALLEG", "POSS", "LIKE", "ALLEG", "RG", "UNLIK")


def make_told(
    users: dict[str, User],
    places: dict[str, Compartment],
    sites: list[Site],
    institutions: dict[str, Organisation],
    system: Actor,
) -> int:
    """Make the incidents and what follows from them; returns how many."""
    chance = random.Random(SEED + 1)  # noqa: S311 invented work, the same each time
    home, authors = (
        places["osce-rights"],
        [actor_for(users[n]) for n in ("monitor", "monitor-sq", "monitor-sr")],
    )
    known = list(Person.objects.visible_to(authors[0]).filter(compartment=home.pk))
    made = [
        _incident(authors[index % 3], home, TOLD[index % len(TOLD)], sites, known, chance, index)
        for index in range(INCIDENTS)
    ]
    analyst = actor_for(users["analyst"])
    for index, incident in enumerate(made):
        _assess(analyst, incident, SETTLED[index % len(SETTLED)])
    _interviews(authors[0], analyst, home, made[:8], known)
    _reprisal(authors[0], home, sites, known)
    _pattern(analyst, actor_for(users["director"]), home, [one for one in made if one.grounds.all()][:6])
    _consequences(analyst, institutions)
    _other_bodies(analyst, home, institutions)
    set_dates(system, home, on=timezone.localdate(), clearance_steps="legal director")
    return len(made)


def _incident(
    author: Actor,
    home: Compartment,
    told: Told,
    sites: list[Site],
    known: list[Person],
    chance: random.Random,
    index: int,
) -> Incident:
    site, day = chance.choice(sites), timezone.localdate() - timedelta(days=chance.randrange(10, 420))
    happened = UncertainDate.month(day.year, day.month) if index % 9 == 4 else UncertainDate.day(day)
    incident: Incident = monitoring.record_incident(
        author,
        home,
        title=told.title,
        account=told.account,
        acts=told.acts,
        grounds=told.grounds,
        kind=told.kind,
        happened=happened,
        hour=chance.choice(["night", "morning", "evening", ""]),
        municipality=site.municipality,
        settlement=site.settlement,
        precision="settlement" if site.settlement_id else "municipality",
        reported_on=min(day + timedelta(days=chance.randrange(0, 9)), timezone.localdate()),
        source={"source": f"S{index % 4 + 1}", "connection": "VIC", "reliability": "2"},
    )
    victim = monitoring.involve(
        author,
        incident,
        role="VIC",
        person=chance.choice(known),
        situations=[told.situation] if told.situation else [],
    )
    other = monitoring.involve(
        author, incident, role="ALP", description="not identified", persons=1 + index % 3, body="UNK"
    )
    monitoring.add_act(
        author, incident, act=told.acts[0], victim=victim, perpetrator=other, involvement="SUS"
    )
    return incident


def _assess(analyst: Actor, incident: Incident, state: str) -> None:
    if state == "ALLEG":
        return
    if state == "RG":
        monitoring.add_source(
            analyst, incident, source="S9", connection="NGO", reliability="2", told_on=incident.reported_on
        )
    monitoring.assess_incident(
        analyst, incident, verification=state, reason="After a second conversation (invented)."
    )


def _interviews(
    author: Actor, checker: Actor, home: Compartment, about: list[Incident], known: list[Person]
) -> None:
    for index, incident in enumerate(about):
        made = monitoring.record_interview(
            author,
            home,
            person=known[index % len(known)],
            held_on=incident.reported_on,
            municipality=incident.municipality,
            incident=incident,
            setting="private",
            language=("sq", "sr-Cyrl", "en")[index % 3],
            interpreter="staff" if index % 3 == 1 else "none",
            interpreter_code="INT-4" if index % 3 == 1 else "",
            explained="Who we are, what we can and cannot do, that one may stop at any time (invented).",
            safe_contact="limited" if index % 2 else "safe",
            contact_how="Only in the morning, through the cousin (invented).",
            connection="WIT" if index % 4 == 0 else "VIC",
            reliability="2",
            summary="The person confirms what was reported and adds the hour at which it happened (invented).",
            testimony="It was shortly after midnight. I heard two men, and then the noise (invented).",
            consent_level=2,
            uses=[UseAgreed("analysis"), UseAgreed("anonymised")],
        )
        if index % 3 == 0:
            quote = monitoring.add_quote(author, made, words="We only want to sleep at night (invented).")
            monitoring.make_quote_usable(
                checker, quote, wording="“We only want to sleep at night” (invented)."
            )


def _reprisal(author: Actor, home: Compartment, sites: list[Site], known: list[Person]) -> None:
    """A reprisal, which opens a protection task by itself."""
    site = sites[0]
    incident = monitoring.record_incident(
        author,
        home,
        title="Dismissed a week after speaking with the team",
        account="A cleaner was dismissed after she had spoken with the team at its visit (invented).",
        acts=["REPR"],
        happened=UncertainDate.day(timezone.localdate() - timedelta(days=2)),
        municipality=site.municipality,
        source={"source": "S7", "connection": "VIC", "reliability": "2"},
    )
    monitoring.involve(author, incident, role="VIC", person=known[0], situations=["WOM"])


def _pattern(analyst: Actor, director: Actor, home: Compartment, cited: list[Incident]) -> None:
    finding = monitoring.compose_finding(
        analyst,
        home,
        kind="pattern",
        title="Families that came back are attacked at night, and nobody is found",
        incidents=cited,
        articles=list(Article.objects.filter(code__startswith="ICCPR")[:2]),
        observation="The incidents cited below happened within a year; none led to a charge (invented).",
        analysis="The authorities must protect everybody under their control without distinction.",
        conclusion="Protection from repeated attacks is not effective.",
        proof="POSS",
        ground="ETH",
        grounds=["LAN"],
        duty_bearer_type="POL",
        duty_bearer_level="regional",
        remedy_kind="INV",
        remedy="Investigate the incidents together and tell the families what came of it.",
    )
    monitoring.submit_finding(analyst, finding)
    monitoring.confirm_finding(director, finding, note="Agreed.")


def _consequences(analyst: Actor, institutions: dict[str, Organisation]) -> None:
    """A training that followed from a failure, and whose effect was seen; an escalation that is still open."""
    failed = recommended.without_consequence(analyst, 3)
    for index, row in enumerate(failed[:2]):
        lead = next(one for one in row.addressees.all() if one.is_lead)
        day = timezone.localdate() - timedelta(days=20) if index else row.deadline
        kind = ("training", "escalation")[index]
        made = recommendations.follow_with_activity(
            analyst,
            row,
            kind=kind,
            training="COURSE" if kind == "training" else "",
            title=f"{kind.title()} after {row.reference} (invented)",
            purpose=row.text,
            level=lead.level,
            unit=Unit.objects.get(code="osce-mik-hrc"),
            task=Task.objects.get(code="T305-4"),
            starts_on=day,
            addressed=[lead.organisation],
        )
        coordination.carry_out_activity(
            analyst, made.activity, result="Fourteen took part (invented).", women=8, men=6
        )
        seen = row.follow_ups.order_by("-created_at").first()
        if index == 0 and seen is not None and seen.visit.day >= day:
            recommendations.record_effect(
                analyst, made, follow_up=seen, effect="partly", note="Some of it is done (invented)."
            )


def _other_bodies(analyst: Actor, home: Compartment, institutions: dict[str, Organisation]) -> None:
    """The same call by two bodies, put together."""
    today, cluster = timezone.localdate(), None
    calls: tuple[tuple[str, str, date], ...] = (
        ("CPT", "Invented report 2023, paragraph 12", date(today.year - 3, 6, 1)),
        ("TB", "Invented concluding observations, paragraph 31", date(today.year - 2, 10, 1)),
    )
    for body, document, day in calls:
        made: Any = recommendations.record_recommendation(
            analyst,
            home,
            body=body,
            document=document,
            issued_on=day,
            kind="INFRA",
            text="Give every person held by the police a bell and access to a doctor (invented).",
            lead=(institutions["demo-police"], "central"),
            deadline=day + timedelta(days=365),
            follow_up_on=day + timedelta(days=400),
            reply_by=day + timedelta(days=180),
        )
        made = recommendations.put_in_cluster(
            analyst, made, cluster=cluster, title="" if cluster else "Safeguards in police custody"
        )
        cluster = made.cluster
