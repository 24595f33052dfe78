"""Lists of the mandate register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.listing import Column, FilterForm, Table
from habeas.core.listing.tables import registered
from habeas.mandate import queries
from habeas.mandate.choices import InstrumentKind, MandateFunction, SourceLevel, TaskState
from habeas.mandate.models import (
    Article,
    CycleStage,
    Figure,
    Instrument,
    PopulationFigure,
    ProcessRule,
    Source,
    Task,
)

STATE_BADGES = {
    TaskState.ACTIVE: "ok",
    TaskState.AVAILABLE: "ok",
    TaskState.MODIFIED: "info",
    TaskState.DORMANT: "quiet",
    TaskState.COMPLETED: "quiet",
    TaskState.TRANSFERRED: "quiet",
    TaskState.HANDED_OVER: "quiet",
}


def any_of(choices: Any) -> list[tuple[str, Any]]:
    """Choices of a filter, with the empty one first."""
    return [("", _("any")), *choices]


def distinct(rows: Any, name: str) -> list[tuple[str, str]]:
    """The values that a column has, as choices."""
    found = rows.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
    return any_of((value, value) for value in found)


def yes_no(value: bool) -> Any:
    return _("yes") if value else _("no")


class SourceFilters(FilterForm):
    level = forms.ChoiceField(label=_("Level"), choices=any_of(SourceLevel.choices))
    treaty = forms.ChoiceField(
        label=_("Treaty"), choices=any_of([("yes", _("treaties")), ("no", _("others"))])
    )
    lookups = {"treaty": lambda rows, value: rows.filter(is_treaty=value == "yes")}


@registered
class Sources(Table):
    key = "mandate-sources"
    model = Source
    title = _("Mandate and normative sources")
    filters = SourceFilters
    default_sort = "dated_earliest"
    columns = (
        Column("title", _("Source"), sort="title"),
        Column("dated", _("Date"), lambda row: told(row.dated), sort="dated_earliest"),
        Column("level", _("Level"), lambda row: row.get_level_display(), sort="level"),
        Column("treaty", _("Treaty"), lambda row: yes_no(row.is_treaty), sort="is_treaty"),
        Column("component", _("Component"), sort="component"),
        Column("lead", _("Lead"), "lead_actor", sort="lead_actor"),
        Column("state", _("State today"), "state_now", sort="state_now"),
        Column("tasks", _("Tasks that cite it"), "task_count", sort="task_count", kind="number"),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
        Column("symbol", _("Symbol"), sort="symbol", kind="code", hidden=True),
        Column("link", _("Link"), hidden=True),
        Column("confidence", _("Confidence"), lambda row: row.get_confidence_display(), hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.sources()


def told(value: Any) -> str:
    """An uncertain date as it was told."""
    return str(value) if value else ""


class TaskFilters(FilterForm):
    component = forms.ChoiceField(label=_("Component"))
    state = forms.ChoiceField(label=_("State"), choices=any_of(TaskState.choices))
    citable = forms.ChoiceField(
        label=_("May be cited today"), choices=any_of([("yes", _("yes")), ("no", _("no"))])
    )
    function = forms.ChoiceField(label=_("Function of the mandate"), choices=any_of(MandateFunction.choices))
    lookups = {"citable": lambda rows, value: citable(rows, value), "state": "state_then"}

    def prepare(self, actor: Actor) -> None:
        self.fields["component"].choices = distinct(queries.tasks(), "component")  # type: ignore[attr-defined]


def citable(rows: Any, value: str) -> Any:
    """The tasks that work of today may cite, or the others."""
    today = queries.citable_tasks(timezone.localdate(), civil_only=False)
    return (
        rows.filter(pk__in=today.values("pk")) if value == "yes" else rows.exclude(pk__in=today.values("pk"))
    )


@registered
class Tasks(Table):
    key = "mandate-tasks"
    model = Task
    title = _("Tasks of the mandate")
    filters = TaskFilters
    default_sort = "position"
    columns = (
        Column("text", _("Task"), lambda row: row.text),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
        Column("paragraph", _("Paragraph"), sort="paragraph"),
        Column("component", _("Component"), sort="component"),
        Column("lead", _("Lead"), "lead_actor", sort="lead_actor"),
        Column(
            "state",
            _("State"),
            lambda row: TaskState(row.state_then).label,
            sort="state_then",
            badge=lambda row: STATE_BADGES[TaskState(row.state_then)],
        ),
        Column("citable", _("May be cited"), lambda row: yes_no(may_be_cited(row)), sort="citable_then"),
        Column("valid_from", _("Since"), sort="valid_from", kind="date", hidden=True),
        Column("valid_to", _("Until"), sort="valid_to", kind="date", hidden=True),
        Column("source", _("Source as cited"), "source_text", sort="source_text", hidden=True),
        Column("function", _("Function"), lambda row: row.get_function_display(), hidden=True),
        Column("ends", _("Lasts until"), "end_condition", hidden=True),
        Column("changed", _("What changed"), "what_changed", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.tasks_on(timezone.localdate())


def may_be_cited(row: Any) -> bool:
    """Whether work of today may cite a row of `queries.tasks_on`."""
    return bool(row.citable_then and row.valid_on(timezone.localdate()))


class InstrumentFilters(FilterForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=any_of(InstrumentKind.choices))
    system = forms.ChoiceField(label=_("System"))
    applied = forms.ChoiceField(
        label=_("Applied through"),
        choices=any_of([("by_domestic_law", _("domestic law")), ("by_agreement", _("an agreement"))]),
    )
    lookups = {"applied": lambda rows, name: rows.filter(**{name: True})}

    def prepare(self, actor: Actor) -> None:
        self.fields["system"].choices = distinct(queries.instruments(), "system")  # type: ignore[attr-defined]


@registered
class Instruments(Table):
    key = "instruments"
    model = Instrument
    title = _("Instruments")
    filters = InstrumentFilters
    default_sort = "position"
    columns = (
        Column("title", _("Instrument"), str, sort="title_en"),
        Column("code", _("Code"), sort="code", kind="code"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        Column("system", _("System"), sort="system"),
        Column("adopted", _("Adopted"), lambda row: told(row.adopted), sort="adopted_earliest"),
        Column("party", _("Party to the treaty"), lambda row: yes_no(row.party_to_treaty)),
        Column("law", _("Through domestic law"), lambda row: yes_no(row.by_domestic_law)),
        Column("agreement", _("Through an agreement"), lambda row: yes_no(row.by_agreement)),
        Column("articles", _("Articles"), "article_count", sort="article_count", kind="number"),
        Column("body", _("Monitoring body"), "monitoring_body", hidden=True),
        Column("application", _("How it applies"), hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.instruments()


class ArticleFilters(FilterForm):
    instrument = forms.ModelChoiceField(Instrument.objects.none(), label=_("Instrument"))
    theme = forms.ChoiceField(label=_("Theme"))

    def prepare(self, actor: Actor) -> None:
        self.fields["instrument"].queryset = queries.instruments()  # type: ignore[attr-defined]
        self.fields["theme"].choices = distinct(queries.articles(), "theme")  # type: ignore[attr-defined]


@registered
class Articles(Table):
    key = "articles"
    model = Article
    title = _("Articles")
    filters = ArticleFilters
    default_sort = "position"
    select = ("instrument",)
    columns = (
        Column("article", _("Article"), str),
        Column("instrument", _("Instrument"), sort="instrument__position"),
        Column("theme", _("Theme"), sort="theme"),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.articles()


class FigureFilters(FilterForm):
    topic = forms.ChoiceField(label=_("Topic"))
    indicator = forms.ChoiceField(label=_("Indicator"))

    def prepare(self, actor: Actor) -> None:
        for name in ("topic", "indicator"):
            self.fields[name].choices = distinct(queries.figures(), name)  # type: ignore[attr-defined]


@registered
class Figures(Table):
    key = "figures"
    model = Figure
    title = _("Published figures")
    subtitle = _("As their sources told them. Figures of different sources may differ.")
    filters = FigureFilters
    default_sort = "-as_of"
    searchable = False
    columns = (
        Column("indicator", _("Indicator"), sort="indicator"),
        Column("value", _("Value"), sort="value", kind="number"),
        Column("unit", _("Unit")),
        Column("as_of", _("As of"), sort="as_of", kind="date"),
        Column("publisher", _("Published by"), sort="publisher"),
        Column("topic", _("Topic"), sort="topic"),
        Column("confidence", _("Confidence"), lambda row: row.get_confidence_display(), sort="confidence"),
        Column("note", _("Note")),
        Column("source", _("Source"), "source_url", hidden=True),
        Column("code", _("Code"), sort="code", kind="code", hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.figures()

    def row_url(self, row: Figure) -> str:
        return row.source_url


class CycleFilters(FilterForm):
    mechanism = forms.ChoiceField(label=_("Mechanism"))

    def prepare(self, actor: Actor) -> None:
        self.fields["mechanism"].choices = distinct(queries.cycles(), "mechanism")  # type: ignore[attr-defined]


@registered
class Cycles(Table):
    key = "cycles"
    model = CycleStage
    title = _("Cycles of mechanisms")
    filters = CycleFilters
    default_sort = "-happened_earliest"
    searchable = False
    columns = (
        Column("stage", _("Stage"), "stage_label"),
        Column("mechanism", _("Mechanism"), "mechanism_label", sort="mechanism"),
        Column("cycle", _("Cycle"), sort="cycle", kind="number"),
        Column("happened", _("Date"), lambda row: told(row.happened), sort="happened_earliest"),
        Column("detail", _("Detail")),
        Column("source", _("Source"), hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.cycles()

    def row_url(self, row: CycleStage) -> str:
        return row.source if row.source.startswith("http") else ""


class PopulationFilters(FilterForm):
    kind = forms.ChoiceField(label=_("Kind"))
    year = forms.ChoiceField(label=_("Year"))

    def prepare(self, actor: Actor) -> None:
        rows = queries.population()
        self.fields["kind"].choices = distinct(rows, "kind")  # type: ignore[attr-defined]
        years = rows.order_by("-year").values_list("year", flat=True).distinct()
        self.fields["year"].choices = any_of((str(year), year) for year in years)  # type: ignore[attr-defined]


@registered
class Population(Table):
    key = "population"
    model = PopulationFigure
    title = _("People located in the area, by UNHCR")
    subtitle = _("Small cells are rounded by the source; names of places and origins are the source's.")
    filters = PopulationFilters
    default_sort = "-year"
    searchable = False
    columns = (
        Column("origin", _("Origin as the source calls it"), sort="origin"),
        Column("year", _("Year"), lambda row: str(row.year), sort="year"),
        Column("kind", _("Kind"), "kind_label", sort="kind"),
        Column("female", _("Women and girls"), sort="female", kind="number"),
        Column("male", _("Men and boys"), sort="male", kind="number"),
        Column("total", _("Total"), sort="total", kind="number"),
        Column("note", _("Note")),
        Column("location", _("Location as the source calls it"), hidden=True),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.population()


@registered
class ProcessRules(Table):
    key = "process-rules"
    model = ProcessRule
    title = _("Rules of the field")
    default_sort = "code"
    searchable = False
    columns = (
        Column("title", _("Rule"), sort="title"),
        Column("requirement", _("What the register does")),
        Column("source", _("Source")),
        Column("code", _("Code"), sort="code", kind="code"),
    )

    def rows(self, actor: Actor) -> Any:
        return queries.process_rules()
