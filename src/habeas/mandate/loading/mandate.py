"""Documents, events, tasks and programmes of a pack, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from habeas.core.dates import UncertainDate
from habeas.core.packs.loaders import loader
from habeas.core.packs.manifest import Pack
from habeas.core.packs.models import pack_id
from habeas.core.packs.problems import BadCell
from habeas.core.packs.sync import Load
from habeas.core.packs.tables import Line
from habeas.mandate.choices import (
    OPEN_STATES,
    Confidence,
    MandateFunction,
    Relation,
    SourceLevel,
    TaskState,
)
from habeas.mandate.models import Programme, Source, SourceChange, Task, TaskSource
from habeas.mandate.symbols import Symbol, looks_like_symbol, parse_symbol

Values = dict[str, Any]
MANDATE, DETAILS = "mandate.csv", "task_details.csv"
COLUMNS = (
    *("id", "source_document", "document_date", "paragraph", "level", "component", "lead_actor", "task"),
    *("valid_from", "valid_to", "state_now", "citable", "changed_by", "what_changed"),
    *("confidence", "source_note"),
)
DETAIL_COLUMNS = ("id", "end_condition", "hands_over_to", "basis", "regard", "function", "default_for")
LEVELS = {level: level for level in ("document", "event", "task", "programme")}
YES_NO = {"yes": True, "no": False}
CONFIDENCE = {value: value for value in Confidence.values}
FUNCTIONS = {value: value for value in ("", *MandateFunction.values)}


@dataclass
class Mandate:
    """What the tables tell, by model."""

    sources: list[Values] = field(default_factory=list)
    tasks: list[Values] = field(default_factory=list)
    programmes: list[Values] = field(default_factory=list)
    task_sources: dict[tuple[str, str, str], Values] = field(default_factory=dict)
    source_changes: list[Values] = field(default_factory=list)

    def cite(self, task: str, source: str, relation: Relation, **facts: Any) -> None:
        """A task rests on, regards or was changed by a source."""
        self.task_sources[task, source, relation] = {
            "task_id": pack_id(Task, task),
            "source_id": pack_id(Source, source),
            "relation": relation.value,
            "day": facts.get("day"),
            "what": facts.get("what", ""),
        }


def dated(name: str, value: UncertainDate | None) -> Values:
    """The three columns of an uncertain date."""
    return {
        f"{name}_earliest": value.earliest if value else None,
        f"{name}_latest": value.latest if value else None,
        f"{name}_precision": value.precision if value else "",
    }


def symbol_in(line: Line, column: str) -> Symbol | None:
    """The symbol of a document; a wrong one is refused, a title without symbol is none."""
    text = line.text(column)
    found = parse_symbol(text)
    if found is None and looks_like_symbol(text) and " para " not in text:
        raise BadCell(
            column,
            _("This is no document symbol."),
            _("Write it as S/RES/1244 (1999) or A/HRC/30/38/Add.1."),
        )
    return found


@loader("mandate", files=(MANDATE,))
def mandate(pack: Pack) -> Mandate:
    """Read the register: documents and events first, then what rests on them."""
    table = pack.table(MANDATE, COLUMNS)
    days = {line.text("id"): line.text("document_date") for line in table.lines}
    found = Mandate()

    def read(line: Line) -> None:
        level = line.one_of("level", LEVELS)
        {"task": _read_task, "programme": _read_programme}.get(level, _read_source)(line, found, days)

    table.each(read, key=("id",))
    _read_details(pack, found)
    return found


def _read_source(line: Line, found: Mandate, days: Mapping[str, str]) -> None:
    symbol = symbol_in(line, "source_document")
    code = line.need("id", 20)
    found.sources.append(
        {
            "code": code,
            "level": line.one_of("level", LEVELS),
            "title": line.need("source_document", 200),
            "symbol": symbol.text if symbol else "",
            "link": symbol.link if symbol else "",
            **dated("dated", line.uncertain("document_date")),
            **_of_source(line),
        }
    )
    for later in line.codes("changed_by", days, MANDATE):
        pair = {"earlier_id": pack_id(Source, code), "later_id": pack_id(Source, later)}
        found.source_changes.append(pair)


def _of_source(line: Line) -> Values:
    return {
        "component": line.text("component", 60),
        "lead_actor": line.text("lead_actor", 100),
        "content": line.need("task"),
        "state_now": line.text("state_now", 100),
        "what_changed": line.text("what_changed"),
        "confidence": line.one_of("confidence", CONFIDENCE),
        "note": line.text("source_note"),
    }


def state_of(line: Line) -> TaskState:
    """The state that a sentence like “largely transferred” or “completed; support only” means."""
    told = line.need("state_now", 100).lower()
    for state in TaskState:
        if told.startswith(state.value):
            return state
    for state in (TaskState.TRANSFERRED, TaskState.COMPLETED, TaskState.HANDED_OVER):
        if state.value in told:
            return state
    words = ", ".join(TaskState.values)
    raise BadCell(
        "state_now",
        _("This names no state of a task."),
        _("Begin with one of: %(words)s.") % {"words": words},
    )


def _common(line: Line) -> Values:
    state, citable = state_of(line), line.one_of("citable", YES_NO)
    if citable and state not in OPEN_STATES:
        raise BadCell(
            "citable",
            _("A task that is %(state)s cannot be cited.") % {"state": state.value},
            _("Write “no” or correct the state."),
        )
    begin, end = line.day("valid_from"), line.day("valid_to")
    if begin and end and end < begin:
        raise BadCell("valid_to", _("It ends before it begins."), _("Correct one of the two days."))
    return {
        "code": line.need("id", 20),
        "source_text": line.need("source_document", 200),
        "component": line.need("component", 60),
        "lead_actor": line.text("lead_actor", 100),
        "text": line.need("task"),
        "state": state.value,
        "state_now": line.text("state_now", 100),
        "citable": citable,
        "confidence": line.one_of("confidence", CONFIDENCE),
        "source_note": line.text("source_note"),
        "valid_from": begin,
        "valid_to": end,
    }


def _read_programme(line: Line, found: Mandate, days: Mapping[str, str]) -> None:
    found.programmes.append({**_common(line), "area": line.text("paragraph", 20)})


def _read_task(line: Line, found: Mandate, days: Mapping[str, str]) -> None:
    symbol_in(line, "source_document")
    task = {
        **_common(line),
        "document_date": line.day("document_date"),
        "paragraph": line.text("paragraph", 20),
        "what_changed": line.text("what_changed"),
        "position": len(found.tasks) + 1,
    }
    found.tasks.append(task)
    for later in line.codes("changed_by", days, MANDATE):
        day = date.fromisoformat(days[later]) if days[later] else None
        relation = Relation.TRANSFER if task["state"] == TaskState.TRANSFERRED else Relation.CHANGE
        found.cite(task["code"], later, relation, day=day, what=task["what_changed"])


def _read_details(pack: Pack, found: Mandate) -> None:
    blank = {"end_condition": "", "hands_over_to": "", "function": "", "default_for": ""}
    for task in found.tasks:
        task.update(blank)
    if not pack.has(DETAILS):
        return
    tasks = {task["code"]: task for task in found.tasks}
    sources = {source["code"] for source in found.sources}

    def read(line: Line) -> None:
        line.need("id")
        code = line.known("id", tasks, MANDATE)
        tasks[code].update(
            end_condition=line.text("end_condition", 200),
            hands_over_to=line.text("hands_over_to", 60),
            function=line.one_of("function", FUNCTIONS),
            default_for=line.text("default_for", 40),
        )
        for column, relation in (("basis", Relation.BASIS), ("regard", Relation.REGARD)):
            for source in line.codes(column, sources, MANDATE):
                found.cite(code, source, relation)

    pack.table(DETAILS, DETAIL_COLUMNS).each(read, key=("id",))


@mandate.stores
def store(found: Mandate, load: Load) -> None:
    """Sources, then what cites them."""
    not_instruments = ~Q(level=SourceLevel.INSTRUMENT)
    load.sync(Source, found.sources, key=("code",), among=not_instruments)
    load.sync(SourceChange, found.source_changes, key=("earlier_id", "later_id"))
    load.sync(Task, found.tasks, key=("code",))
    load.sync(Programme, found.programmes, key=("code",))
    citations = list(found.task_sources.values())
    load.sync(TaskSource, citations, key=("task_id", "source_id", "relation"))
