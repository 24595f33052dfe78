"""How the programme of a year and its published figures are laid out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.actors import Actor
from habeas.core.disclosure import LEAST
from habeas.core.listing import Column
from habeas.core.listing.inline import known, picture_panel, table_panel
from habeas.core.marks import marks
from habeas.core.pages import link
from habeas.core.pictures.bars import Stack, stacked_bars
from habeas.core.rules import can_clear
from habeas.core.terms import lookup
from habeas.monitoring import queries, rules
from habeas.monitoring.choices import FigureTable, ProgrammeState, Quarter, VisitState
from habeas.monitoring.models import Programme
from habeas.monitoring.tables import VISIT_BADGES, may_work


def programme_page(request: Any, programme: Programme) -> dict[str, Any]:
    """The context of a programme's page: the year by quarter, and coverage by kind of place."""
    actor = request.actor
    lines = list(queries.lines_of(actor, programme))
    made = queries.made_by_kind(actor, programme)
    adopted = programme.state == ProgrammeState.ADOPTED
    return {
        "title": str(programme),
        "badges": [{"label": programme.get_state_display(), "kind": "ok" if adopted else "quiet"}],
        "breadcrumbs": [
            {"label": _("Visit programmes"), "url": reverse("monitoring:programmes")},
            {"label": str(programme.year)},
        ],
        "actions": _actions(actor, programme),
        "facts": _facts(programme, lines, sum(made.values())),
        "panels": [
            *(_quarter_panel(lines, quarter) for quarter in Quarter),
            _coverage_panel(lines, made),
            _aims_panel(programme),
        ],
    }


def _actions(actor: Actor, programme: Programme) -> list[dict[str, Any]]:
    def to(name: str) -> str:
        return reverse(f"monitoring:{name}", args=[programme.pk])

    may: dict[str, Any] = {"actor": actor, "target": programme}
    return [
        *link(_("Add a visit"), to("line-add"), rule=rules.can_draft, icon="plus", primary=True, **may),
        *link(_("Adopt"), to("programme-adopt"), rule=can_clear & rules.can_draft, method="post", **may),
        *link(
            _("Publish the figures"),
            to("programme-publish"),
            rule=can_clear & rules.is_adopted,
            method="post",
            confirm=_("The figures will be open to every reader of the register. Publish them?"),
            **may,
        ),
    ]


def _facts(programme: Programme, lines: list[Any], made: int) -> list[tuple[Any, Any]]:
    done = sum(1 for line in lines if line.visit_id and line.visit.took_place)
    of = _("%(done)s of %(planned)s") % {"done": done, "planned": len(lines)}
    return known(
        [
            (_("visits of the programme made"), of),
            (_("visits made in all"), str(made)),
            (_("adopted on"), _day(programme.adopted_on)),
            (_("figures published on"), _day(programme.figures_on)),
        ]
    )


def _day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def _quarter_panel(lines: list[Any], quarter: Quarter) -> dict[str, Any]:
    rows = [line for line in lines if line.quarter == quarter]
    columns = (
        Column("place", _("place"), str),
        Column("type", _("type"), lambda line: line.get_detention_kind_display()),
        Column("kind", _("kind of visit"), lambda line: line.get_kind_display()),
        Column(
            "visit",
            _("visit"),
            lambda line: line.visit.get_state_display() if line.visit_id else _("not planned yet"),
            badge=lambda line: VISIT_BADGES[line.visit.state] if line.visit_id else "quiet",
        ),
    )
    return table_panel(
        quarter.label,
        columns,
        rows,
        url=_line_address,
        nothing=_("No visit in this quarter."),
        icon="calendar",
    )


def _line_address(line: Any) -> str:
    made = line.visit_id and line.visit.state != VisitState.CANCELLED
    return str(line.visit.get_absolute_url()) if made else reverse("monitoring:line", args=[line.pk])


