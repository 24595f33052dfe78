"""Building the demo: an empty database becomes a register with a year of invented work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from habeas.core.actors import system_actor
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import folder_of
from habeas.demo import mechanism, missing, people, places, told, visits, work

MARK = "INVENTED"
Tell = Callable[[str], None]


def mark() -> Path:
    """The file that says that a data folder holds invented work."""
    return Path(settings.DATA) / MARK


def is_built() -> bool:
    """True when this data folder holds a finished demo."""
    return mark().exists() and mark().read_text().strip() == "complete"


def build(tell: Tell) -> None:
    """Load the pack and make places, people and work; the database must be empty."""
    actor = system_actor("make invented work")
    tell("Loading the Kosovo pack …")
    load_pack(actor, None, folder=folder_of("kosovo"), progress=tell)
    tell("Inventing institutions, settlements, sites and teams …")
    institutions = places.make_institutions(actor, None)
    teams = places.make_coverage(actor)
    sites = places.make_sites(actor, institutions)
    tell("Making accounts, one for each role …")
    users = people.make_accounts(actor)
    compartments = people.make_compartments(actor, users)
    tell("Inventing a year of work …")
    work.make_work(actor, users, compartments, sites, teams, institutions, tell)
    work.make_persons(actor, users, compartments)
    visits.make_programme(users, compartments["prevention"], sites)
    partner = institutions["demo-legal-aid"]
    visits.make_submissions(users, compartments["osce-rights"], partner, sites)
    tell("Inventing incidents, interviews and what followed where nothing happened …")
    told.make_told(users, compartments, sites, institutions, actor)
    tell("Inventing six lists of missing persons …")
    found = missing.make_missing(actor, users, compartments, tell)
    tell("Inventing sessions between the delegations …")
    mechanism.make_mechanism(actor, users, compartments, found)
