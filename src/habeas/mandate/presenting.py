"""How the mandate is laid out on its pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.listing import Column
from habeas.core.listing.inline import known, picture_panel, table_panel
from habeas.core.pages import link
from habeas.mandate import pictures, queries
from habeas.mandate.choices import SourceLevel, TaskState
from habeas.mandate.models import Instrument, Source, Task
from habeas.mandate.rules import can_change_task, citable_on
from habeas.mandate.tables import STATE_BADGES, told, yes_no

KINDS = ("IDP", "REF", "ASY", "STA")


def day(value: Any) -> str:
    """A day as the reader writes it; empty for none."""
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def label_of(model: Any, name: str) -> Any:
    """What a model calls one of its fields."""
    return model._meta.get_field(name).verbose_name


def register_page(request: HttpRequest) -> dict[str, Any]:
    """The head of the register: the objective, the tasks of the resolution along the years, what changed them."""
    objective = queries.current_objective()
    tasks, points = list(queries.tasks_on(timezone.localdate())), list(queries.turning_points())
    return {
        "title": _("Mandate"),
        "subtitle": objective.content if objective else "",
        "actions": [
            {"label": _("Tasks"), "url": reverse("mandate:tasks")},
            {"label": _("Sources"), "url": reverse("mandate:sources")},
            {"label": _("Instruments"), "url": reverse("mandate:instruments")},
            {"label": _("Rules of the field"), "url": reverse("mandate:rules")},
        ],
        "facts": [
            (_("current objective"), objective or ""),
            (_("tasks that may be cited today"), queries.citable_tasks(timezone.localdate()).count()),
            (_("usual basis of monitoring"), queries.default_task("monitoring") or ""),
        ],
        "panels": [
            picture_panel(
                _("Tasks and what changed them"),
                pictures.task_timeline(tasks, points),
                column="wide",
                icon="chart",
            ),
            _programmes_panel(),
        ],
        "timeline": [turning_point(source) for source in points],
    }


def _programmes_panel() -> dict[str, Any]:
    columns = (
        Column("text", _("Field of activity"), "text"),
        Column("lead", _("Lead"), "lead_actor"),
        Column("component", _("Component")),
    )
    return table_panel(_("Programmes"), columns, queries.programmes(), url=lambda row: "", icon="building")


def turning_point(source: Source) -> dict[str, Any]:
    """A source as an entry of a timeline."""
    return {
        "when": told(source.dated),
        "iso": source.dated.earliest.isoformat() if source.dated else "",
        "title": source.title,
        "text": source.what_changed or source.content,
        "url": source.get_absolute_url(),
        "kind": "warn" if source.is_event else "",
    }


def source_page(request: HttpRequest, source: Source) -> dict[str, Any]:
    """A source: what it says, which tasks rest on it, what carried it on."""
    columns = (
        Column("task", _("Task")),
        Column("relation", _("Relation"), lambda row: row.get_relation_display()),
        Column("what", _("What changed")),
    )
    panels = [
        table_panel(
            _("Tasks"),
            columns,
            queries.tasks_of(source),
            url=lambda row: row.task.get_absolute_url(),
            icon="check",
        )
    ]
    later = [turning_point(change.later) for change in queries.changes_of(source)]
    return {
        "title": source.title,
        "subtitle": source.content,
        "badges": _source_badges(source),
        "breadcrumbs": [
            {"label": _("Sources"), "url": reverse("mandate:sources")},
            {"label": source.code},
        ],
        "actions": _source_actions(source),
        "facts": _source_facts(source),
        "panels": panels if source.level != SourceLevel.INSTRUMENT else [],
        "timeline": later,
    }


def _source_badges(source: Source) -> list[dict[str, Any]]:
    treaty = _("treaty") if source.is_treaty else _("not a treaty")
    return [
        {"label": source.get_level_display(), "kind": "info"},
        {"label": treaty, "kind": "quiet"},
    ]


def _source_actions(source: Source) -> list[dict[str, Any]]:
    actions = [{"label": _("Open the document"), "url": source.link, "icon": "link"}] if source.link else []
    instrument = queries.instrument_of(source)
    if instrument is not None:
        actions.append({"label": _("Articles"), "url": instrument.get_absolute_url(), "icon": "book"})
    return actions


def _source_facts(source: Source) -> list[tuple[str, Any]]:
    return known(
        [
            (_("date"), told(source.dated)),
            (_("symbol"), source.symbol),
            (_("component"), source.component),
            (_("lead"), source.lead_actor),
            (_("state today"), source.state_now),
            (_("what it changed"), source.what_changed),
            (_("confidence"), source.get_confidence_display()),
            (_("where this is known from"), source.note),
        ]
    )


def task_page(request: HttpRequest, task: Task) -> dict[str, Any]:
    """A task: what it rests on, its course over time, who carries it out."""
    today = timezone.localdate()
    may, state = citable_on(task, today), TaskState(queries.state_on(task, today))
    cited = list(queries.citations_of(task))
    columns = (
        Column("source", _("Source")),
        Column("relation", _("Relation"), lambda row: row.get_relation_display()),
        Column("passes_to", _("Passes to")),
    )
    return {
        "title": task.text,
        "subtitle": f"{task.source_text} {task.paragraph}".strip(),
        "badges": [
            {"label": state.label, "kind": STATE_BADGES[state]},
            {
                "label": _("may be cited today") if may else _("may not be cited today"),
                "kind": "ok" if may else "warn",
            },
        ],
        "breadcrumbs": [{"label": _("Tasks"), "url": reverse("mandate:tasks")}, {"label": task.code}],
        "actions": _task_actions(request, task),
        "facts": _task_facts(task),
        "panels": [
            picture_panel(
                _("Over time"),
                pictures.task_timeline([task], list(queries.turning_points())),
                column="wide",
                icon="chart",
            ),
            table_panel(
                _("Sources"),
                columns,
                cited,
                url=lambda row: row.source.get_absolute_url(),
                icon="book",
            ),
            _delegations_panel(task),
        ],
        "timeline": [_change(row) for row in cited if row.day],
    }


def _task_actions(request: Any, task: Task) -> list[dict[str, Any]]:
    may: dict[str, Any] = {"actor": request.actor, "rule": can_change_task, "target": task}
    return [
        *link(_("Record a change"), reverse("mandate:task-change", args=[task.pk]), icon="edit", **may),
        *link(_("Delegate"), reverse("mandate:task-delegate", args=[task.pk]), icon="people", **may),
    ]


def _change(row: Any) -> dict[str, Any]:
    return {
        "when": day(row.day),
        "iso": row.day.isoformat(),
        "title": str(row.source),
        "text": row.what,
        "url": row.source.get_absolute_url(),
        "who": row.passes_to,
    }


def _delegations_panel(task: Task) -> dict[str, Any] | None:
    rows = list(queries.delegations_of(task))
    columns = (
        Column("organisation", _("Organisation")),
        Column("act", _("Agreement or decision")),
        Column("valid_from", _("Since"), kind="date"),
        Column("valid_to", _("Until"), kind="date"),
    )
    return table_panel(_("Delegated to"), columns, rows, url=lambda row: "", icon="people") if rows else None


def _state_today(task: Task) -> list[tuple[str, Any]]:
    """The state and what brought it: of the newest change that has taken effect, or as the pack tells it."""
    newest = queries.changes_kept(task).filter(day__lte=timezone.localdate()).last()
    state = newest.get_state_display() if newest else task.state_now
    return [(_("state today"), state), (_("what changed"), newest.what if newest else task.what_changed)]


def _task_facts(task: Task) -> list[tuple[str, Any]]:
    return known(
        [
            (_("code"), task.code),
            (_("component"), task.component),
            (_("lead"), ", ".join(task.actors)),
            (_("since"), day(task.valid_from)),
            (_("until"), day(task.valid_to)),
            (_("lasts until"), task.end_condition),
            (_("then passes to"), task.hands_over_to),
            *_state_today(task),
            (_("function of the mandate"), task.get_function_display()),
            (_("confidence"), task.get_confidence_display()),
            (_("where this is known from"), task.source_note),
        ]
    )


def instrument_page(request: HttpRequest, instrument: Instrument) -> dict[str, Any]:
    """An instrument with its articles; being party and applying it are told apart."""
    columns = (
        Column("number", _("Article")),
        Column("right", _("Right"), lambda row: row.marked_right),
        Column("theme", _("Theme")),
    )
    return {
        "title": str(instrument),
        "subtitle": instrument.code,
        "badges": [{"label": instrument.get_kind_display(), "kind": "info"}],
        "breadcrumbs": [
            {"label": _("Instruments"), "url": reverse("mandate:instruments")},
            {"label": instrument.code},
        ],
        "facts": [
            (_("system"), instrument.system),
            (_("adopted"), told(instrument.adopted)),
            (_("monitoring body"), instrument.monitoring_body),
            (_("party to the treaty"), yes_no(instrument.party_to_treaty)),
            (_("applied through domestic law"), yes_no(instrument.by_domestic_law)),
            (_("applied through an agreement"), yes_no(instrument.by_agreement)),
            (_("how it applies"), instrument.application),
        ],
        "panels": [
            table_panel(_("Articles"), columns, queries.articles(instrument), url=lambda row: "", icon="book")
        ],
    }


def figure_links() -> list[dict[str, Any]]:
    """From the published figures to what is told of them elsewhere."""
    return [
        {"label": _("Persons still missing"), "url": reverse("mandate:missing"), "icon": "chart"},
        {"label": _("Displaced people"), "url": reverse("mandate:displaced"), "icon": "chart"},
        {"label": _("Cycles of mechanisms"), "url": reverse("mandate:cycles"), "icon": "calendar"},
    ]


def figures_head(request: HttpRequest) -> dict[str, Any]:
    """The chart of persons still missing, and who told each figure."""
    figures = list(queries.open_cases())
    columns = (
        Column("as_of", _("As of"), kind="date"),
        Column("value", _("Open cases"), kind="number"),
        Column("publisher", _("Published by")),
        Column("note", _("Note")),
    )
    picture = pictures.open_cases_chart(figures)
    return {
        "title": _("Persons still missing"),
        "subtitle": _("Open cases as published since 2005"),
        "actions": [{"label": _("All published figures"), "url": reverse("mandate:figures")}],
        "panels": [
            picture_panel(_("Over time"), picture, column="wide", icon="chart"),
            table_panel(_("Figures"), columns, figures, url=lambda row: row.source_url, column="wide"),
            _sessions_panel(),
        ],
    }


def _sessions_panel() -> dict[str, Any]:
    columns = (
        Column("held", _("Date"), lambda row: told(row.held)),
        Column("number", _("Session"), kind="number"),
        Column("place", _("Place"), lambda row: _(row.place) if row.place else ""),
        Column("kind", _("Kind")),
        Column("note", _("Note")),
    )
    return table_panel(
        _("Sessions of the Working Group"),
        columns,
        queries.sessions(),
        url=lambda row: row.source_url,
        column="wide",
        icon="people",
    )


def combined_page(request: HttpRequest) -> dict[str, Any]:
    """UNHCR's two series apart: located in the area, and combined with a wider one."""
    located = {label: queries.population_by_year(kind) for kind, label in queries.population_kinds(KINDS)}
    names = ("refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc")
    rows = queries.combined_series()
    columns = (
        Column("year", _("Year"), lambda row: str(row.year)),
        *(Column(name, label_of(rows.model, name), kind="number") for name in names),
    )
    return {
        "title": _("Displaced people, by UNHCR"),
        "actions": [{"label": _("Figures by origin"), "url": reverse("mandate:population")}],
        "panels": [
            picture_panel(
                _("Located in the area"),
                pictures.population_chart(located, _("People located in the area")),
                column="wide",
                icon="chart",
            ),
            table_panel(
                _("Combined series “Serbia and Kosovo: S/RES/1244 (1999)”"),
                columns,
                rows,
                url=lambda row: "",
                column="wide",
                icon="table",
            ),
        ],
    }
