"""A family tree as SVG: men square, women round; typed filled, the missing marked."""

from __future__ import annotations

from collections.abc import Collection
from xml.sax.saxutils import escape

from .pedigree import Pedigree, Person

STEP_X, STEP_Y, HALF, MARGIN = 96, 110, 20, 48
TYPED_FILL, PLAIN_FILL, LINE = "#9db8d2", "#ffffff", "#222222"


def draw_pedigree(
    pedigree: Pedigree, *, typed: Collection[str] = (), missing: Collection[str] = (), title: str = ""
) -> str:
    """SVG text without script or style sheet; shapes carry their meaning in the title as well as in colour."""
    places = layout(pedigree)
    width = max(x for x, _ in places.values()) * STEP_X + 2 * MARGIN
    height = max(y for _, y in places.values()) * STEP_Y + 2 * MARGIN + 24
    points: dict[str, tuple[float, float]] = {
        p: (MARGIN + x * STEP_X, MARGIN + y * STEP_Y) for p, (x, y) in places.items()
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title or pedigree.name or 'family tree')}</title>",
        *_lines(pedigree, points),
    ]
    for person in pedigree.persons:
        parts += _shape(person, points[person.id], person.id in typed, person.id in missing)
    return "\n".join([*parts, "</svg>"]) + "\n"


def generations(pedigree: Pedigree) -> dict[str, int]:
    """Row of each person: below both parents; partners side by side where possible."""
    row: dict[str, int] = {}
    for person in pedigree.persons:
        above = [row[p] for p in (person.father, person.mother) if p is not None]
        row[person.id] = max(above) + 1 if above else 0
    for _ in pedigree.persons:
        moved = False
        for person in pedigree.persons:
            if person.father is None or person.mother is None:
                continue
            level = max(row[person.father], row[person.mother])
            for parent in (person.father, person.mother):
                if pedigree.by_id[parent].is_founder and row[parent] < level:
                    row[parent], moved = level, True
            if row[person.id] <= level:
                row[person.id], moved = level + 1, True
        if not moved:
            break
    return row


def layout(pedigree: Pedigree) -> dict[str, tuple[float, int]]:
    """Column and row; children below the middle of their parents, nobody on top of another."""
    row = generations(pedigree)
    column: dict[str, float] = {}
    for level in range(max(row.values()) + 1):
        members = [p for p in pedigree.persons if row[p.id] == level]
        wish = {p.id: _wish(p, column, i) for i, p in enumerate(members)}
        for p in members:
            for partner in _partners(pedigree, p.id):
                if p.is_founder and partner in wish:
                    wish[p.id] = wish[partner] + 0.4
        at = -1.0
        for name in sorted(wish, key=lambda n: (wish[n], n)):
            at = max(at + 1, wish[name] if level else at + 1)
            column[name] = at
    left = min(column.values())
    return {name: (x - left, row[name]) for name, x in column.items()}


def _wish(person: Person, column: dict[str, float], order: int) -> float:
    parents = [column[p] for p in (person.father, person.mother) if p in column]
    return sum(parents) / len(parents) - 0.3 + 0.01 * order if parents else float(order)


def _partners(pedigree: Pedigree, name: str) -> list[str]:
    found = []
    for child in pedigree.children_of(name):
        other = child.mother if child.father == name else child.father
        if other is not None:
            found.append(other)
    return found


def _lines(pedigree: Pedigree, points: dict[str, tuple[float, float]]) -> list[str]:
    out = []
    couples: dict[tuple[str, str], list[Person]] = {}
    for person in pedigree.persons:
        if person.father is not None and person.mother is not None:
            couples.setdefault((person.father, person.mother), []).append(person)
    for number, ((father, mother), children) in enumerate(couples.items()):
        (x1, y1), (x2, y2) = points[father], points[mother]
        middle, low = (x1 + x2) / 2, max(y1, y2)
        bus = low + STEP_Y / 2 + 5 * (number % 3) - 5
        out.append(_path(f"M{x1:g} {y1:g}L{x2:g} {y2:g}M{middle:g} {(y1 + y2) / 2:g}V{bus:g}"))
        for child in children:
            x, y = points[child.id]
            out.append(_path(f"M{middle:g} {bus:g}H{x:g}V{y - HALF:g}"))
    return out


def _path(d: str) -> str:
    return f'<path d="{d}" fill="none" stroke="{LINE}" stroke-width="1.5"/>'


def _shape(person: Person, point: tuple[float, float], typed: bool, missing: bool) -> list[str]:
    x, y = point
    fill = TYPED_FILL if typed else PLAIN_FILL
    stroke = f'fill="{fill}" stroke="{LINE}" stroke-width="{3 if missing else 1.5}"'
    if person.sex == "M":
        shape = f'<rect x="{x - HALF:g}" y="{y - HALF:g}" width="{2 * HALF}" height="{2 * HALF}" {stroke}>'
        close = "</rect>"
    elif person.sex == "F":
        shape, close = f'<circle cx="{x:g}" cy="{y:g}" r="{HALF}" {stroke}>', "</circle>"
    else:
        d = f"M{x:g} {y - HALF:g}l{HALF} {HALF}l-{HALF} {HALF}l-{HALF} -{HALF}z"
        shape, close = f'<path d="{d}" {stroke}>', "</path>"
    state = ", ".join(word for word, true in (("typed", typed), ("missing", missing)) if true) or "not typed"
    out = [f"{shape}<title>{escape(person.id)}: {state}</title>{close}"]
    if missing:
        out.append(f'<text x="{x:g}" y="{y + 6:g}" text-anchor="middle" font-size="18">?</text>')
    out.append(f'<text x="{x:g}" y="{y + HALF + 17:g}" text-anchor="middle">{escape(person.id)}</text>')
    return out
