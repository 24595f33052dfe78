"""Cycles, sessions, figures, population series and rules of a pack."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from habeas.core.dates import UncertainDate
from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.problems import BadCell
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line
from habeas.mandate.loading.mandate import CONFIDENCE, dated
from habeas.mandate.models import (
    CombinedPopulation,
    CycleStage,
    Figure,
    PopulationFigure,
    ProcessRule,
    Session,
)

Values = dict[str, Any]
CYCLES, SESSIONS, FIGURES = "mechanism_cycles.csv", "working_group_sessions.csv", "facts.csv"
LOCATED, COMBINED = "unhcr_kosovo_located.csv", "unhcr_serbia_and_kosovo_combined.csv"
RULES = "process_rules.csv"
COMBINED_KINDS = (
    *("refugees", "asylum_seekers", "returned_refugees"),
    *("idps", "returned_idps", "stateless", "ooc"),
)


def told(line: Line, column: str) -> UncertainDate:
    """A day, month or year that must stand there."""
    line.need(column)
    value = line.uncertain(column)
    assert value is not None
    return value


@loader("cycles", files=(CYCLES,), after=("terms",))
def cycles(pack: Pack) -> list[Values]:
    """Read the dated stages of mechanisms."""
    columns = ("mechanism", "cycle", "stage", "date", "detail", "source")
    return pack.table(CYCLES, columns).each(_stage, key=("mechanism", "stage", "date"))


def _stage(line: Line) -> Values:
    return {
        "mechanism": line.need("mechanism", 20),
        "cycle": line.whole("cycle"),
        "stage": line.need("stage", 10),
        "told_date": line.need("date", 10),
        **dated("happened", told(line, "date")),
        "detail": line.text("detail", 200),
        "source": line.need("source", 300),
    }


@cycles.stores
def store_cycles(rows: list[Values], load: Load) -> None:
    """Stages by mechanism, stage and date."""
    load.sync(CycleStage, rows, key=("mechanism", "stage", "told_date"))


@loader("sessions", files=(SESSIONS,))
def sessions(pack: Pack) -> list[Values]:
    """Read the sessions."""
    columns = ("session_no", "date", "place", "kind", "source_url", "note", "confidence")
    return pack.table(SESSIONS, columns).each(_session, key=("date",))


def _session(line: Line) -> Values:
    return {
        "number": line.whole("session_no"),
        "told_date": line.need("date", 10),
        **dated("held", told(line, "date")),
        "place": line.text("place", 60),
        "kind": line.need("kind", 60),
        "note": line.text("note", 300),
        "source_url": line.need("source_url", 300),
        "confidence": line.one_of("confidence", CONFIDENCE),
    }


@sessions.stores
def store_sessions(rows: list[Values], load: Load) -> None:
    """Sessions by date."""
    load.sync(Session, rows, key=("told_date",))


@loader("figures", files=(FIGURES,))
def figures(pack: Pack) -> list[Values]:
    """Read the published figures."""
    columns = (
        *("id", "topic", "as_of", "indicator", "value", "unit"),
        *("source_publisher", "source_url", "confidence", "note"),
    )
    return pack.table(FIGURES, columns).each(_figure, key=("id",))


def _figure(line: Line) -> Values:
    line.need("as_of")
    return {
        "code": line.need("id", 10),
        "topic": line.need("topic", 40),
        "as_of": line.day("as_of"),
        "indicator": line.need("indicator", 100),
        "value": line.count("value"),
        "unit": line.need("unit", 20),
        "publisher": line.need("source_publisher", 100),
        "source_url": line.text("source_url", 300),
        "confidence": line.one_of("confidence", CONFIDENCE),
        "note": line.text("note", 300),
    }


@figures.stores
def store_figures(rows: list[Values], load: Load) -> None:
    """Figures by code."""
    load.sync(Figure, rows, key=("code",))


@loader("population", files=(LOCATED,))
def population(pack: Pack) -> list[Values]:
    """Read the figures located in the area; women and men never exceed the total."""
    columns = (
        *("year", "location_label_in_source", "pop_type", "pop_type_label", "origin_label_in_source"),
        *("accommodation_codes", "female", "male", "total", "note"),
    )
    return pack.table(LOCATED, columns).each(_population, key=(*columns[:3], columns[4], columns[5]))


def _population(line: Line) -> Values:
    values: Values = {
        "year": line.count("year"),
        "location": line.need("location_label_in_source", 60),
        "kind": line.need("pop_type", 5),
        "kind_label": line.need("pop_type_label", 60),
        "origin": line.need("origin_label_in_source", 60),
        "accommodation": line.text("accommodation_codes", 5),
        "female": line.count("female"),
        "male": line.count("male"),
        "total": line.count("total"),
        "note": line.text("note", 100),
    }
    if values["female"] + values["male"] > values["total"]:
        raise BadCell("total", _("Women and men together are more."), _("Correct one of the three numbers."))
    return values


@population.stores
def store_population(rows: list[Values], load: Load) -> None:
    """Figures by year, location, kind, origin and accommodation."""
    load.sync(PopulationFigure, rows, key=("year", "location", "kind", "origin", "accommodation"))


@loader("combined_population", files=(COMBINED,))
def combined_population(pack: Pack) -> list[Values]:
    """Read the series of the wider area."""
    columns = ("year", *COMBINED_KINDS)
    return pack.table(COMBINED, columns).each(
        lambda line: {name: line.count(name) for name in columns}, key=("year",)
    )


@combined_population.stores
def store_combined(rows: list[Values], load: Load) -> None:
    """Years."""
    load.sync(CombinedPopulation, rows, key=("year",))


@loader("process_rules", files=(RULES,))
def process_rules(pack: Pack) -> list[Values]:
    """Read the rules of the field."""
    columns = ("id", "rule", "software_requirement", "source")
    return pack.table(RULES, columns).each(_rule, key=("id",))


def _rule(line: Line) -> Values:
    return {
        "code": line.need("id", 10),
        "title": line.need("rule", 100),
        "requirement": line.need("software_requirement"),
        "source": line.need("source", 150),
    }


@process_rules.stores
def store_rules(rows: list[Values], load: Load) -> None:
    """Rules by code."""
    load.sync(ProcessRule, rows, key=("code",))
