"""Just enough SVG for the pictures of a report: shapes with attributes only, no style, no script,
nothing from the net."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

INK = "#1f2933"
FAINT = "#9aa5b1"
LINE = "#d9dee4"
BLUE = "#1f5f8b"
RED = "#a23b2a"
FONT = "Noto Sans, DejaVu Sans, Arial, sans-serif"


@dataclass
class Drawing:
    """Shapes in order; `width` and `height` in pixels."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def add(self, name: str, text: str = "", /, **attributes: object) -> None:
        written = " ".join(
            f"{key.replace('_', '-')}={quoteattr(spell(value))}" for key, value in attributes.items()
        )
        self.parts.append(f"<{name} {written}>{escape(text)}</{name}>" if text else f"<{name} {written}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = INK, **more: object) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **more)

    def dot(self, x: float, y: float, r: float = 4.0, colour: str = BLUE, **more: object) -> None:
        self.add("circle", cx=x, cy=y, r=r, fill=colour, **more)

    def box(self, x: float, y: float, width: float, height: float, colour: str = BLUE) -> None:
        self.add("rect", x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), fill=colour)

    def text(
        self, x: float, y: float, words: str, size: float = 12, anchor: str = "start", colour: str = INK
    ) -> None:
        self.add("text", words, x=x, y=y, font_size=size, text_anchor=anchor, fill=colour, font_family=FONT)

    def path(self, points: list[tuple[float, float]], colour: str = BLUE, width: float = 1.0) -> None:
        drawn = " ".join(f"{spell(x)},{spell(y)}" for x, y in points)
        self.add("polyline", points=drawn, fill="none", stroke=colour, stroke_width=width)

    def place(self, other: Drawing, x: float, y: float) -> None:
        self.parts.append(f'<g transform="translate({spell(x)} {spell(y)})">{"".join(other.parts)}</g>')

    def document(self, title: str, description: str) -> str:
        """A file of its own, with title and description for those who cannot see it."""
        size = f'width="{spell(self.width)}" height="{spell(self.height)}"'
        view = f'viewBox="0 0 {spell(self.width)} {spell(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img">'
        words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        ground = f'<rect {size} fill="#ffffff"/>'
        return f"{head}{words}{ground}{''.join(self.parts)}</svg>\n"


def spell(value: object) -> str:
    """Numbers with at most two decimals."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
