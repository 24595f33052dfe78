"""Finds the messages of the project in its Python files and templates, without gettext installed."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".xml"})
KEYWORDS: dict[str, Any] = {
    name + ending: places
    for name, places in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for ending in ("", "_lazy")
} | {"_": None, "gettext_noop": None}
_MARGIN = re.compile(rb"(?m)^[ \t]+")


def extract_messages(project: Path = PROJECT) -> Catalog:
    """Every message of the project with the files that use it, named from the folder above the project."""
    catalog = Catalog(fuzzy=False)
    for path in source_files(project):
        name = path.relative_to(project.parent).as_posix()
        for _, message, comments, context in messages_in(path):
            catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def source_files(project: Path) -> Iterator[Path]:
    """Python files and templates in a stable order; migrations speak to nobody."""
    for path in sorted(project.rglob("*")):
        inside = path.relative_to(project).parts
        if "migrations" in inside or "static" in inside or not path.is_file():
            continue
        if path.suffix == ".py" or (path.suffix in TEMPLATE_SUFFIXES and "templates" in inside):
            yield path


def messages_in(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """The messages of one file: line, text or (singular, plural), translators' comments, context."""
    source = path.read_bytes()
    if path.suffix != ".py":
        source = _template_as_python(source, str(path))
    yield from extract("python", BytesIO(source), keywords=KEYWORDS, comment_tags=("Translators",))


def _template_as_python(source: bytes, name: str) -> bytes:
    from django.utils.translation.template import templatize

    # Template text is blanked but keeps its margins, which would read as wrong Python indentation.
    return _MARGIN.sub(b"", templatize(source.decode(), origin=name).encode())
