"""Six invented lists of invented missing persons, consolidated, with cases, sites, families and a review queue.

Names are put together from invented family names, places are invented villages inside real municipalities: nobody
here ever lived, and no case stands at the site of a known crime.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from habeas.access.actors import actor_for
from habeas.access.models import Compartment, User
from habeas.core.actors import Actor
from habeas.core.dates import UncertainDate
from habeas.core.i18n.script import to_cyrillic
from habeas.demo.work import set_dates
from habeas.missing import actions
from habeas.missing.actions import RowTold
from habeas.missing.models import Case, Entry, Source
from habeas.missing.queries.cases import identifications
from habeas.places.models import Municipality

PERSONS, REVIEWED_LATER, SEED = 90, 16, 1998
MEETINGS = 9
FAMILIES = (
    ("Shpikuri", "Špikuri"), ("Trillaj", "Trilaj"), ("Sajuari", "Sajuari"), ("Demoviq", "Demović"),
    ("Izmishleniq", "Izmišljenić"), ("Nepostojiq", "Nepostojić"), ("Xhademi", "Džademi"), ("Qademi", "Ćademi"),
    ("Fiktivi", "Fiktivi"), ("Demopersoni", "Demopersoni"), ("Gjademi", "Đademi"), ("Askushi", "Askuši"),
)  # fmt: skip
MEN = (
    ("Agim", "Agim"), ("Xhevdet", "Dževdet"), ("Ilir", "Ilir"), ("Goran", "Goran"), ("Zharko", "Žarko"),
    ("Mirsad", "Mirsad"), ("Hysni", "Hisni"), ("Dragan", "Dragan"), ("Fatos", "Fatos"), ("Bekim", "Bekim"),
)  # fmt: skip
WOMEN = (
    ("Gjyle", "Đulje"),
    ("Milica", "Milica"),
    ("Shpresa", "Špresa"),
    ("Zana", "Zana"),
    ("Elvana", "Elvana"),
)
VILLAGES = (
    ("Demofshat", "Demoselo"),
    ("Demovend", "Demomesto"),
    ("Demokodër", "Demobrdo"),
    ("Demolug", "Demopolje"),
)
DEMO_OWNERS = "Invented: nobody keeps this list"


@dataclass(frozen=True)
class Invented:
    """One invented person as they were, before any list spelt them."""

    number: int
    family: tuple[str, str]
    given: tuple[str, str]
    father: tuple[str, str]
    sex: str
    born: date
    seen: date
    village: tuple[str, str]
    municipality: Municipality


@dataclass(frozen=True)
class ListKept:
    """One invented list: how it spells, how much it knows, whom it reaches."""

    code: str
    name: str
    language: str
    spell: Callable[[tuple[str, str]], str]
    reach: float
    father: float
    exact: float


def _albanian(pair: tuple[str, str]) -> str:
    return pair[0]


def _latin(pair: tuple[str, str]) -> str:
    return pair[1]


def _cyrillic(pair: tuple[str, str]) -> str:
    return to_cyrillic(pair[1])


def _capitals(pair: tuple[str, str]) -> str:
    return pair[0].upper().replace("Ë", "E").replace("Ç", "C")


LISTS = (
    ListKept("CHAIR", "Invented list of the chair", "mul", _albanian, 0.85, 0.9, 0.9),
    ListKept("LIST-P", "Invented list of the Pristina side", "sq", _albanian, 0.6, 0.8, 0.7),
    ListKept("LIST-B", "Invented list of the Belgrade side", "sr", _cyrillic, 0.55, 0.8, 0.7),
    ListKept("FAM-SQ", "Invented list of an association, in Albanian", "sq", _albanian, 0.4, 0.7, 0.6),
    ListKept("FAM-SR", "Invented list of an association, in Serbian", "sr", _latin, 0.4, 0.7, 0.6),
    ListKept("NGO", "Invented list of an organisation, in capitals", "sq", _capitals, 0.35, 0.4, 0.4),
)


@dataclass
class Made:
    """What the sessions of the mechanism build on."""

    cases: list[Case]
    since: date


def make_missing(
    system: Actor, users: Mapping[str, User], places: Mapping[str, Compartment], tell: Callable[[str], None]
) -> Made:
    """Receive the lists, consolidate them, leave some entries for the review queue, and work on the cases."""
    chance = random.Random(SEED)  # noqa: S311 invented work, the same each time
    analyst, second = actor_for(users["missing"]), actor_for(users["missing-2"])
    people = _invent(chance)
    entries = _receive(analyst, places["missing-register"], people, chance)
    since = timezone.localdate() - timedelta(days=420)
    cases = _consolidate(analyst, places["missing-list"], people, entries, since, chance)
    tell(f"  {sum(map(len, entries.values()))} entries of six lists, {len(cases)} consolidated persons")
    found = actions.find_matches(analyst, places["missing-register"])
    tell(f"  {found} suggested matches wait for review")
    _work_on_cases(analyst, second, places, cases, since)
    _make_sites(analyst, places, cases)
    _make_centre(system, analyst, places["missing-register"])
    _take_questions(analyst, places["missing-register"])
    return Made(cases, since)


def _invent(chance: random.Random) -> list[Invented]:
    municipalities = list(Municipality.objects.order_by("code"))
    found: list[Invented] = []
    for number in range(PERSONS):
        woman = chance.random() < 0.2
        one = Invented(
            number=number,
            family=chance.choice(FAMILIES),
            given=chance.choice(WOMEN if woman else MEN),
            father=chance.choice(MEN),
            sex="F" if woman else "M",
            born=date(1925, 1, 1) + timedelta(days=chance.randrange(22000)),
            seen=date(1998, 3, 1) + timedelta(days=chance.randrange(830)),
            village=chance.choice(VILLAGES),
            municipality=municipalities[min(int(chance.expovariate(0.12)), len(municipalities) - 1)],
        )
        if number % 9 == 8:  # a brother who was last seen on the same day
            before = found[-1]
            one = replace(
                before,
                number=number,
                given=chance.choice(MEN),
                sex="M",
                born=before.born + timedelta(days=900),
            )
        found.append(one)
    found[0] = replace(found[0], seen=date(1997, 11, 3))  # out of the mechanism's scope
    return found


def _told(one: Invented, kept: ListKept, chance: random.Random) -> RowTold:
    exact = chance.random() < kept.exact
    born = (
        UncertainDate.day(one.born)
        if exact
        else UncertainDate.year(one.born.year + chance.choice((0, 0, 0, 1)))
    )
    seen = UncertainDate.day(one.seen) if exact else UncertainDate.month(one.seen.year, one.seen.month)
    father = kept.spell(one.father) if chance.random() < kept.father else ""
    family = kept.spell(one.family)
    if chance.random() < 0.06:
        family = family[:-2] + family[-1]  # a letter was lost
    values: dict[str, Any] = {
        "family_name": family,
        "given_name": kept.spell(one.given),
        "fathers_name": father,
        "sex": one.sex,
        "born": born,
        "disappeared": seen,
        "municipality": one.municipality,
        "place": kept.spell(one.village),
    }
    raw = {name: str(value) for name, value in values.items()}
    return RowTold(key=f"{kept.code}-{one.number + 1:03d}", raw={"INVENTED": "yes", **raw}, **values)


def _receive(
    analyst: Actor, place: Compartment, people: list[Invented], chance: random.Random
) -> dict[int, list[Entry]]:
    """The entries of each invented person, by number."""
    found: dict[int, list[Entry]] = {one.number: [] for one in people}
    for kept in LISTS:
        source = _source(analyst, place, kept)
        on_it = [one for one in people if chance.random() < kept.reach]
        edition = actions.open_edition(analyst, source, label="first, invented", dated=date(2003, 1, 1))
        entries = actions.receive_rows(
            analyst, edition, rows=[_told(one, kept, chance) for one in on_it]
        ).entries
        actions.complete_edition(analyst, edition)
        for one, entry in zip(on_it, entries, strict=True):
            found[one.number].append(entry)
    _second_edition(analyst, found, people, chance)
    return found


def _source(analyst: Actor, place: Compartment, kept: ListKept) -> Source:
    source: Source = actions.register_source(
        analyst,
        place,
        code=kept.code,
        name=kept.name,
        owner=DEMO_OWNERS,
        language=kept.language,
        licence="invented, free to use",
        legal_basis="invented",
        invented=True,
    )
    return source


def _second_edition(
    analyst: Actor, found: Mapping[int, list[Entry]], people: list[Invented], chance: random.Random
) -> None:
    """A new edition of the last list: one entry changed, one withdrawn."""
    kept = LISTS[-1]
    held = [(one, entry) for one in people for entry in found[one.number] if entry.source.code == kept.code]
    edition = actions.open_edition(
        analyst, held[0][1].source, label="second, invented", dated=date(2005, 1, 1)
    )
    rows = [RowTold(key=entry.key, raw=_raw_again(entry), **_values(entry)) for _one, entry in held[:-1]]
    changed = replace(
        rows[0], raw={**rows[0].raw, "remark": "seen by a neighbour"}, remark="seen by a neighbour"
    )
    actions.receive_rows(analyst, edition, rows=[changed, *rows[1:]])
    actions.complete_edition(analyst, edition)


def _raw_again(entry: Entry) -> dict[str, str]:
    told: dict[str, str] = json.loads(entry.versions.get().raw)
    return told


def _values(entry: Entry) -> dict[str, Any]:
    names = "family_name given_name fathers_name sex born disappeared municipality place"
    return {name: getattr(entry, name) for name in names.split()}


def _consolidate(
    analyst: Actor,
    place: Compartment,
    people: list[Invented],
    entries: Mapping[int, list[Entry]],
    since: date,
    chance: random.Random,
) -> list[Case]:
    """A person of each group of entries; some entries stand alone and wait for a reviewer."""
    cases, alone = [], []
    for at, one in enumerate(people):
        mine = list(entries[one.number])
        if len(mine) > 2 and len(alone) < REVIEWED_LATER:
            alone.append(mine.pop(chance.randrange(1, len(mine))))
        if not mine:
            continue
        opened = since - timedelta(days=30) if at % 7 else since + timedelta(days=100 + at)
        person = actions.register_person(analyst, place, entry=mine[0], opened_on=opened)
        for entry in mine[1:]:
            actions.attach_entry(analyst, person, entry=entry)
        cases.append(person.case)
    actions.register_persons(analyst, place, entries=alone, opened_on=timezone.localdate())
    return cases


def _work_on_cases(
    analyst: Actor, second: Actor, places: Mapping[str, Compartment], cases: list[Case], since: date
) -> None:
    listed = [case for case in cases if case.scope == "in"]
    for case in listed[: len(listed) // 2]:
        actions.take_up(analyst, case, on=case.opened_on + timedelta(days=5))
    day = since + timedelta(days=120)
    for case in listed[:3]:
        actions.found_alive(analyst, case, on=day, reason="Invented: met by a team.")
    for at, case in enumerate(listed[3:12]):
        _identify(analyst, second, case, day + timedelta(days=9 * at), hand_over=at < 6, number=at)
    wrong = identifications(analyst).get(case=listed[3])
    actions.withdraw_identification(
        analyst, wrong, on=day + timedelta(days=200), why="Invented: two sets were mixed."
    )
    for case in listed[12:15]:
        actions.record_declaration(analyst, case, court="Demo court (invented)", on=date(2004, 2, 2))
    for case in listed[12:30]:
        actions.record_action(analyst, case, kind="ARCH", on=day, text="Invented: an archive was searched.")
    for case in listed[12:18]:
        actions.record_family_contact(
            analyst,
            places["missing-register"],
            case=case,
            name="Demo Relative (invented)",
            contact="000 000 (invented)",
            relation="sister",
            language="sq",
            consent_level="1",
        )


def _identify(analyst: Actor, second: Actor, case: Case, day: date, *, hand_over: bool, number: int) -> None:
    made = actions.record_identification(
        analyst,
        case,
        remains=f"DEMO-{max(number, 1):02d}",
        method="dna",
        laboratory="Demo laboratory (invented)",
        report=f"DEMO-{number:03d}",
        reported_on=day,
    )
    actions.sign_identification(analyst, made, capacity="forensic anthropologist (invented)", on=day)
    actions.sign_identification(second, made, capacity="geneticist (invented)", on=day)
    if hand_over:
        made.refresh_from_db()
        actions.hand_over(
            analyst, made, on=day + timedelta(days=6), place="Demofshat / Demoselo (invented)", to="family"
        )
    case.refresh_from_db()


def _make_sites(analyst: Actor, places: Mapping[str, Compartment], cases: list[Case]) -> None:
    day = timezone.localdate() - timedelta(days=90)
    open_cases = [case for case in cases if case.is_open]
    for at, municipality in enumerate(Municipality.objects.order_by("code")[4:9]):
        site = actions.register_site(
            analyst,
            places["missing-register"],
            name=f"Demo site {at + 1} (invented)",
            municipality=municipality,
            description="Invented. No such place exists.",
            invented=True,
        )
        actions.record_position(
            analyst, places["missing-sites"], site=site, position="42.0, 21.0", precision="invented"
        )
        actions.record_information(
            analyst,
            places["missing-register"],
            case=open_cases[at],
            site=site,
            text="Invented: somebody spoke of disturbed soil.",
            received_on=day,
            reliability="3",
            verification="ALLEG",
        )
        if at:
            actions.record_step(
                analyst, site, kind="assessment", on=day, text="Invented: the team walked the slope."
            )
        if at > 1:
            actions.record_step(
                analyst, site, kind="radar", on=day, text="Invented: anomalies at two metres."
            )
        if at > 2:
            state = "ruled_out" if at == 3 else "excavated"
            text = "Invented: nothing was found." if at == 3 else "Invented: remains were recovered."
            actions.record_result(
                analyst, site, state=state, on=day, text=text, remains_found=0 if at == 3 else 2
            )


def _make_centre(system: Actor, analyst: Actor, place: Compartment) -> None:
    today = timezone.localdate()
    for at, (community, people) in enumerate((("ALB", 34), ("SRB", 21), ("ROM", 7), ("BOS", 3))):
        association = actions.register_association(
            analyst,
            place,
            name=f"Demo association of families {at + 1} (invented)",
            community=community,
            since=date(2017, 3, 1),
            co_chairs=at < 2,
            invented=True,
        )
        for meeting in range(MEETINGS):
            on = today - timedelta(days=40 * meeting + 10)
            more = meeting % 3
            attended = actions.record_participation(
                analyst,
                association,
                meeting="Meeting of the centre (invented)",
                on=on,
                people=people + more if people > 4 else people - more,
            )
            set_dates(system, attended, on=on)
        request = actions.record_support_request(
            analyst,
            association,
            subject="Transport to a commemoration (invented)",
            asked_on=today - timedelta(days=20),
        )
        if at % 2:
            actions.answer_support_request(
                analyst, request, state="agreed", answered_on=today, answer="Invented: two vans."
            )


def _take_questions(analyst: Actor, place: Compartment) -> None:
    for channel, language in (("portal", "sq"), ("paper", "sr"), ("phone", "en")):
        actions.receive_question(
            analyst,
            place,
            question="Invented: is there any news of my brother?",
            about="Demo person (invented)",
            asker="Demo relative (invented)",
            contact="000 000 (invented)",
            channel=channel,
            language=language,
            consent_level="1",
        )
