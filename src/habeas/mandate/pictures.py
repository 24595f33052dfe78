"""Pictures of the mandate: tasks along the years with what changed them, and figures over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.marks import marks
from habeas.core.pictures import svg
from habeas.core.pictures.lines import Line, lines
from habeas.core.pictures.picture import COLOURS, SIZE, WIDE, LegendEntry, Picture, stamp, swatch
from habeas.core.pictures.svg import Svg, tag
from habeas.mandate.choices import OPEN_STATES, TaskState
from habeas.mandate.models import Figure, Source, Task

ROW, TOP, LEFT = 20.0, 78.0, 72.0
NUMBER_ROOM, NUMBER_STEP, STEPS = 14.0, 11.0, 5
ENDED = 3
STATE_COLOURS = {TaskState.ACTIVE: 0, TaskState.AVAILABLE: 0, TaskState.MODIFIED: 1}


@dataclass(frozen=True)
class Axis:
    """Days to places along the drawing."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """Where a day stands; days outside stand at the edge."""
        whole = max((self.last - self.first).days, 1)
        part = (day - self.first).days / whole
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)


def task_timeline(
    tasks: Sequence[Task], turning_points: Sequence[Source], today: date | None = None
) -> Picture:
    """A bar a task from its first day; numbered lines mark the events and documents that changed the mandate."""
    today = today or timezone.localdate()
    dated = [task for task in tasks if task.valid_from]
    first = _first_day(dated, today)
    points = [source for source in turning_points if source.dated_earliest and source.dated_earliest >= first]
    wide, narrow = (_drawn(dated, points, first, today, width) for width in (WIDE, 420.0))
    return Picture(
        title=_("Tasks of the mandate over time"),
        svg=wide[0],
        width=WIDE,
        height=wide[1],
        narrow=narrow[0],
        head=(_("day"), _("what changed the mandate")),
        rows=tuple((f"{at}. {_day(s.dated_earliest)}", _told(s)) for at, s in enumerate(points, 1)),
        legend=_legend(),
        notes=marks().notes,
    )


def _first_day(tasks: Sequence[Task], today: date) -> date:
    """The drawing begins half a year before the day on which most tasks were given; older bars start at its edge."""
    days = Counter(task.valid_from for task in tasks if task.valid_from)
    return days.most_common(1)[0][0] - timedelta(days=180) if days else today


def _told(source: Source) -> str:
    return f"{source.title}: {source.what_changed or source.content}"


def _day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT")


def _legend() -> tuple[LegendEntry, ...]:
    labels = ((0, _("active")), (1, _("modified")), (ENDED, _("transferred, completed or dormant")))
    return tuple(LegendEntry(label, swatch(f"s{at + 1}", COLOURS[at])) for at, label in labels)


def _drawn(
    tasks: Sequence[Task], points: Sequence[Source], first: date, today: date, width: float
) -> tuple[Svg, float]:
    height = TOP + ROW * len(tasks) + 24
    axis = Axis(first, today, LEFT, width - 10)
    body = svg.joined(
        [
            *(_year(axis, year, height) for year in _years(first, today)),
            *(_row(axis, task, at, today) for at, task in enumerate(tasks)),
            *_points(axis, points, height),
            stamp(marks().stamp, x=width - 8, y=11),
        ]
    )
    label = _("Tasks of the mandate over time")
    drawing = svg.canvas(body, width=width, height=height, label=label, class_="pic", has_links=True)
    return drawing, height


def _years(first: date, today: date) -> Iterable[int]:
    step = 5 if today.year - first.year > 12 else 1
    return range(first.year - first.year % step + step, today.year + 1, step)


def _year(axis: Axis, year: int, height: float) -> Svg:
    x = axis.place(date(year, 1, 1))
    return svg.group(
        tag("line", x1=x, x2=x, y1=TOP - 6, y2=height - 20, class_="grid", stroke="#d8d5cc"),
        tag("text", str(year), x=x, y=height - 6, font_size=SIZE - 1, text_anchor="middle", class_="soft"),
    )


def _row(axis: Axis, task: Task, at: int, today: date) -> Svg:
    y = TOP + ROW * at
    begin = task.valid_from or axis.first
    state = TaskState(getattr(task, "state_then", task.state))
    closed = state not in OPEN_STATES
    colour = ENDED if closed else STATE_COLOURS.get(state, 0)
    x, end = axis.place(begin), axis.place(task.valid_to or today)
    name = f"{task.code}: {task.text} ({state.label})"
    return svg.link(
        task.get_absolute_url(),
        tag("text", task.paragraph or task.code, x=0, y=y + ROW * 0.68, font_size=SIZE - 1, class_="soft"),
        tag(
            "rect",
            x=x,
            y=y + 3,
            width=max(end - x, 3.0),
            height=ROW - 7,
            rx=2,
            class_=f"s{colour + 1}",
            fill=COLOURS[colour],
            opacity=0.45 if closed else None,
        ),
        label=name,
    )


def _points(axis: Axis, points: Sequence[Source], height: float) -> list[Svg]:
    """Numbered lines; a number that would touch its neighbour stands one step higher."""
    taken = [-NUMBER_ROOM] * STEPS
    drawn = []
    for at, source in enumerate(points, 1):
        assert source.dated_earliest is not None
        x = axis.place(source.dated_earliest)
        step = next((level for level, last in enumerate(taken) if x - last >= NUMBER_ROOM), STEPS - 1)
        taken[step] = x
        drawn.append(_point(source, at, x, TOP - 8 - step * NUMBER_STEP, height))
    return drawn


def _point(source: Source, at: int, x: float, y: float, height: float) -> Svg:
    return svg.link(
        source.get_absolute_url(),
        tag(
            "line",
            x1=x,
            x2=x,
            y1=y + 2,
            y2=height - 20,
            class_="axis",
            stroke="#77746a",
            stroke_dasharray="2 3",
        ),
        tag("text", str(at), x=x, y=y, font_size=10.5, text_anchor="middle", class_="soft"),
        label=f"{at}. {_day(source.dated_earliest)} {_told(source)}",
    )


def open_cases_chart(figures: Sequence[Figure]) -> Picture:
    """How many persons were still missing, year by year: the last figure published for each year; gaps stay gaps."""
    last = {figure.as_of.year: figure for figure in figures}
    years = range(min(last), max(last) + 1) if last else range(0)
    values = tuple(float(last[year].value) if year in last else None for year in years)
    return lines(
        _("Persons still missing, as published"),
        [str(year) for year in years],
        [Line(_("open cases"), values)],
        head=_("last figure of the year"),
        marks=marks(_("Each figure is told by its source on its day; lists differ and may grow.")),
    )


def population_chart(series: dict[str, list[tuple[int, int]]], title: str) -> Picture:
    """Kinds of people located in the area over the years; a year without a figure leaves a gap."""
    years = sorted({year for rows in series.values() for year, _total in rows})
    told = {name: dict(rows) for name, rows in series.items()}
    axis = range(years[0], years[-1] + 1) if years else range(0)
    drawn = [
        Line(name, tuple(float(by_year[year]) if year in by_year else None for year in axis))
        for name, by_year in told.items()
    ]
    return lines(title, [str(year) for year in axis], drawn, head=_("year"), marks=marks())
