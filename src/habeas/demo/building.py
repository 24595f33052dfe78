"""Building the demo: an empty database becomes a register with a year of invented work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from habeas.access.models import Compartment, Organisation, User
from habeas.core.actors import system_actor
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import folder_of
from habeas.demo import crises, mechanism, missing, people, places, told, visits, work
from habeas.demo.year import making

MARK = "INVENTED"
Tell = Callable[[str], None]


def mark() -> Path:
    """The file that says that a data folder holds invented work."""
    return Path(settings.DATA) / MARK


def is_built() -> bool:
    """True when this data folder holds a finished demo."""
    return mark().exists() and mark().read_text().strip() == "complete"


def part_written(number: int, wanted: int) -> None:
    """Say in the data folder how far the year is, for the pages that are served meanwhile."""
    if not is_built():
        mark().write_text(f"{number}/{wanted}\n")


def progress() -> tuple[int, int] | None:
    """How many parts of how many the year has while it is still being written."""
    number, slash, wanted = mark().read_text().strip().partition("/") if mark().exists() else ("", "", "")
    return (int(number), int(wanted)) if slash else None


def is_begun() -> bool:
    """True when the places, people and first work of a demo lie in this data folder already."""
    return mark().exists() and User.objects.exists()


def build(tell: Tell, *, compiled: Callable[[], Any] = lambda: None) -> None:
    """Load the pack and make places, people and the work that shows each step; the database must be empty.

    `compiled` is called before lists are linked: it waits for the machine code of linkage, if somebody makes it.
    """
    actor = system_actor("make invented work")
    tell("Loading the Kosovo pack …")
    load_pack(actor, None, folder=folder_of("kosovo"), progress=tell)
    tell("Inventing institutions, settlements, sites and teams …")
    institutions = places.make_institutions(actor, None)
    teams = places.make_coverage(actor)
    sites = places.make_sites(actor, None, institutions=institutions)
    tell("Making accounts, one for each role …")
    users = people.make_accounts(actor)
    compartments = people.make_compartments(actor, users)
    tell("Inventing work at every step of the chain …")
    work.make_work(actor, users, compartments, sites, teams, institutions, tell)
    work.make_persons(actor, users, compartments)
    visits.make_programme(users, compartments["prevention"], sites)
    partner = institutions["demo-legal-aid"]
    visits.make_submissions(users, compartments["osce-rights"], partner, sites)
    tell("Inventing incidents, interviews and what followed where nothing happened …")
    told.make_told(users, compartments, sites, institutions, actor)
    tell("Inventing six lists of missing persons …")
    compiled()
    found = missing.make_missing(actor, users, compartments, tell)
    tell("Inventing sessions between the delegations …")
    mechanism.make_mechanism(actor, users, compartments, found)


def build_year(tell: Tell, *, scale: float = 1.0) -> int:
    """Write what is missing of so many years, each chunk in a transaction of its own; returns how many rows."""
    users = {user.username: user for user in User.objects.filter(invented=True)}
    homes = Compartment.objects.visible_to(system_actor("make invented work"))
    compartments = {home.code: home for home in homes.filter(code__in=people.COMPARTMENTS)}
    institutions = {one.code: one for one in Organisation.objects.filter(code__in=places.INSTITUTIONS)}
    rows = making.make_year(users, compartments, institutions, tell, scale=scale, written=part_written)
    work.leave_in_clearance(users, compartments["osce-rights"])
    crises.make_crises(users, compartments["osce-rights"])
    return rows
