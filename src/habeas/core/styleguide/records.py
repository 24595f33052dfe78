"""Sample lists, records and the frame of a page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils.html import format_html

from habeas.core.dates import UncertainDate
from habeas.core.pictures import charts
from habeas.core.styleguide.drawings import PLACES, sample_chain, sample_charts, sample_map
from habeas.core.styleguide.papers import SampleFilters

PICTURE = "core/components/picture_panel.html"


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
                "column": "wide",
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
                "html": format_html(
                    "<ol><li>{}</li><li>{}</li></ol>",
                    "Accept a sworn statement in place of proof of address, by 1 December 2026.",
                    "Train registry staff of the northern office, by 10 November 2026.",
                ),
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


def sample_wall() -> dict[str, Any]:
    """What hangs in the corridor."""
    drawn = sample_charts()
    return {
        **sample_home(),
        "title": "The month at a glance",
        "panels": [
            {
                "title": "Recommendations",
                "icon": "recommendation",
                "template": PICTURE,
                "picture": drawn["stacked"],
            },
            {"title": "Cases by year", "icon": "chart", "template": PICTURE, "picture": drawn["lines"]},
        ],
    }
