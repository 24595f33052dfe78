"""Roles, organisations, units and staffing from a pack: loading again changes nothing, a broken row is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from habeas.access.choices import CAPABILITIES, CompartmentKind
from habeas.access.models import Organisation, OrganisationName, Role, StaffingPeriod, Unit, UnitName
from habeas.access.rules import loads_packs
from habeas.core.actions import action, current
from habeas.core.actors import VERBS, Actor
from habeas.core.errors import Invalid

Row = Mapping[str, str]
LABELS = ("label_en", "label_sq", "label_sr")
NAMES = ("name_en", "name_sq", "name_sr")


@dataclass
class Loaded:
    """What a load did."""

    created: int = 0
    changed: int = 0
    same: int = 0

    def count(self, what: str) -> None:
        setattr(self, what, getattr(self, what) + 1)

    def __str__(self) -> str:
        return f"{self.created} new, {self.changed} changed, {self.same} as before"


@action("pack.load_roles", rule=loads_packs)
def load_roles(actor: Actor, target: None = None, *, rows: Iterable[Row]) -> Loaded:
    """Load the roles of a pack."""
    return _load(rows, Role, _role)


def _role(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {name: row[name] for name in LABELS}
    values["verbs"] = _words(row, "verbs", VERBS)
    values["capabilities"] = _words(row, "capabilities", CAPABILITIES)
    values["reaches"] = _words(row, "reaches", CompartmentKind.values)
    values["bars_case_data"] = _yes(row, "bars_case_data")
    if values["bars_case_data"] and values["verbs"]:
        raise Invalid(_("A role that bars case data carries no verbs, but it has: {verbs}.").format(**values))
    return values


@action("pack.load_organisations", rule=loads_packs)
def load_organisations(
    actor: Actor, target: None = None, *, rows: Iterable[Row], names: Iterable[Row] = ()
) -> Loaded:
    """Load organisations, then what ties them together, then their other names."""
    rows = list(rows)
    done = _load(rows, Organisation, _organisation)
    ties = {"parent": Organisation, "host": Organisation, "successor": Organisation}
    _load(rows, Organisation, lambda row: _ties(row, ties))
    _load_names(names, OrganisationName, "organisation", Organisation)
    return done


def _organisation(row: Row) -> dict[str, Any]:
    plain = (
        "kind",
        "side",
        "level",
        "short_name",
        "legal_basis",
        "what_changed",
        "source",
        "confidence",
        *NAMES,
    )
    values: dict[str, Any] = {name: row[name] for name in plain}
    values.update({name: _day(row, name) for name in ("valid_from", "valid_to", "established")})
    return {**values, "invented": _yes(row, "invented")}


@action("pack.load_units", rule=loads_packs)
def load_units(
    actor: Actor, target: None = None, *, rows: Iterable[Row], names: Iterable[Row] = ()
) -> Loaded:
    """Load units, then what ties them together, then their other names."""
    rows = list(rows)
    done = _load(rows, Unit, _unit)
    _load(rows, Unit, lambda row: _ties(row, {"parent": Unit, "successor": Unit}))
    _load_names(names, UnitName, "unit", Unit)
    return done


def _unit(row: Row) -> dict[str, Any]:
    plain = ("kind", "side", "area", "what_changed", "source", "confidence", *NAMES)
    values: dict[str, Any] = {name: row[name] for name in plain}
    values.update({name: _day(row, name) for name in ("valid_from", "valid_to")})
    values.update({name: _yes(row, name) for name in ("is_approver", "invented")})
    return {**values, "organisation": _named(Organisation, row, "organisation")}


@action("pack.load_staffing", rule=loads_packs)
def load_staffing(actor: Actor, target: None = None, *, rows: Iterable[Row]) -> Loaded:
    """Load what sources state about staff and configuration in each period."""
    return _load(rows, StaffingPeriod, _staffing)


def _staffing(row: Row) -> dict[str, Any]:
    plain = ("configuration_en", "configuration_sq", "configuration_sr", "source", "confidence")
    values: dict[str, Any] = {name: row[name] for name in plain}
    values.update({name: _day(row, name) for name in ("valid_from", "valid_to")})
    values.update({name: _number(row, name) for name in ("international", "national", "total")})
    values["organisation"] = _named(Organisation, row, "organisation")
    values["unit"] = _named(Unit, row, "unit") if row["unit"] else None
    return values


def _ties(row: Row, ties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _named(model, row, name) if row[name] else None for name, model in ties.items()}


def _load(rows: Iterable[Row], model: Any, read: Callable[[Row], dict[str, Any]]) -> Loaded:
    """Create or change one row a code; an error names the line, the code and the value."""
    done = Loaded()
    known = {found.code: found for found in model.objects.all()}
    for line, row in enumerate(rows, start=2):
        code = row.get("code", "")
        try:
            done.count(_upsert(model, known.get(code), {"code": code, **read(row)}))
        except KeyError as absent:
            raise Invalid(
                _("Line {line}: the column {name} is missing.").format(line=line, name=absent)
            ) from None
        except Invalid as wrong:
            raise Invalid(
                _("Line {line} ({code}): {message}").format(line=line, code=code, message=wrong.message),
                remedy=wrong.remedy,
            ) from None
    current().say(loaded=str(done))
    return done


def _upsert(model: Any, found: Any, values: dict[str, Any]) -> str:
    row = found or model(**values)
    if found is not None:
        if all(getattr(found, name) == value for name, value in values.items()):
            return "same"
        for name, value in values.items():
            setattr(found, name, value)
    try:
        row.clean_fields()
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise Invalid(
            _("{field} “{value}”: {reason}").format(field=field, value=values.get(field), reason=messages[0])
        ) from None
    row.save()
    return "changed" if found is not None else "created"


def _load_names(names: Iterable[Row], model: Any, owner: str, owners: type[models.Model]) -> None:
    for row in names:
        body = _named(owners, row, "code")
        values = {
            **{name: row[name] for name in ("language", "kind", "text")},
            **{name: _day(row, name) for name in ("valid_from", "valid_to")},
        }
        model.objects.get_or_create(**{owner: body}, **values)


def _named(model: Any, row: Row, name: str) -> Any:
    found = model.objects.filter(code=row[name]).first()
    if found is None:
        raise Invalid(
            _("{name} “{code}” is not known.").format(name=name, code=row[name]),
            remedy=_("Add it to the pack, or correct the code."),
        )
    return found


def _words(row: Row, name: str, allowed: Iterable[str]) -> str:
    words = row[name].split()
    unknown = [word for word in words if word not in allowed]
    if unknown:
        raise Invalid(
            _("{name} “{word}” is not known.").format(name=name, word=unknown[0]),
            remedy=_("Use some of: {allowed}.").format(allowed=", ".join(sorted(allowed))),
        )
    return " ".join(words)


def _day(row: Row, name: str) -> date | None:
    text = row[name].strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(
            _("{name} “{text}” is no day.").format(name=name, text=text),
            remedy=_("Write it as 1999-06-10."),
        ) from None


def _number(row: Row, name: str) -> int | None:
    text = row[name].strip()
    if text and not text.isdigit():
        raise Invalid(_("{name} “{text}” is no number.").format(name=name, text=text))
    return int(text) if text else None


def _yes(row: Row, name: str) -> bool:
    text = row[name].strip().lower()
    if text not in {"", "no", "yes"}:
        raise Invalid(_("{name} “{text}” is neither yes nor no.").format(name=name, text=text))
    return text == "yes"