def _coverage_panel(lines: list[Any], made: Counter[str]) -> dict[str, Any] | None:
    planned = Counter(line.detention_kind for line in lines)
    kinds = sorted(planned.keys() | made.keys(), key=lambda kind: -(planned[kind] + made[kind]))
    if not kinds:
        return None
    stacks = [_stack(kind, planned[kind], made[kind]) for kind in kinds]
    chart = stacked_bars(
        _("Visits made and still to make, by kind of place"),
        stacks,
        [_("made"), _("still to make")],
        head=_("kind of place"),
        marks=marks(),
    )
    return picture_panel(_("Coverage by kind of place"), chart, icon="chart", column="side")


def _stack(kind: str, planned: int, made: int) -> Stack:
    label = lookup.label("detention_place_type", kind) if kind else str(_("other"))
    return Stack(label, (float(made), float(max(0, planned - made))))


def _aims_panel(programme: Programme) -> dict[str, Any] | None:
    if not programme.aims:
        return None
    return {
        "title": _("Aims of the year"),
        "template": "monitoring/_note.html",
        "note": programme.aims,
        "column": "side",
    }


def programmes_page(actor: Actor) -> dict[str, Any]:
    """The context of the list of programmes."""
    columns = (
        Column("year", _("year"), str),
        Column("state", _("state"), lambda row: row.get_state_display()),
        Column("adopted_on", _("adopted on"), kind="date"),
        Column("figures_on", _("figures published on"), kind="date"),
    )
    add = link(_("Open a visit programme"), reverse("monitoring:programme-add"), primary=True, icon="plus")
    figures = link(_("Published figures"), reverse("monitoring:published"), icon="chart")
    nothing = _("No programme is known to you.")
    return {
        "title": _("Visit programmes"),
        "subtitle": _("What is planned to be visited in a year, and what was made of it."),
        "actions": [*figures, *(add if may_work(actor) else [])],
        "panels": [
            table_panel(_("By year"), columns, queries.programmes(actor), nothing=nothing, icon="calendar")
        ],
    }


def line_page(request: Any, line: Any) -> dict[str, Any]:
    """The context of one line: what is planned, and the way to the visit."""
    may: dict[str, Any] = {"actor": request.actor, "target": line}
    programme = getattr(line, "programme", None)
    above = [{"label": str(programme), "url": programme.get_absolute_url()}] if programme else []
    return {
        "title": str(line),
        "subtitle": line.get_quarter_display(),
        "breadcrumbs": [*above, {"label": str(line)}],
        "actions": [
            *link(
                _("Plan this visit"),
                f"{reverse('monitoring:visit-add')}?line={line.pk}",
                rule=rules.can_plan_line,
                primary=True,
                icon="visit",
                **may,
            ),
            *(
                link(
                    _("Take it out"),
                    reverse("monitoring:line-drop", args=[line.pk]),
                    rule=rules.can_drop_line,
                    method="post",
                    **may,
                )
                if programme
                else []
            ),
        ],
        "facts": known(
            [
                (_("site"), line.site),
                (_("type"), line.get_detention_kind_display()),
                (_("kind of visit"), line.get_kind_display()),
                (_("what to look at"), line.note),
                (_("visit"), getattr(line, "visit", None)),
            ]
        ),
    }


def published_page() -> dict[str, Any]:
    """The context of the published figures: one block for each body and year, a table for each question."""
    blocks: dict[tuple[Any, int], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for figure in queries.published_figures():
        blocks[figure.organisation, figure.year][figure.table].append(figure)
    return {
        "title": _("Published figures of the preventive mechanism"),
        "subtitle": _("Of visits whose report is public."),
        "least": LEAST,
        "panels": [
            _figures_panel(organisation, year, FigureTable(table), rows)
            for (organisation, year), tables in blocks.items()
            for table, rows in tables.items()
        ],
    }


def _figures_panel(organisation: Any, year: int, table: FigureTable, rows: list[Any]) -> dict[str, Any]:
    columns = (
        Column("label", table.label),
        Column(
            "value",
            _("number"),
            lambda row: _("too small to be told") if row.value is None else row.value,
            kind="number",
        ),
    )
    title = f"{organisation}, {year}: {table.label}"
    return table_panel(title, columns, rows, url=lambda row: "", icon="chart")
