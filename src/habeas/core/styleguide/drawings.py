"""Sample charts, maps and a chain, of places that exist nowhere."""

from __future__ import annotations

from typing import Any

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
            (sq, sr), f"{n} visits" if n != 2 else "not shown", _shade(n), f"#area-{i + 1}"
        )
        for i, ((sq, sr, _cyrillic), n) in enumerate(zip(PLACES, counts, strict=True))
    }
    points = (
        maps.PointMark("Field office A", 20.45, 42.75, "info", "#office"),
        maps.PointMark("Site 4", 21.1, 42.4, "bad", "#site"),
    )
    legend = {
        None: "no visit",
        1: "1",
        2: "2–3",
        3: "4–5",
        4: "6–9",
        5: "10 and more",
        maps.HIDDEN: "not shown",
    }
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


def _shade(number: int) -> int | None:
    if number == 2:
        return maps.HIDDEN
    return maps.shade_of(number, (1, 2, 4, 6, 10)) if number else None


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
        "grouped": charts.grouped_bars(
            "Work by office",
            [charts.Stack("Northern office", (12, 5)), charts.Stack("Southern office", (None, 9))],
            ("visits", "activities"),
            head="Office",
            marks=MARKS,
        ),
        "lines": charts.lines("Cases by year", years, [open_cases, found], head="Year", marks=MARKS),
        "sparkline": charts.sparkline((3, 4, 4, 7, 6, 9, 12), label="Rising from 3 to 12 in seven months"),
    }
