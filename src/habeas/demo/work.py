"""A year of invented work at every stage of the chain, made through the same actions that people use."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from habeas.access.actions.approvals import answer_approval
from habeas.access.actors import actor_for
from habeas.access.models import Approval, Compartment, Organisation, Unit, User
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.rules import is_system
from habeas.demo.texts import SITUATIONS, Situation
from habeas.demo.visits import surround
from habeas.mandate.models import Article, Task
from habeas.monitoring import actions as monitoring
from habeas.monitoring.choices import RiskQuestion
from habeas.monitoring.models import Finding, Observation, Visit
from habeas.people import actions as people
from habeas.people.naming import NameTold
from habeas.places.models import Site
from habeas.recommendations import actions as recommendations
from habeas.recommendations.choices import RecommendationState
from habeas.recommendations.models import Recommendation

VISITS = 30
SEED = 1244
STAGES = (
    "planned",
    "observed",
    "draft",
    "review",
    "confirmed",
    "issued",
    "overdue",
    "answered",
    "graded",
    "graded",
)
GRADES = (
    ("rec_status", "PART"),
    ("rec_status", "FULL"),
    ("rec_status", "NOT"),
    ("rec_status", "PROG"),
    ("rec_status", "NOT"),
)
Tell = Callable[[str], None]


@action("demo.date", rule=is_system)
def set_dates(actor: Actor, row: Any, *, on: date, **fields: Any) -> None:
    """Put an invented record on the day it is meant to have happened."""
    moment = timezone.make_aware(datetime.combine(on, time(10, 30)))
    type(row).objects.filter(pk=row.pk).update(created_at=moment, changed_at=moment, **fields)
    row.refresh_from_db()


@dataclass
class Office:
    """Who works, where, for whom: one compartment with its people, team and task."""

    system: Actor
    compartment: Compartment
    author: Actor
    reviewer: Actor
    task: Task
    institutions: dict[str, Organisation]
    articles: dict[str, Article]


def make_work(
    system: Actor,
    users: dict[str, User],
    places: dict[str, Compartment],
    sites: list[Site],
    teams: dict[str, list[Unit]],
    institutions: dict[str, Organisation],
    tell: Tell,
) -> int:
    """Make the visits and what followed from them; returns how many."""
    chance = random.Random(SEED)  # noqa: S311 invented work, the same each time
    articles = {article.code: article for article in Article.objects.all()}
    today = timezone.localdate()
    for index in range(VISITS):
        situation = SITUATIONS[index % len(SITUATIONS)]
        site = _site_for(situation, sites, chance)
        prevention = situation.site in ("COR", "SOC") and index % 2 == 0
        office = _office(system, users, places, institutions, articles, prevention=prevention, index=index)
        unit = Unit.objects.get(code="ombudsperson-npm") if prevention else _team(site, teams, chance)
        stage = STAGES[index % len(STAGES)]
        day = today + timedelta(days=chance.randrange(4, 40)) if stage == "planned" else _past(today, chance)
        _one(office, situation, site, unit, stage=stage, day=day, chance=chance)
        if index % 15 == 14:
            tell(f"  {index + 1} of {VISITS} visits with what followed from them")
    return VISITS


def _past(today: date, chance: random.Random) -> date:
    return today - timedelta(days=chance.randrange(100, 400))


def _site_for(situation: Situation, sites: list[Site], chance: random.Random) -> Site:
    return chance.choice([site for site in sites if situation.site in (site.kind, site.detention_kind)])


def _team(site: Site, teams: dict[str, list[Unit]], chance: random.Random) -> Unit:
    covering = Unit.objects.filter(coverage__municipality=site.municipality, kind="field_team").first()
    return covering or chance.choice(teams[site.municipality.regional_centre_code])


def _office(
    system: Actor,
    users: dict[str, User],
    places: dict[str, Compartment],
    institutions: dict[str, Organisation],
    articles: dict[str, Article],
    *,
    prevention: bool,
    index: int,
) -> Office:
    authors = ("monitor", "monitor-sq", "monitor-sr", "analyst")
    author, reviewer, place, task = authors[index % len(authors)], "director", "osce-rights", "T305-4"
    if prevention:
        author, reviewer, place, task = "inspector", "inspector-head", "prevention", "TNPM-1"
    return Office(
        system,
        places[place],
        actor_for(users[author]),
        actor_for(users[reviewer]),
        Task.objects.get(code=task),
        institutions,
        articles,
    )


def _one(
    office: Office,
    situation: Situation,
    site: Site,
    unit: Unit,
    *,
    stage: str,
    day: date,
    chance: random.Random,
) -> None:
    visit = _visit(office, situation, site, unit, day, stage=stage)
    if stage == "planned":
        return
    observations = _observe(office, situation, visit)
    if stage == "observed":
        return
    finding = _finding(office, situation, visit, observations, stage=stage)
    if stage in ("draft", "review"):
        return
    _recommend(office, situation, finding, visit, stage=stage, chance=chance)


def _visit(office: Office, situation: Situation, site: Site, unit: Unit, day: date, *, stage: str) -> Visit:
    visit: Visit = monitoring.plan_visit(
        office.author,
        office.compartment,
        site=site,
        unit=unit,
        task=office.task,
        planned_for=day,
        activity="monitoring",
        kind=situation.visit,
        purpose=situation.purpose,
        announced=situation.visit not in ("UNAN", "ADHOC"),
        strand="prevention" if office.task.code == "TNPM-1" else "monitoring",
        risk={"answers": dict.fromkeys(RiskQuestion.values, "low")},
    )
    if stage != "planned":
        restricted = situation.site == "POL" and day.day % 3 == 0
        monitoring.carry_out_visit(
            office.author,
            visit,
            carried_out_on=day,
            access="partial" if restricted else "full",
            restriction="The team waited 50 minutes at the gate." if restricted else "",
        )
        surround(office.author, visit, random.Random(visit.reference))  # noqa: S311 invented, the same each time
        set_dates(office.system, visit, on=day)
    return visit


def _observe(office: Office, situation: Situation, visit: Visit) -> list[Observation]:
    return [
        monitoring.record_observation(
            office.author,
            visit,
            text=seen.text,
            kind=seen.kind,
            source=seen.source,
            connection=seen.connection,
            reliability=seen.reliability,
            area=seen.area,
        )
        for seen in situation.seen
    ]


def _finding(
    office: Office, situation: Situation, visit: Visit, observations: list[Observation], *, stage: str
) -> Finding:
    kind, level, institution = situation.bearer
    finding: Finding = monitoring.open_finding(
        office.author,
        visit,
        observations=observations,
        articles=[office.articles[code] for code in situation.articles if code in office.articles],
        title=situation.title,
        observation="\n\n".join(seen.text for seen in situation.seen),
        analysis=situation.analysis,
        conclusion="" if stage == "draft" else situation.conclusion,
        proof=situation.proof,
        duty_bearer_type=kind,
        duty_bearer_level=level,
        duty_bearer=office.institutions[institution],
        remedy_kind=situation.remedy_kind,
        remedy=situation.remedy,
        ground=situation.ground,
    )
    if stage != "draft":
        monitoring.submit_finding(office.author, finding)
    if stage not in ("draft", "review"):
        monitoring.confirm_finding(office.reviewer, finding, note="Agreed.")
    return finding


def _recommend(
    office: Office, situation: Situation, finding: Finding, visit: Visit, *, stage: str, chance: random.Random
) -> None:
    _kind, level, institution = situation.bearer
    others = [("demo-ministry-justice", "central")] if level != "central" else []
    today = timezone.localdate()
    issued = visit.day + timedelta(days=20)
    deadline = today - timedelta(days=12) if stage == "overdue" else issued + timedelta(days=60)
    if stage in ("issued", "confirmed"):
        deadline = today + timedelta(days=chance.randrange(10, 80))
    made: Recommendation = recommendations.make_recommendation(
        office.author,
        finding,
        lead=(office.institutions[institution], level),
        others=[(office.institutions[code], level) for code, level in others],
        deadline=deadline,
        follow_up_on=deadline + timedelta(days=30),
        kind=situation.remedy_kind,
        text=situation.remedy,
    )
    if stage == "confirmed":
        return
    recommendations.issue_recommendation(office.reviewer, made)
    set_dates(office.system, made, on=issued, issued_on=issued)
    if stage in ("answered", "graded"):
        _answer(office, situation, made, issued)
    if stage == "graded":
        _grade(office, situation, made, visit, issued, chance)


def _answer(office: Office, situation: Situation, made: Recommendation, issued: date) -> None:
    lead = made.addressees.get(is_lead=True)
    recommendations.record_response(
        office.author,
        made,
        addressee=lead,
        received_on=issued + timedelta(days=30),
        kind="accepted",
        text=situation.answer,
    )


def _grade(
    office: Office,
    situation: Situation,
    made: Recommendation,
    visit: Visit,
    issued: date,
    chance: random.Random,
) -> None:
    day = min(issued + timedelta(days=75), timezone.localdate())
    later = _visit(office, situation, visit.site, visit.unit, day, stage="carried out")
    follow_up = recommendations.record_follow_up(office.author, made, visit=later, text=situation.later)
    scale, value = chance.choice(GRADES)
    recommendations.grade_recommendation(
        office.author, made, follow_up=follow_up, scale=scale, value=value, reason=situation.later
    )


PERSONS = (
    ("Ylli", "Demopersoni", "Агим", "Демоособа", "client"),
    ("Zana", "Shpikuri", "Зана", "Измишљена", "victim"),
    ("Goran", "Izmišljenić", "Горан", "Измишљенић", "client"),
    ("Mirsad", "Izmišljen", "Мирсад", "Измишљен", "witness"),
    ("Elvana", "Demovaja", "Елвана", "Демоваја", "client"),
)


def make_persons(system: Actor, users: dict[str, User], places: dict[str, Compartment]) -> int:
    """Invented people whose identity is sealed, in two compartments."""
    for username, code in (("caseworker", "legal-aid"), ("monitor", "osce-rights")):
        actor = actor_for(users[username])
        for given, family, given_sr, family_sr, standing in PERSONS:
            people.register_person(
                actor,
                places[code],
                standing=standing,
                names=[
                    NameTold(given=given, family=family),
                    NameTold(given=given_sr, family=family_sr, script="Cyrl", language="sr"),
                ],
                birth_date="~1970",
                birth_place="Demofshat",
                invented=True,
            )
    return 2 * len(PERSONS)


CLEARED = 6
"""How many recommendations wait for clearance, half of them with the legal adviser's yes."""


def leave_in_clearance(users: dict[str, User], home: Compartment) -> None:
    """Send drafts into clearance, so that the director and the legal adviser find something to answer."""
    author, adviser = actor_for(users["analyst"]), actor_for(users["legal"])
    for index, draft in enumerate(drafts(author, home)):
        recommendations.send_to_clearance(author, draft)
        if index % 2:
            asked = Approval.objects.visible_to(adviser).get(record=draft.pk, kind="clearance.legal")
            answer_approval(adviser, asked, agreed=True, note="Wording and standard are right.")


def drafts(author: Actor, home: Compartment) -> list[Recommendation]:
    """Drafts to be sent; none when some are in clearance already."""
    own = Recommendation.objects.workable_by(author).filter(compartment=home.pk)
    if own.filter(state=RecommendationState.IN_CLEARANCE).exists():
        return []
    return list(own.filter(state=RecommendationState.DRAFT).order_by("-created_at")[:CLEARED])
