"""The demo's accounts, one for each role, and the compartments they work in."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from django.contrib.auth.hashers import get_hasher

from habeas.access.actions.accounts import create_user
from habeas.access.actions.appointments import appoint
from habeas.access.actions.compartments import create_compartment, grant
from habeas.access.models import Compartment, Organisation, Role, Unit, User
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.rules import is_system

PASSWORD = "invented work only"  # noqa: S105 printed at every start of a demo, whose data are invented

LIGHTLY = {"time_cost": 1, "memory_cost": 1024}
"""Passes and KiB of Argon2id for a password that everybody knows."""


@dataclass(frozen=True)
class Account:
    """One invented colleague: user name, full name, role, unit, and what is granted where."""

    username: str
    full_name: str
    role: str
    unit: str
    grants: tuple[tuple[str, str], ...] = ()
    language: str = "en"


COMPARTMENTS = {
    "osce-rights": ("osce-mik", "Human rights and communities", "Të drejtat e njeriut dhe komunitetet",
                    "Људска права и заједнице", "director"),
    "un-rights": ("unmik", "Human rights section", "Seksioni për të drejtat e njeriut", "Одсек за људска права",
                  "officer"),
    "prevention": ("ombudsperson", "Preventive mechanism", "Mekanizmi parandalues", "Превентивни механизам",
                   "inspector-head"),
    "legal-aid": ("demo-legal-aid", "Legal aid", "Ndihma juridike", "Правна помоћ", "partner-head"),
    "missing-list": ("icrc", "The mechanism: list and sessions", "Mekanizmi: lista dhe seancat",
                     "Механизам: списак и седнице", "chair"),
    "missing-exchange": ("icrc", "The mechanism: exchange between the sides", "Mekanizmi: shkëmbimi mes palëve",
                         "Механизам: размена између страна", "chair"),
    "missing-register": ("unmik", "Missing persons: working files", "Personat e zhdukur: dosjet e punës",
                         "Нестала лица: радни предмети", "officer"),
    "missing-sites": ("unmik", "Missing persons: where sites lie", "Personat e zhdukur: ku janë vendet",
                      "Нестала лица: где су места", "officer"),
    "papers-pristina": ("delegation-pristina", "Papers of the Pristina delegation",
                        "Dokumentet e delegacionit të Prishtinës", "Документи делегације Приштине", "pristina-head"),
    "papers-belgrade": ("delegation-belgrade", "Papers of the Belgrade delegation",
                        "Dokumentet e delegacionit të Beogradit", "Документи делегације Београда", "belgrade-head"),
}  # fmt: skip
ALL = "read work clear identify share export own"
MECHANISM = (("missing-list", "read"), ("missing-exchange", "read work"))
MISSING = (
    ("un-rights", "read work identify"), ("missing-list", "read work export"), ("missing-exchange", "read work"),
    ("missing-register", "read work identify share export"), ("missing-sites", "read work identify"),
)  # fmt: skip
ACCOUNTS = (
    Account("director", "Dea Demodirector", "director", "osce-mik-hrc", (("osce-rights", ALL),)),
    Account("monitor", "Mira Demomonitor", "field_monitor", "osce-ft-pe-1", (("osce-rights", "read work identify"),)),
    Account("monitor-sq", "Mal Demomonitori", "field_monitor", "osce-ft-pz-1",
            (("osce-rights", "read work identify"),), "sq"),
    Account("monitor-sr", "Мара Демомонитор", "field_monitor", "osce-ft-mi-1",
            (("osce-rights", "read work identify"),), "sr"),
    Account("monitor-gl", "Gona Demomonitor", "field_monitor", "osce-ft-gl-1",
            (("osce-rights", "read work identify"),), "sq"),
    Account("monitor-pr", "Petra Demomonitor", "field_monitor", "osce-ft-pr-1",
            (("osce-rights", "read work identify"),)),
    Account("analyst", "Ana Demoanalyst", "analyst", "osce-mik-hrc",
            (("osce-rights", "read work identify share export"),)),
    Account("legal", "Leo Demoadviser", "legal_adviser", "osce-mik-hrc", (("osce-rights", "read work clear export"),)),
    Account("officer", "Olu Demoofficer", "compartment_owner", "unmik-hrs", (("un-rights", ALL),)),
    Account("inspector-head", "Ines Demohead", "compartment_owner", "ombudsperson-npm", (("prevention", ALL),)),
    Account("inspector", "Ilir Demoinspector", "npm_inspector", "ombudsperson-npm",
            (("prevention", "read work identify"),)),
    Account("partner-head", "Pera Demohead", "compartment_owner", "", (("legal-aid", ALL),)),
    Account("caseworker", "Kora Democaseworker", "caseworker", "",
            (("legal-aid", "read work identify share"), ("osce-rights", "work"))),
    Account("missing", "Mio Demoanalyst", "missing_analyst", "unmik-hrs", MISSING),
    Account("missing-2", "Ema Demoanalyst", "missing_analyst", "unmik-hrs", MISSING),
    Account("chair", "Nea Demochair", "neutral_chair", "icrc-chair"),
    Account("delegate", "Dan Demodelegate", "delegation_member", "delegation-pristina-members",
            (*MECHANISM, ("papers-pristina", "read work"))),
    Account("delegate-2", "Dora Demodelegate", "delegation_member", "delegation-belgrade-members",
            (*MECHANISM, ("papers-belgrade", "read work")), "sr"),
    Account("pristina-head", "Pia Demohead", "compartment_owner", "delegation-pristina-members"),
    Account("belgrade-head", "Bora Demohead", "compartment_owner", "delegation-belgrade-members"),
    Account("information", "Ida Demoinformation", "public_information_officer", "unmik-public-information"),
    Account("security", "Sol Demoliaison", "security_liaison", "unmik-military-liaison"),
    Account("auditor", "Aude Demoauditor", "auditor", "osce-mik-audit"),
    Account("admin", "Ada Demoadmin", "administrator", "osce-mik-hom"),
)  # fmt: skip


def make_accounts(actor: Actor) -> dict[str, User]:
    """Accounts with their appointments."""
    made = {}
    roles = {role.code: role for role in Role.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.select_related("organisation")}
    partner = Organisation.objects.get(code="demo-legal-aid")
    for account in ACCOUNTS:
        user = create_user(
            actor,
            None,
            username=account.username,
            full_name=account.full_name,
            language=account.language,
            password=None if made else PASSWORD,
            invented=True,
        )
        unit = units.get(account.unit)
        appoint(
            actor,
            user,
            role=roles[account.role],
            organisation=unit.organisation if unit else partner,
            unit=unit,
        )
        made[account.username] = user
    share_password(actor, None, users=list(made.values()))
    return made


@action("demo.passwords", rule=is_system)
def share_password(actor: Actor, target: None = None, *, users: list[User]) -> None:
    """Give everybody the one password that is printed, hashed lightly: stretching it for each account takes 4 s.

    A hash belongs to its account alone, and the first sign-in stretches it as any other.
    """
    hasher = copy(get_hasher())
    for name in ("time_cost", "memory_cost"):
        if hasattr(hasher, name):
            setattr(hasher, name, LIGHTLY[name])
    for user in users[1:]:
        user.password = hasher.encode(user.bound(PASSWORD), hasher.salt())
        user.save(update_fields=["password"])
        current().note(user, "changed", ["password"])


def make_compartments(actor: Actor, users: dict[str, User]) -> dict[str, Compartment]:
    """Compartments with their owners, and the grants that the owners would give."""
    made = {}
    for code, (organisation, en, sq, sr, owner) in COMPARTMENTS.items():
        made[code] = create_compartment(
            actor,
            None,
            code=code,
            name_en=en,
            name_sq=sq,
            name_sr=sr,
            organisation=Organisation.objects.get(code=organisation),
            owner=users[owner],
        )
    for account in ACCOUNTS:
        for code, verbs in account.grants:
            if COMPARTMENTS[code][4] != account.username:
                grant(actor, made[code], user=users[account.username], verbs=verbs.split(), reason="Demo")
    return made
