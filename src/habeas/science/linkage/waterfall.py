"""A picture of reasons: bars that begin where the last one ended, from the odds before looking to the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from habeas.science.linkage.evidence import Explanation

INK, FAINT, LINE = "#1f2933", "#52606d", "#d9dee4"
FOR, AGAINST, SUM = "#1f5f8b", "#a23b2a", "#3e4c59"
FONT: Final = "Noto Sans, DejaVu Sans, Arial, sans-serif"
ROW, TOP, LEFT, WIDTH, GAP = 26, 46, 400, 380, 12


@dataclass(frozen=True)
class Titles:
    """What the picture says; pass translations."""

    title: str = "Why these two records are, or are not, one person"
    more: str = "speaks for one person →"
    less: str = "← speaks against"
    total: str = "together: probability {percent}"
    description: str = "Reasons as bars, from the odds before looking to the verdict. {reasons}"


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = INK, size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" '
        f"font-family={quoteattr(FONT)}>{escape(words)}</text>"
    )


def percent(probability: float) -> str:
    """Never rounded to certainty."""
    if probability > 0.9995:
        return "> 99.9 %"
    return "< 0.1 %" if probability < 0.0005 else f"{100 * probability:.1f} %"


def waterfall(explanation: Explanation, titles: Titles | None = None) -> str:
    """An SVG document of attributes only: no style, no script, nothing from the net."""
    words = titles or Titles()
    ends, at = [0.0], 0.0
    for reason in explanation.evidence:
        at += reason.weight
        ends.append(at)
    low, high = min(0.0, *ends), max(0.0, *ends)
    scale = WIDTH / max(high - low, 1.0)

    def place(value: float) -> float:
        return LEFT + (value - low) * scale

    height = TOP + ROW * (len(explanation.evidence) + 1) + 34
    body = [_text(GAP, 22, words.title, size=15), *_axis(place(0.0), height, words)]
    for row, reason in enumerate(explanation.evidence):
        body += _bar(TOP + row * ROW, place(ends[row]), place(ends[row + 1]), reason.weight, reason.text)
    body += _verdict(TOP + ROW * len(explanation.evidence), place(0.0), place(at), explanation, words)
    told = "; ".join(str(reason) for reason in explanation.evidence)
    return _document(body, height, words.title, words.description.format(reasons=told))


def _axis(zero: float, height: int, words: Titles) -> list[str]:
    return [
        f'<line x1="{zero:.1f}" y1="{TOP - 8}" x2="{zero:.1f}" y2="{height - 26}" stroke="{LINE}"/>',
        _text(LEFT + WIDTH, height - 10, words.more, "end", FAINT, 11),
        _text(LEFT, height - 10, words.less, "start", FAINT, 11),
    ]


def _bar(y: float, start: float, end: float, weight: float, text: str) -> list[str]:
    colour = FOR if weight >= 0 else AGAINST
    left, width = min(start, end), max(abs(end - start), 1.0)
    beside = max(start, end) + 6
    return [
        _text(LEFT - GAP, y + 15, text, "end"),
        f'<rect x="{left:.1f}" y="{y + 4}" width="{width:.1f}" height="{ROW - 10}" fill="{colour}"/>',
        f'<line x1="{end:.1f}" y1="{y + 4}" x2="{end:.1f}" y2="{y + ROW + 4}" stroke="{FAINT}"/>',
        _text(beside, y + 16, f"{weight:+.1f}", "start", FAINT, 11),
    ]


def _verdict(y: float, zero: float, end: float, explanation: Explanation, words: Titles) -> list[str]:
    left, width = min(zero, end), max(abs(end - zero), 1.0)
    total = words.total.format(percent=percent(explanation.probability))
    return [
        _text(LEFT - GAP, y + 15, total, "end"),
        f'<rect x="{left:.1f}" y="{y + 4}" width="{width:.1f}" height="{ROW - 10}" fill="{SUM}"/>',
        _text(max(zero, end) + 6, y + 16, f"{explanation.score:+.1f}", "start", FAINT, 11),
    ]


def _document(body: list[str], height: int, title: str, description: str) -> str:
    width = LEFT + WIDTH + 70
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img">'
    )
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return f"{head}<title>{escape(title)}</title><desc>{escape(description)}</desc>{ground}{''.join(body)}</svg>\n"
