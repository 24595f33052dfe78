"""The files of a pack that access reads: roles, organisations, units, their other names, staffing."""

from __future__ import annotations

import csv
from pathlib import Path

from django.utils.translation import gettext as _

from habeas.access.actions import loading
from habeas.access.actions.loading import Loaded
from habeas.core.actors import Actor
from habeas.core.errors import Invalid


def load_roles(actor: Actor, path: Path) -> Loaded:
    """Load `roles.csv`."""
    done: Loaded = loading.load_roles(actor, None, rows=read(path))
    return done


def load_organisations(actor: Actor, path: Path) -> Loaded:
    """Load `organisations.csv` and, beside it, `organisation_names.csv`."""
    names = path.with_name("organisation_names.csv")
    done: Loaded = loading.load_organisations(
        actor, None, rows=read(path), names=read(names) if names.exists() else []
    )
    return done


def load_units(actor: Actor, path: Path) -> Loaded:
    """Load `units.csv` and, beside it, `unit_names.csv`."""
    names = path.with_name("unit_names.csv")
    done: Loaded = loading.load_units(
        actor, None, rows=read(path), names=read(names) if names.exists() else []
    )
    return done


def load_staffing(actor: Actor, path: Path) -> Loaded:
    """Load `staffing.csv`."""
    done: Loaded = loading.load_staffing(actor, None, rows=read(path))
    return done


def load_access(actor: Actor, folder: Path) -> dict[str, Loaded]:
    """Everything of access in a pack's folder, in the order in which it builds on itself."""
    return {
        "roles": load_roles(actor, folder / "roles.csv"),
        "organisations": load_organisations(actor, folder / "organisations.csv"),
        "units": load_units(actor, folder / "units.csv"),
        "staffing": load_staffing(actor, folder / "staffing.csv"),
    }


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; raises Invalid naming the file when it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as broken:
        raise Invalid(
            _("{file} cannot be read: {reason}").format(file=path, reason=broken),
            remedy=_("Put the file of the pack back, or save it as UTF-8."),
        ) from None
