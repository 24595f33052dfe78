"""Sample content for the style guide: one of everything, all of it invented."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.html import format_html

from habeas.core.dates import UncertainDate
from habeas.core.pictures import charts, maps, shapes
from habeas.core.pictures.chain import ChainPicture, Node, Stage, chain

STAMP = "Invented data"
MARKS = charts.Marks(stamp=STAMP, notes=("All designations without prejudice to positions on status.",))
STAGES = (
    Stage("visit", "Visit"),
    Stage("observation", "Observation"),
    Stage("finding", "Finding"),
    Stage("recommendation", "Recommendation"),
    Stage("response", "Response", "No response yet"),
    Stage("follow_up", "Follow-up", "Follow-up is due by 1 March"),
    Stage("grade", "Grade", "Not graded yet"),
)
PLACES = (
    ("Lugu i Epërm", "Gornja Luka", "Горња Лука"),
    ("Çukë e Bardhë", "Bela Čuka", "Бела Чука"),
    ("Shelgje", "Vrbica", "Врбица"),
    ("Gurëz", "Kamenjak", "Камењак"),
    ("Fushë e Vogël", "Malo Polje", "Мало Поље"),
    ("Ujmirë", "Dobra Voda", "Добра Вода"),
    ("Arrëz", "Orašac", "Орашац"),
    ("Kodër e Re", "Novo Brdašce", "Ново Брдашце"),
    ("Lisnajë", "Hrastovac", "Храстовац"),
)


class SampleForm(forms.Form):
    """One field of each sort."""

    place = forms.CharField(
        label="Place", help_text="In either language or script; a near match is suggested."
    )
    team = forms.ChoiceField(label="Team", choices=[("a", "Field team A"), ("b", "Field team B")])
    seen_on = forms.DateField(label="Date of the visit", widget=forms.DateInput(attrs={"type": "date"}))
    observation = forms.CharField(label="What was seen and heard", widget=forms.Textarea)
    analysis = forms.CharField(label="Analysis", widget=forms.Textarea, required=False)
    proof = forms.ChoiceField(
        label="Standard of proof",
        widget=forms.RadioSelect,
        choices=[("allegation", "Allegation"), ("grounds", "Reasonable grounds"), ("proved", "Established")],
        help_text="Reasonable grounds need corroboration and a second reviewer.",
    )
    grounds = forms.MultipleChoiceField(
        label="Grounds",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("language", "Language"), ("age", "Age"), ("disability", "Disability")],
    )
    consent = forms.BooleanField(label="Consent was explained and given", required=False)
    attachment = forms.FileField(label="Attachment", required=False)


class SampleFilters(forms.Form):
    """The filters of a sample list."""

    region = forms.ChoiceField(
        label="Region", required=False, choices=[("", "All"), ("n", "North"), ("s", "South")]
    )
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Any"), ("open", "Open")])
    since = forms.DateField(label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}))


def sample_form() -> SampleForm:
    """A form sent with mistakes."""
    return SampleForm(
        {"place": "Горња Лука", "observation": "Dhoma e pritjes ishte e mbyllur.", "analysis": "–"}
    )


def invented_boundaries() -> dict[str, Any]:
    """Nine areas that exist nowhere, three by three, with crooked borders."""
    return {"type": "FeatureCollection", "features": [_cell(index) for index in range(9)]}


def _cell(index: int) -> dict[str, Any]:
    row, column = divmod(index, 3)
    corners = [
        _corner(row + down, column + right) for down, right in ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))
    ]
    return {
        "type": "Feature",
        "properties": {"code": str(index + 1)},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


def _corner(row: int, column: int) -> tuple[float, float]:
    sway = ((row * 7 + column * 5) % 4) * 0.06
    return 20.0 + column * 0.5 + sway, 43.0 - row * 0.38 - sway / 2


def sample_map(chosen: str | None = None) -> maps.Picture:
    """Visits by invented municipality."""
    areas = shapes.read_shapes(invented_boundaries())
    counts = (0, 3, 7, 12, 1, 5, 0, 9, 2)
    by_code = {
        str(i + 1): maps.AreaMark(
            (sq, sr), f"{n} visits", maps.shade_of(n, (1, 2, 4, 6, 10)) if n else None, f"#area-{i + 1}"
        )
        for i, ((sq, sr, _cyrillic), n) in enumerate(zip(PLACES, counts, strict=True))
    }
    points = (
        maps.PointMark("Field office A", 20.45, 42.75, "info", "#office"),
        maps.PointMark("Site 4", 21.1, 42.4, "bad", "#site"),
    )
    legend = {None: "no visit", 0: "1", 1: "2–3", 2: "4–5", 3: "6–9", 4: "10 and more"}
    return maps.area_map(
        "Visits by municipality",
        areas,
        by_code,
        points=points,
        legend=legend,
        head=("Municipality", "Visits"),
        chosen=chosen,
        marks=MARKS,
    )


def sample_chain() -> ChainPicture:
    """A chain with two recommendations, one of them answered and graded."""
    nodes = (
        Node("v1", "visit", "Shelgje / Vrbica, civil registry", "closed", "ok", "12 Oct 2026", "#v1"),
        Node(
            "o1",
            "observation",
            "Родитељи без адресе не могу да упишу дете",
            "verified",
            "ok",
            "12 Oct 2026",
            "#o1",
        ),
        Node(
            "o2",
            "observation",
            "Zyrtari kërkon dokument që ligji nuk e kërkon",
            "verified",
            "ok",
            "13 Oct 2026",
            "#o2",
        ),
        Node(
            "f1",
            "finding",
            "Late birth registration refused without proof of address",
            "cleared",
            "info",
            "20 Oct 2026",
            "#f1",
            True,
        ),
        Node(
            "r1",
            "recommendation",
            "Accept a sworn statement in place of proof of address",
            "accepted",
            "ok",
            "due 1 Dec 2026",
            "#r1",
        ),
        Node(
            "r2",
            "recommendation",
            "Train registry staff of the northern office",
            "overdue",
            "bad",
            "due 10 Nov 2026",
            "#r2",
        ),
        Node("a1", "response", "Circular sent to all offices", "received", "ok", "9 Nov 2026", "#a1"),
        Node("w1", "follow_up", "Second visit to the registry", "planned", "warn", "1 Mar 2027", "#w1"),
    )
    edges = (
        ("v1", "o1"),
        ("v1", "o2"),
        ("o1", "f1"),
        ("o2", "f1"),
        ("f1", "r1"),
        ("f1", "r2"),
        ("r1", "a1"),
        ("a1", "w1"),
    )
    return chain("From the visit to the grade", STAGES, nodes, edges, marks=charts.Marks(stamp=STAMP))


def sample_charts() -> dict[str, Any]:
    """A chart of each sort."""
    bars = [
        charts.Bar(f"{sq} / {sr}", n, f"#{n}")
        for (sq, sr, _c), n in zip(PLACES[:5], (24, 17, 11, 6, 2), strict=True)
    ]
    stacks = [
        charts.Stack("Право на жилище", (9, 4, 3)),
        charts.Stack("Regjistrimi civil", (5, 7, 1)),
        charts.Stack("Access to justice", (2, 3, 6)),
    ]
    years = tuple(str(year) for year in range(2015, 2027))
    found = charts.Line("Identified", (61, 58, 40, 33, 31, 20, 18, 22, 12, 9, 11, 8))
    open_cases = charts.Line(
        "Estimated open",
        (190, 182, 171, 160, 156, 149, 140, 131, 126, 120, 112, 107),
        low=(160, 153, 150, 141, 139, 132, 126, 118, 114, 110, 101, 97),
        high=(225, 215, 199, 184, 175, 168, 158, 147, 141, 133, 125, 119),
    )
    return {
        "bars": charts.bars(
            "Recommendations by municipality", bars, head=("Municipality", "Open"), marks=MARKS
        ),
        "stacked": charts.stacked_bars(
            "Recommendations by theme and state",
            stacks,
            ("done", "under way", "not begun"),
            head="Theme",
            marks=MARKS,
        ),
        "lines": charts.lines("Cases by year", years, [open_cases, found], head="Year", marks=MARKS),
        "sparkline": charts.sparkline((3, 4, 4, 7, 6, 9, 12), label="Rising from 3 to 12 in seven months"),
    }


def sample_table(mode: str = "table") -> Any:
    """The list of a few findings."""
    columns = [
        {
            "key": "title",
            "label": "Finding",
            "sortable": True,
            "sort_url": "?sort=title",
            "sorted": "",
            "kind": "text",
        },
        {
            "key": "place",
            "label": "Place",
            "sortable": True,
            "sort_url": "?sort=place",
            "sorted": "asc",
            "kind": "text",
        },
        {"key": "bearer", "label": "Duty-bearer", "sortable": False, "kind": "text"},
        {"key": "status", "label": "Status", "sortable": True, "sort_url": "?sort=status", "sorted": ""},
        {
            "key": "date",
            "label": "Date",
            "sortable": True,
            "sort_url": "?sort=-date",
            "sorted": "",
            "kind": "date",
        },
        {"key": "n", "label": "Rec.", "sortable": False, "kind": "number"},
    ]
    titles = (
        ("Late birth registration refused without proof of address", "ok", "Cleared", 2),
        ("Позив на саслушање уручен само на једном језику", "warn", "In review", 1),
        ("Qasje e kufizuar në dosjen e rastit për avokatin mbrojtës", "info", "Draft", 0),
        ("Shelter closed at night; family of five turned away", "bad", "Returned", 3),
        ("Таблa на улазу само латиницом на једном службеном језику", "special", "Restricted", 1),
    )
    rows = [
        {
            "url": f"#row-{i}",
            "cells": [
                {"text": title},
                {"text": f"{PLACES[i][0]} / {PLACES[i][1]}"},
                {"text": "Municipal office"},
                {"html": format_html('<span class="badge badge-{}">{}</span>', kind, status)},
                {"text": f"{12 + i} Oct 2026", "kind": "date"},
                {"text": number, "kind": "number"},
            ],
        }
        for i, (title, kind, status, number) in enumerate(titles)
    ]
    return SimpleNamespace(
        columns=columns,
        rows=rows,
        filters=SampleFilters({"region": "n"}),
        q="",
        total=183,
        mode=mode,
        chips=[{"label": "Region: North", "url": "?"}, {"label": "Since 1 Oct 2026", "url": "?region=n"}],
        clear_url="?",
        views=[
            {"label": "All", "url": "?", "active": True, "count": 183},
            {"label": "Mine", "url": "?mine", "count": 12},
            {"label": "Waiting for review", "url": "?review", "count": 4},
        ],
        all_columns=[{"key": c["key"], "label": c["label"], "visible": True} for c in columns],
        map_url="?show=map",
        table_url="?show=table",
        map=sample_map(),
        save_view_url="#save",
        kept_without_columns=[],
        page=Paginator(range(183), 20).page(3),
        exports=[
            {"label": "CSV", "url": "#csv", "icon": "file"},
            {"label": "XLSX", "url": "#xlsx", "icon": "table"},
        ],
    )


def sample_page() -> dict[str, Any]:
    """What the frame of every page shows."""
    return {
        "mission_name": "habeas",
        "unit_name": "Field office A · sample",
        "search_url": "#search",
        "notices_url": "#notices",
        "notices_count": 3,
        "user_name": "Vera Izmišljena",
        "user_role": "Analyst",
        "invented": True,
        "status_note": "References to Kosovo shall be understood in full compliance with United Nations Security Council "
        "resolution 1244 (1999).",
        "user_links": [
            {"label": "Your account", "url": "#me", "icon": "person"},
            {"label": "Sign out", "url": "#out", "method": "post", "icon": "exit"},
        ],
        "nav": [
            {
                "label": "Work",
                "items": [
                    {"label": "Home", "url": "/", "icon": "home"},
                    {"label": "Visits", "url": "#visits", "icon": "visit", "count": 4, "key": "v"},
                    {"label": "Findings", "url": "#findings", "icon": "finding", "active": True, "key": "f"},
                    {
                        "label": "Recommendations",
                        "url": "#rec",
                        "icon": "recommendation",
                        "count": 12,
                        "key": "r",
                    },
                ],
            },
            {
                "label": "Reference",
                "items": [
                    {"label": "Mandate", "url": "#mandate", "icon": "book"},
                    {"label": "Places", "url": "#places", "icon": "map"},
                ],
            },
        ],
        "breadcrumbs": [{"label": "Home", "url": "/"}, {"label": "Findings", "url": "#"}, {"label": "F 17"}],
    }


def sample_detail() -> dict[str, Any]:
    """The page of one finding."""
    prose = "<p>{}</p><p lang='sr-Cyrl'>{}</p>"
    return {
        "title": "Late birth registration refused without proof of address",
        "subtitle": "Finding · Shelgje / Vrbica · team A",
        "badges": [{"label": "Cleared", "kind": "ok"}, {"label": "Restricted", "kind": "special"}],
        "actions": [
            {"label": "Add a recommendation", "url": "#add", "primary": True, "icon": "plus"},
            {"label": "Edit", "url": "#edit", "icon": "edit"},
            {"label": "Share", "url": "#share", "method": "post", "icon": "share"},
        ],
        "facts": [
            ("Standard", "CRC, article 7"),
            ("Duty-bearer", "Municipal civil registry (local)"),
            ("Standard of proof", "Reasonable grounds"),
            ("Happened", UncertainDate.month(2026, 10)),
            ("Reviewed by", "Arta Shpikur"),
            ("Remedy", "Registration and a written apology"),
        ],
        "panels": [
            {
                "title": "The chain",
                "icon": "link",
                "template": "core/components/chain_panel.html",
                "chain": sample_chain(),
            },
            {
                "title": "Analysis",
                "icon": "finding",
                "html": format_html(
                    prose,
                    "The office asks for a lease that the law does not ask for.",
                    "Матичар тражи уговор о закупу који закон не предвиђа; родитељи зато одустају од уписа.",
                ),
            },
            {
                "title": "Recommendations",
                "icon": "recommendation",
                "count": 2,
                "template": "core/components/chain_panel.html",
            },
            {
                "title": "Where",
                "column": "side",
                "icon": "map",
                "template": "core/components/map_panel.html",
                "map": sample_map("3"),
            },
        ],
        "timeline": sample_timeline(),
    }


def sample_timeline() -> list[dict[str, str]]:
    """What happened to one finding."""
    return [
        {"when": "1 Mar 2027", "title": "Second visit is due", "kind": "future"},
        {
            "when": "9 Nov 2026, 10:12",
            "iso": "2026-11-09T10:12",
            "title": "Response received",
            "text": "Циркулар је послат свим канцеларијама.",
            "who": "Arta Shpikur",
            "kind": "ok",
            "url": "#",
        },
        {"when": "20 Oct 2026, 16:40", "title": "Cleared", "who": "Director of the section"},
        {
            "when": "18 Oct 2026, 09:05",
            "title": "Returned for a missing standard",
            "who": "Vera Izmišljena",
            "kind": "warn",
        },
    ]


def sample_home() -> dict[str, Any]:
    """The first page of an analyst."""
    spark = charts.sparkline((3, 4, 4, 7, 6, 9, 12), label="Rising from 3 to 12 in seven months")
    return {
        "title": "Good morning, Vera",
        "subtitle": "Monday, 23 November 2026",
        "coverage_map": sample_map(),
        "changes": sample_timeline(),
        "tiles": [
            {"label": "open findings", "value": 183, "url": "#"},
            {"label": "recommendations due this month", "value": 12, "url": "#"},
            {"label": "overdue", "value": 4, "url": "#"},
            {"label": "visits this month", "value": 9, "sparkline": spark},
        ],
        "next_steps": [
            {
                "title": "Write the analysis for “Shelter closed at night”",
                "text": "Gurëz / Kamenjak · observation verified on 15 Oct",
                "url": "#",
                "when": "today",
                "icon": "edit",
            },
            {
                "title": "Plan the follow-up to the civil registry",
                "text": "Shelgje / Vrbica",
                "url": "#",
                "when": "by 1 Mar",
                "icon": "visit",
            },
        ],
        "reviews": [
            {
                "title": "Позив на саслушање уручен само на једном језику",
                "text": "Камењак · послала Ана Измишљена",
                "url": "#",
                "when": "2 days",
                "icon": "finding",
            }
        ],
        "overdue": [
            {
                "title": "Train registry staff of the northern office",
                "text": "Ministry of Invented Affairs",
                "url": "#",
                "when": "12 days late",
                "late": True,
                "icon": "recommendation",
            }
        ],
    }


def sample_conflict() -> dict[str, Any]:
    """Two people wrote at once."""
    return {
        "who": "Arta Shpikur",
        "when": "14:32",
        "version": 7,
        "rows": [
            {
                "name": "observation",
                "label": "What was seen and heard",
                "mine": "The waiting room was closed and nobody came.",
                "theirs": "Dhoma e pritjes ishte e mbyllur; pas një ore erdhi një zyrtar.",
            }
        ],
    }


def samples() -> dict[str, Any]:
    """Everything that the style guide shows."""
    return {
        **sample_page(),
        "title": "Style guide",
        "form": sample_form(),
        "conflict": sample_conflict(),
        "table": sample_table(),
        "map": sample_map(),
        "chain": sample_chain(),
        "charts": sample_charts(),
        "entries": sample_timeline(),
        "home": sample_home(),
        "facts": sample_detail()["facts"],
        "place": PLACES[0],
        "day": date(1999, 4, 27),
        "about": UncertainDate.parse("~1999"),
        "jobs": [
            SimpleNamespace(
                label="Import of 1,200 visits",
                state="running",
                done=480,
                total=1200,
                note="about two minutes left",
                poll_url="",
            ),
            SimpleNamespace(label="Export", state="done", done=1, total=1, note="", poll_url=""),
            SimpleNamespace(
                label="Linkage",
                state="failed",
                done=3,
                total=9,
                note="Row 311 names no municipality. Correct it and resume.",
                poll_url="",
            ),
        ],
        "icons": ICONS,
        "kinds": ("quiet", "ok", "warn", "bad", "info", "special"),
        "swatches": SWATCHES,
    }


SWATCHES = ("s1", "s2", "s3", "s4", "s5", "s6", "q0", "q1", "q2", "q3", "q4", "q5")
ICONS = ["home", "visit", "observation", "finding", "recommendation", "response", "follow-up", "grade", "person", "people", "lock", "file", "book", "download", "filter", "columns", "table", "map", "chart", "plus", "minus", "close", "check", "ok", "warn", "bad", "info", "help", "clock", "calendar", "bell", "menu", "globe", "theme", "down", "right", "sort", "print", "edit", "link", "history", "inbox", "save", "share", "case", "settings", "exit", "building", "report", "search"]
