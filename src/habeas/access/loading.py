"""Roles, organisations, units, their other names and their staffing, from a pack."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from habeas.access.choices import CAPABILITIES, CompartmentKind, NameKind, OrganisationKind, Side, UnitKind
from habeas.access.models import Organisation, OrganisationName, Role, StaffingPeriod, Unit, UnitName
from habeas.core.actors import VERBS
from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import pack_id
from habeas.core.packs.problems import BadCell
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line

Values = dict[str, Any]
ROLES, ORGANISATIONS, UNITS, STAFFING = "roles.csv", "organisations.csv", "units.csv", "staffing.csv"
ORGANISATION_NAMES, UNIT_NAMES = "organisation_names.csv", "unit_names.csv"
YES = {"yes": True, "no": False, "": False}
BODY = (
    "code kind side parent successor name_en name_sq name_sr valid_from valid_to what_changed invented source "
    "confidence"
)
STAFF = "code organisation unit valid_from valid_to international national total configuration_en source"
NAME = ["code", "language", "kind", "text", "valid_from", "valid_to"]


@loader("roles", files=(ROLES,))
def roles(pack: Pack) -> list[Values]:
    """Read the roles; each names verbs, capabilities and kinds of compartments that exist."""
    columns = [
        "code",
        "label_en",
        "label_sq",
        "label_sr",
        "verbs",
        "capabilities",
        "reaches",
        "bars_case_data",
    ]
    return pack.table(ROLES, columns).each(_role, key=("code",))


def _role(line: Line) -> Values:
    values: Values = {"code": line.need("code", 40), "label_en": line.need("label_en", 100)}
    values |= {name: line.text(name, 100) for name in ("label_sq", "label_sr")}
    values["verbs"] = _words(line, "verbs", VERBS)
    values["capabilities"] = _words(line, "capabilities", CAPABILITIES)
    values["reaches"] = _words(line, "reaches", CompartmentKind.values)
    values["bars_case_data"] = line.one_of("bars_case_data", YES)
    if values["bars_case_data"] and values["verbs"]:
        why = _("A role that bars case data carries no verbs.")
        raise BadCell("verbs", why, _("Empty the cell, or write “no” under bars_case_data."))
    return values


def _words(line: Line, column: str, allowed: Collection[str]) -> str:
    words = line.text(column, 300).split()
    for word in words:
        if word not in allowed:
            why = _("“%(word)s” is not known here.") % {"word": word}
            raise BadCell(column, why, _("Use some of %(words)s.") % {"words": ", ".join(allowed)})
    return " ".join(words)


@roles.stores
def store_roles(rows: list[Values], load: Load) -> None:
    """Roles by code."""
    load.sync(Role, rows, key=("code",))


@loader("organisations", files=(ORGANISATIONS,))
def organisations(pack: Pack) -> tuple[list[Values], list[Values]]:
    """Read organisations and their other names; parents, hosts and successors stand in the same table."""
    columns = [*BODY.split(), "host", "short_name", "level", "legal_basis", "established"]
    table = pack.table(ORGANISATIONS, columns)
    codes = {line.text("code") for line in table.lines}
    rows = table.each(lambda line: _organisation(line, codes), key=("code",))
    return rows, _names(pack, ORGANISATION_NAMES, codes, Organisation, "organisation_id")


def _organisation(line: Line, codes: Collection[str]) -> Values:
    values = _body(line, OrganisationKind.values)
    values |= _ties(line, codes, Organisation, ORGANISATIONS, ("parent", "host", "successor"))
    values |= {name: line.text(name, 200) for name in ("legal_basis", "level", "short_name")}
    return {**values, "established": line.day("established")}


def _body(line: Line, kinds: Iterable[str]) -> Values:
    """What organisations and units have in common."""
    values: Values = {"code": line.need("code", 40), "name_en": line.need("name_en", 250)}
    values |= {name: line.text(name, 250) for name in ("name_sq", "name_sr", "source")}
    values["kind"] = line.one_of("kind", {kind: kind for kind in kinds})
    values["side"] = line.one_of("side", {side: side for side in Side.values})
    values["invented"] = line.one_of("invented", YES)
    values |= {"what_changed": line.text("what_changed", 300), "confidence": line.text("confidence", 10)}
    return values | _validity(line)


def _validity(line: Line) -> Values:
    first, last = line.day("valid_from"), line.day("valid_to")
    if first and last and first > last:
        why = _("The end lies before the beginning (%(day)s).") % {"day": first}
        raise BadCell("valid_to", why, _("Correct one of the two days."))
    return {"valid_from": first, "valid_to": last}


def _ties(line: Line, codes: Collection[str], model: Any, file: str, names: Iterable[str]) -> Values:
    found = {name: line.known(name, codes, file) for name in names}
    return {f"{name}_id": pack_id(model, code) if code else None for name, code in found.items()}


def _names(pack: Pack, file: str, codes: Collection[str], model: Any, owner: str) -> list[Values]:
    if not pack.has(file):
        return []

    def read(line: Line) -> Values:
        return {
            owner: pack_id(model, line.known("code", codes, file)),
            "language": line.need("language", 10),
            "kind": line.one_of("kind", {kind: kind for kind in NameKind.values}),
            "text": line.need("text", 250),
            **_validity(line),
        }

    return pack.table(file, NAME).each(read, key=("code", "language", "kind", "text"))


@organisations.stores
def store_organisations(rows: tuple[list[Values], list[Values]], load: Load) -> None:
    """Organisations by code, then their names."""
    load.sync(Organisation, rows[0], key=("code",))
    load.sync(OrganisationName, rows[1], key=("organisation_id", "language", "kind", "text"))


@loader("units", files=(UNITS,), after=("organisations",))
def units(pack: Pack) -> tuple[list[Values], list[Values]]:
    """Read units and their other names."""
    table = pack.table(UNITS, [*BODY.split(), "organisation", "is_approver", "area"])
    codes = {line.text("code") for line in table.lines}
    homes = {line.text("code") for line in pack.table(ORGANISATIONS, ["code"]).lines}
    rows = table.each(lambda line: _unit(line, codes, homes), key=("code",))
    return rows, _names(pack, UNIT_NAMES, codes, Unit, "unit_id")


def _unit(line: Line, codes: Collection[str], homes: Collection[str]) -> Values:
    line.need("organisation")
    values = _body(line, UnitKind.values) | _ties(line, codes, Unit, UNITS, ("parent", "successor"))
    values |= _ties(line, homes, Organisation, ORGANISATIONS, ("organisation",))
    return {**values, "is_approver": line.one_of("is_approver", YES), "area": line.text("area", 200)}


@units.stores
def store_units(rows: tuple[list[Values], list[Values]], load: Load) -> None:
    """Units by code, then their names."""
    load.sync(Unit, rows[0], key=("code",))
    load.sync(UnitName, rows[1], key=("unit_id", "language", "kind", "text"))


@loader("staffing", files=(STAFFING,), after=("units",))
def staffing(pack: Pack) -> list[Values]:
    """Read what sources state about staff and configuration; each row cites one."""
    homes = {line.text("code") for line in pack.table(ORGANISATIONS, ["code"]).lines}
    parts = {line.text("code") for line in pack.table(UNITS, ["code"]).lines}
    return pack.table(STAFFING, STAFF.split()).each(lambda line: _staffing(line, homes, parts), key=("code",))


def _staffing(line: Line, homes: Collection[str], parts: Collection[str]) -> Values:
    values: Values = {"code": line.need("code", 60), "source": line.need("source", 250)}
    values |= _ties(line, homes, Organisation, ORGANISATIONS, ("organisation",))
    values |= _ties(line, parts, Unit, UNITS, ("unit",)) | _validity(line)
    values |= {name: line.whole(name) for name in ("international", "national", "total")}
    values |= {
        f"configuration_{name}": line.text(f"configuration_{name}", 400) for name in ("en", "sq", "sr")
    }
    return {**values, "confidence": line.text("confidence", 10)}


@staffing.stores
def store_staffing(rows: list[Values], load: Load) -> None:
    """Staffing by code."""
    load.sync(StaffingPeriod, rows, key=("code",))
