"""What is read of the mandate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from habeas.access.models import Organisation
from habeas.mandate.choices import OPEN_STATES, Relation, SourceLevel
from habeas.mandate.models import (
    Article,
    CombinedPopulation,
    CycleStage,
    Delegation,
    Figure,
    Instrument,
    PopulationFigure,
    ProcessRule,
    Programme,
    Session,
    Source,
    SourceChange,
    Task,
    TaskSource,
)

OBJECTIVE = "current objective"


def valid_on(day: date) -> Q:
    """The condition that a dated row is valid on a day."""
    began = Q(valid_from=None) | Q(valid_from__lte=day)
    return began & (Q(valid_to=None) | Q(valid_to__gte=day))


def sources() -> QuerySet[Source]:
    """The register of sources with how many tasks cite each."""
    return Source.objects.current().annotate(task_count=Count("citations__task", distinct=True))


def events() -> QuerySet[Source]:
    """Dated events that changed how the mandate is carried out."""
    return Source.objects.current().filter(level=SourceLevel.EVENT)


def turning_points() -> QuerySet[Source]:
    """Events, and documents that changed tasks or other documents: what a timeline of the mandate shows."""
    changing = Q(citations__relation__in=[Relation.CHANGE, Relation.TRANSFER]) | ~Q(what_changed="")
    return (
        Source.objects.current()
        .exclude(level=SourceLevel.INSTRUMENT)
        .filter(Q(level=SourceLevel.EVENT) | changing)
        .distinct()
        .order_by("dated_earliest", "code")
    )


def current_objective() -> Source | None:
    """The source of the objective that heads current reporting."""
    return Source.objects.current().filter(state_now=OBJECTIVE).order_by("-dated_earliest").first()


def acts() -> QuerySet[Source]:
    """The documents and events by which a task may change, the newest first."""
    rows = Source.objects.current().exclude(level=SourceLevel.INSTRUMENT)
    return rows.order_by("-dated_earliest", "code")


def partners() -> QuerySet[Organisation]:
    """The organisations to which a task may be delegated."""
    return Organisation.objects.current().order_by("code")


def tasks() -> QuerySet[Task]:
    """The tasks in the order of the register."""
    return Task.objects.current()


def changes_kept(task: Any) -> QuerySet[TaskSource]:
    """The changes of a task that were entered with the state they bring, in the order in which they take effect."""
    return TaskSource.objects.current().filter(task=task).exclude(state="").order_by("day", "created_at")


def state_on(task: Task, day: date) -> str:
    """The state of a task on a day, as the changes that were entered say; its own where none was."""
    changes = list(changes_kept(task))
    begun = [one for one in changes if one.day and one.day <= day]
    if begun:
        return str(begun[-1].state)
    return str(changes[0].state_before) if changes else str(task.state)


def could_be_cited(task: Task, day: date) -> bool:
    """Whether the state that a task had, has or will have on a day lets work cite it."""
    changes = list(changes_kept(task))
    begun = [one for one in changes if one.day and one.day <= day]
    if begun:
        return begun[-1].state in OPEN_STATES
    return bool(changes[0].citable_before if changes else task.citable)


def tasks_on(day: date) -> QuerySet[Task]:
    """The tasks with `state_then` and `citable_then`, the state that each has on a day; see `state_on`."""
    return _as_of(Task.objects.current(), day)


def _as_of(rows: QuerySet[Task], day: date) -> QuerySet[Task]:
    changes = changes_kept(OuterRef("pk"))
    begun = changes.filter(day__lte=day).order_by("-day", "-created_at")
    to_come = changes.filter(day__gt=day)
    open_now = Case(When(state__in=OPEN_STATES, then=True), default=False, output_field=BooleanField())
    citable = Coalesce(
        Subquery(begun.annotate(open_now=open_now).values("open_now")[:1]),
        Subquery(to_come.values("citable_before")[:1]),
        F("citable"),
        output_field=BooleanField(),
    )
    state = Coalesce(
        Subquery(begun.values("state")[:1]), Subquery(to_come.values("state_before")[:1]), F("state")
    )
    return rows.annotate(state_then=state, citable_then=citable)


def citable_tasks(day: date, *, civil_only: bool = True) -> QuerySet[Task]:
    """The tasks that work of a day may cite; those of the security component only where asked for."""
    rows: Any = tasks_on(day).filter(valid_on(day))
    rows = rows.filter(citable_then=True)
    return rows.exclude(component__icontains="security") if civil_only else rows


def default_task(purpose: str) -> Task | None:
    """The task on which work of a kind usually rests: `default_task("monitoring")`."""
    return Task.objects.current().filter(default_for=purpose).order_by("position").first()


def citations_of(task: Task) -> QuerySet[TaskSource]:
    """What a task rests on, regards, and what changed it."""
    return TaskSource.objects.current().filter(task=task).select_related("source")


def tasks_of(source: Source) -> QuerySet[TaskSource]:
    """The tasks that cite a source."""
    return (
        TaskSource.objects.current().filter(source=source).select_related("task").order_by("task__position")
    )


def changes_of(source: Source) -> QuerySet[SourceChange]:
    """The documents that changed a source."""
    return SourceChange.objects.current().filter(earlier=source).select_related("later")


def programmes() -> QuerySet[Programme]:
    """The programmes."""
    return Programme.objects.current()


def instruments() -> QuerySet[Instrument]:
    """The instruments with the number of their articles."""
    return Instrument.objects.current().annotate(article_count=Count("articles"))


def articles(instrument: Instrument | None = None) -> QuerySet[Article]:
    """The articles of one instrument, or of all."""
    rows = Article.objects.current().select_related("instrument")
    return rows if instrument is None else rows.filter(instrument=instrument)


def cycles() -> QuerySet[CycleStage]:
    """The dated stages of mechanisms."""
    return CycleStage.objects.current()


def sessions() -> QuerySet[Session]:
    """The sessions."""
    return Session.objects.current()


def figures() -> QuerySet[Figure]:
    """The published figures."""
    return Figure.objects.current()


def open_cases() -> QuerySet[Figure]:
    """How many persons were still missing, as published, in the order of days; doubtful figures left out."""
    rows = Figure.objects.current().filter(topic="missing", indicator="open cases")
    return rows.exclude(confidence="low").order_by("as_of", "code")


def population_by_year(kind: str) -> list[tuple[int, int]]:
    """The total of one kind of people located in the area, year by year."""
    rows: Any = PopulationFigure.objects.current().filter(kind=kind).values("year")
    return [(row["year"], row["sum"]) for row in rows.annotate(sum=Sum("total")).order_by("year")]


def combined_series() -> QuerySet[CombinedPopulation]:
    """The series of the wider area."""
    return CombinedPopulation.objects.current()


def population() -> QuerySet[PopulationFigure]:
    """UNHCR's figures located in the area."""
    return PopulationFigure.objects.current()


def population_kinds(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The kinds of people of these codes that the series has, with the source's label."""
    rows = PopulationFigure.objects.current().filter(kind__in=list(codes))
    return list(rows.order_by("kind").values_list("kind", "kind_label").distinct())


def process_rules() -> QuerySet[ProcessRule]:
    """The rules of the field."""
    return ProcessRule.objects.current()


def delegations_of(task: Task) -> QuerySet[Delegation]:
    """The partners that carry out a task, and when."""
    return Delegation.objects.filter(task=task).select_related("organisation")


def instrument_of(source: Source) -> Instrument | None:
    """The instrument that a source of the register stands for."""
    return Instrument.objects.filter(source=source).first()


def all_sources() -> QuerySet[Source]:
    """Every source, retired ones included."""
    return Source.objects.all()


def all_tasks() -> QuerySet[Task]:
    """Every task as it stands today, retired ones included."""
    return _as_of(Task.objects.all(), timezone.localdate())


def all_instruments() -> QuerySet[Instrument]:
    """Every instrument, retired ones included."""
    return Instrument.objects.all()
