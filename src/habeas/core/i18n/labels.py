"""Labels of terms, roles and places in the reader's language; Serbian Latin follows from Cyrillic by rule."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language

from habeas.core.i18n.script import to_latin


def pick_label(row: Any, stem: str = "label", language: str | None = None) -> str:
    """`<stem>_en|_sq|_sr` in the reader's language; English where a label is missing."""
    return label_and_language(row, stem, language)[0]


def label_and_language(row: Any, stem: str = "label", language: str | None = None) -> tuple[str, str]:
    """The label with the language it is in, so that a page can mark English among Serbian with `lang`."""
    language = language or get_language() or "en"
    base = language.split("-")[0]
    text = getattr(row, f"{stem}_{base}", "") or ""
    if not text:
        return getattr(row, f"{stem}_en", "") or "", "en"
    if language == "sr-latn":
        return getattr(row, f"{stem}_sr_latn", "") or to_latin(text), "sr-Latn"
    return text, base


def marked_label(row: Any, stem: str = "label") -> Any:
    """The label as HTML, with `lang="en"` where the reader's language lacks one."""
    text, language = label_and_language(row, stem)
    reader = (get_language() or "en").split("-")[0]
    return text if language.split("-")[0] == reader else format_html('<span lang="en">{}</span>', text)
