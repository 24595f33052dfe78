"""A small builder of SVG: elements, escaping, and text that knows roughly how wide it is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

Attribute = str | int | float | None

NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/ ·-іј")
WIDE: Final = frozenset("mwMW@%ЖШЩЮМФЏЊЉшщжюмфџњљ—…")


class Svg(str):
    """Finished markup: put into a page or another element as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def number(value: float) -> str:
    """A coordinate with one decimal at most, as short as can be."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def tag(name: str, *children: str, **attributes: Attribute) -> Svg:
    """One element. A trailing underscore is dropped (class_), others become hyphens; text is escaped."""
    inside = "".join(child if isinstance(child, Svg) else escape(child, quote=False) for child in children)
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return Svg(f"<{opening}>{inside}</{name}>" if inside else f"<{opening}/>")


def _attribute(key: str, value: Attribute) -> str:
    shown = number(value) if isinstance(value, float | int) else escape(str(value))
    return f' {key.rstrip("_").replace("_", "-")}="{shown}"'


def group(*children: str, **attributes: Attribute) -> Svg:
    """Several elements as one."""
    return tag("g", *children, **attributes)


def link(url: str | None, *children: str, label: str | None = None, class_: str | None = None) -> Svg:
    """A link around elements when there is an address, otherwise a plain group that still has a name."""
    if url:
        return tag("a", *children, href=url, aria_label=label, class_=class_)
    title = (tag("title", label),) if label else ()
    return group(*title, *children, class_=class_)


def joined(parts: Iterable[str]) -> Svg:
    """Elements one after the other."""
    return Svg("".join(part if isinstance(part, Svg) else escape(part, quote=False) for part in parts))


def canvas(
    body: str, *, width: float, height: float, label: str, class_: str, has_links: bool = False
) -> Svg:
    """The outer element. A picture with links is a group, so that each link keeps its own name."""
    return tag(
        "svg",
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="group" if has_links else "img",
        aria_label=label,
        class_=class_,
    )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Roughly how wide a text stands in a plain sans-serif face, in the unit of its size."""
    em = sum(_em(letter) for letter in text)
    return em * size * (1.07 if bold else 1.0)


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.31
    if letter in WIDE:
        return 0.86
    return 0.68 if letter.isupper() else 0.55


def wrap(text: str, width: float, size: float, *, lines: int = 3, bold: bool = False) -> list[str]:
    """The text in at most so many lines of that width; what does not fit ends in an ellipsis."""
    rows: list[str] = []
    current = ""
    for word in text.split():
        candidate = f"{current} {word}".strip()
        if not current or text_width(candidate, size, bold=bold) <= width:
            current = candidate
        else:
            rows.append(current)
            current = word
    rows.append(current)
    kept = rows[:lines]
    if len(rows) > lines:
        kept[-1] += " …"
    return [fit(row, width, size, bold=bold) for row in kept]


def fit(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """One line, shortened with an ellipsis when it is too long."""
    if text_width(text, size, bold=bold) <= width:
        return text
    short = text.rstrip(" …")
    while short and text_width(short + "…", size, bold=bold) > width:
        short = short[:-1]
    return short.rstrip() + "…"


def text_lines(rows: list[str], *, x: float, y: float, size: float, **attributes: Attribute) -> Svg:
    """Lines of text under each other, the first one's foot at y."""
    step = size * 1.3
    spans = [tag("tspan", row, x=x, y=y + index * step) for index, row in enumerate(rows)]
    return tag("text", *spans, font_size=size, **attributes)
