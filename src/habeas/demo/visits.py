"""What stands around the invented visits: teams, people met, questionnaires, reports, a programme, partners' visits."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Organisation, User
from habeas.core.actors import Actor
from habeas.monitoring import actions
from habeas.monitoring.models import Sheet, Visit
from habeas.monitoring.questionnaires import latest
from habeas.monitoring.questionnaires.definition import Kind, Question
from habeas.places.models import Site

EXPERTS = (("Dr. Emri Demomjeku", "expert", "medicine"), ("Prevo Demotumač", "interpreter", "sq, sr"))
MET = (
    ("authority", "director on duty", 1, False),
    ("staff", "officers of the shift", 3, False),
    ("resident", "", 4, True),
)
NUMBERS = {
    "held": 34,
    "places": 40,
    "space": 4.2,
    "single_space": 6.5,
    "open_air": 1,
    "out_of_cell": 6,
    "solitary": 5,
}


def surround(actor: Actor, visit: Visit, chance: random.Random) -> None:
    """Give a visit that took place its team, the people it met and, where one is made for it, a questionnaire."""
    if chance.random() < 0.5:
        name, role, field = chance.choice(EXPERTS)
        actions.add_member(actor, visit, name=name, role=role, field=field)
    for kind, function, number, private in MET:
        kept = "detained" if kind == "resident" and visit.site.kind == "detention" else kind
        actions.add_interlocutor(
            actor, visit, kind=kept, function=function, number=number, in_private=private
        )
    made = next((form for form in latest().values() if form.suits(visit.site.kind, visit.strand)), None)
    if made is not None:
        fill_in(actor, actions.begin_sheet(actor, visit, questionnaire=made.code), chance)


def fill_in(actor: Actor, sheet: Sheet, chance: random.Random) -> None:
    """Answer a questionnaire as it might be answered, better the later it is."""
    age = (timezone.localdate() - sheet.day).days
    well = min(0.9, max(0.35, 0.9 - age / 700))
    form = sheet.form
    for section in form.sections if form else ():
        answers = {question.code: answer_to(question, well, chance) for question in section.questions}
        actions.answer_section(actor, sheet, section=section.code, answers=answers)
    actions.complete_sheet(actor, sheet)


def answer_to(question: Question, well: float, chance: random.Random) -> Any:
    good = chance.random() < well
    if question.kind is Kind.YES_NO:
        other = {"yes": "no", "no": "yes"}
        return (question.good or "yes") if good else other[question.good or "yes"]
    if question.kind is Kind.CHOICE:
        return question.options[0 if good else min(1, len(question.options) - 1)].code
    if question.kind is Kind.MANY:
        return [option.code for option in question.options[:2]]
    if question.kind is Kind.NUMBER:
        return Decimal(str(NUMBERS.get(question.code, 0 if good and question.at_most == 0 else 8)))
    return "Invented remark of the team." if question.code == "remarks" else ""


def report(actor: Actor, clearer: Actor, visit: Visit, *, replied: bool, published: bool) -> None:
    """Report a visit to the authority of its site."""
    sent = min(visit.day + timedelta(days=14), timezone.localdate())
    made = actions.report_visit(
        actor,
        visit,
        summary="Conditions, safeguards and what was recommended (invented).",
        sent_to=visit.site.authority,
        sent_on=sent,
        reply_due=sent + timedelta(days=60),
    )
    if replied:
        day = min(sent + timedelta(days=40), timezone.localdate())
        actions.record_reply(
            actor, made, replied_on=day, reply="The authority accepts most points (invented)."
        )
    if published:
        actions.publish_report(clearer, made, published_on=timezone.localdate())


def make_programme(users: dict[str, User], home: Compartment, sites: list[Site]) -> None:
    """The mechanism's programme of this year, adopted, with what was made of it and its published figures."""
    inspector, head = actor_for(users["inspector"]), actor_for(users["inspector-head"])
    year = timezone.localdate().year
    programme = actions.open_programme(
        inspector, home, year=year, aims="Safeguards in the first hours; health care on admission (invented)."
    )
    detention = [site for site in sites if site.kind == "detention"]
    for index, site in enumerate(detention):
        made = actions.add_line(
            inspector,
            programme,
            quarter=index % 4 + 1,
            site=site,
            kind="UNAN" if index % 2 else "FULL",
            note="Register, access to a doctor, complaints.",
        )
        visit = _visit_of(inspector, site, year)
        if visit is not None:
            actions.tie_line(inspector, made, visit=visit)
    actions.add_line(inspector, programme, quarter=4, detention_kind="PSY", kind="THEM")
    actions.adopt_programme(head, programme)


def _visit_of(actor: Actor, site: Site, year: int) -> Visit | None:
    rows = Visit.objects.visible_to(actor).filter(site=site, strand="prevention", carried_out_on__year=year)
    found: Visit | None = rows.first()
    return found


def make_submissions(
    users: dict[str, User], home: Compartment, partner: Organisation, sites: list[Site]
) -> None:
    """Two visits that a partner sent in, one of them with restricted access."""
    sender = actor_for(users["caseworker"])
    shelters = [site for site in sites if site.kind in ("collective", "return")][:2]
    for number, site in enumerate(shelters):
        actions.send_submission(
            sender,
            home,
            partner=partner,
            site=site,
            visited_on=timezone.localdate() - timedelta(days=6 + number),
            purpose="Protection monitoring with families who returned this year (invented).",
            access="partial" if number else "full",
            restriction="The manager stayed in the room during most talks." if number else "",
            persons_met=7 + number,
            observations=[
                {
                    "text": "Three families say that the water comes for two hours a day.",
                    "kind": "said",
                    "connection": "NGO",
                    "area": "MAT",
                },
            ],
        )
