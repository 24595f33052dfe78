"""Invented sessions between two delegations under a neutral chair: agenda, decisions, figures, requests, papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, Organisation, User
from habeas.coordination import actions
from habeas.coordination.models import Body
from habeas.core.actors import Actor
from habeas.demo.missing import Made
from habeas.missing.actions import freeze_figures

NAMES = (
    ("en", "official", "Demo Working Group on missing persons (invented)"),
    ("en", "short", "Demo Working Group"),
    ("sq", "translated", "Grupi punues demo për personat e zhdukur (i shpikur)"),
    ("sr", "translated", "Демо радна група за нестала лица (измишљена)"),
)
MINUTES = (
    "Invented. Both sides spoke about the list. The chair presented the figures. Both sides agreed to go on."
)


def make_mechanism(
    system: Actor, users: Mapping[str, User], places: Mapping[str, Compartment], found: Made
) -> Body:
    """One body, two delegations, two sessions held and one to come, requests both ways, a shared paper."""
    chair = actor_for(users["chair"])
    sides = {code: Organisation.objects.get(code=f"delegation-{code}") for code in ("pristina", "belgrade")}
    body = _body(chair, places, sides)
    for number, days in ((1, 60), (2, 300)):
        day = found.since + timedelta(days=days)
        session = _session(chair, body, number, day, sides)
        freeze_figures(chair, session)
    coming = timezone.localdate() + timedelta(days=24)
    following = actions.call_session(
        chair, body, number=3, day=coming, place="Demotown (invented)", openness="open"
    )
    for title in ("The list and its figures (invented)", "Sites to be assessed (invented)"):
        actions.add_to_agenda(chair, following, title=title)
    _exchange(users, places, sides, found)
    return body


def _body(chair: Actor, places: Mapping[str, Compartment], sides: Mapping[str, Organisation]) -> Body:
    icrc = Organisation.objects.get(code="icrc")
    body: Body = actions.found_body(
        chair,
        places["missing-list"],
        kind="mechanism",
        chair=icrc,
        names=NAMES,
        exchange=places["missing-exchange"].pk,
        purpose="Invented: to clarify what happened to every person on the list.",
        invented=True,
    )
    actions.seat_party(chair, body, organisation=icrc, role="chair")
    for code, side in sides.items():
        party = actions.seat_party(
            chair, body, organisation=side, role="delegation", papers=places[f"papers-{code}"].pk
        )
        actions.add_contact(
            chair,
            party,
            name="Demo Secretary (invented)",
            function="secretary",
            contact="secretary@invented.example",
        )
    actions.adopt_rules(
        chair,
        body,
        title="Rules of procedure (invented)",
        text="1. The chair is neutral.\n2. Both delegations are equal.\n3. Sessions are closed unless agreed.",
    )
    return body


def _session(chair: Actor, body: Body, number: int, day: Any, sides: Mapping[str, Organisation]) -> Any:
    session = actions.call_session(chair, body, number=number, day=day, place="Demotown (invented)")
    item = actions.add_to_agenda(
        chair, session, title="The list (invented)", note="Invented: read and agreed."
    )
    actions.add_to_agenda(chair, session, title="Requests between the sides (invented)")
    actions.record_decision(
        chair,
        session,
        text="Invented: records of cases under review may be shared with the parties.",
        item=item,
        allows_sharing=True,
    )
    for at, side in enumerate(sides.values()):
        task = actions.add_action_item(
            chair,
            session,
            organisation=side,
            text="Invented: search the archive for the cases of annex A.",
            due_on=day + timedelta(days=60),
        )
        if at == 0:
            actions.finish_action_item(
                chair, task, done_on=day + timedelta(days=40), outcome="Invented: two folders."
            )
    session = actions.write_minutes(chair, session, minutes=MINUTES)
    return actions.agree_minutes(chair, session, on=day + timedelta(days=14))


def _exchange(
    users: Mapping[str, User],
    places: Mapping[str, Compartment],
    sides: Mapping[str, Organisation],
    found: Made,
) -> None:
    delegates = {"pristina": actor_for(users["delegate"]), "belgrade": actor_for(users["delegate-2"])}
    due = timezone.localdate() + timedelta(days=30)
    open_cases = [case for case in found.cases if case.is_open]
    for at, (asker, asked) in enumerate((("pristina", "belgrade"), ("belgrade", "pristina")) * 2):
        case = open_cases[at]
        request = actions.make_request(
            delegates[asker],
            places["missing-exchange"],
            asked_by=sides[asker],
            asked_of=sides[asked],
            subject=f"{case.reference} (invented)",
            question="Invented: does your archive hold anything on this case?",
            due_on=due,
            about=case,
        )
        if at > 1:
            actions.answer_request(delegates[asked], request, answer="Invented: nothing was found so far.")
    for code, delegate in delegates.items():
        for title in ("Position before the third session (invented)", "Notes of the delegation (invented)"):
            paper = actions.write_paper(
                delegate,
                places[f"papers-{code}"],
                organisation=sides[code],
                title=title,
                text="Invented.",
                dated=timezone.localdate(),
            )
            if title.startswith("Position"):
                actions.share_paper(delegate, paper, compartment=places["missing-exchange"])
