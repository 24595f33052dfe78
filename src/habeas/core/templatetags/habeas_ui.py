"""The components of every page as template tags; how to use them: docs/how-to/pages-and-components.md."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from habeas.core import navigation

register = template.Library()

KINDS = ("quiet", "ok", "warn", "bad", "info", "special")
NOTICE_KINDS = {"success": "ok", "warning": "warn", "error": "bad", "debug": "info"}
SEPARATOR = format_html('<span class="sep">{}</span>', "/")
THEMES = ("light", "dark")
OWN_NAMES = {"en": "English", "sq": "Shqip", "sr": "Српски (ћирилица)", "sr-latn": "Srpski (latinica)"}
SHORT_NAMES = {"en": "EN", "sq": "SQ", "sr": "СР", "sr-latn": "SR"}
HTML_LANGS = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn"}


# Language and theme


@register.filter
def html_lang(code: str) -> str:
    """The language tag as a screen reader knows it, script included."""
    return HTML_LANGS.get((code or "en").lower(), code or "en")


@register.filter
def language_short(code: str) -> str:
    """Two letters for the header, in the script of the language."""
    return SHORT_NAMES.get((code or "en").lower(), (code or "en")[:2].upper())


@register.simple_tag
def language_choices() -> list[dict[str, str]]:
    """The languages of the interface, each named in itself."""
    return [{"code": code, "name": _own_name(code)} for code, _label in settings.LANGUAGES]


def _own_name(code: str) -> str:
    if code.lower() in OWN_NAMES:
        return OWN_NAMES[code.lower()]
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@register.simple_tag(takes_context=True)
def theme(context: Mapping[str, Any]) -> str:
    """Light or dark when the reader chose one, here or in the account; empty follows the system."""
    request = context.get("request")
    chosen = [request.COOKIES.get("habeas_theme") if request else None, context.get("theme")]
    return next((one for one in chosen if one in THEMES), "")


# Navigation

register.filter("drawn", navigation.drawn)


@register.filter
def with_keys(sections: Iterable[Mapping[str, Any]] | None) -> list[Any]:
    """The lines of the navigation that a key leads to."""
    return [line for section in sections or () for line in section["lines"] if line.get("key", "h") != "h"]


# Small marks


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One picture of the sprite; with a label it speaks, without it is decoration."""
    sprite = static("core/icons.svg")
    if not label:
        return _silent_icon(sprite, name)
    html = '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>'
    return format_html(html, label, sprite, name)


@functools.lru_cache(maxsize=1_000)
def _silent_icon(sprite: str, name: str) -> SafeString:
    html = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(html, sprite, name)


@register.simple_tag
def badge(text: Any, kind: str = "quiet") -> SafeString:
    """A status in words; colour and mark repeat it."""
    return format_html('<span class="badge badge-{}">{}</span>', kind if kind in KINDS else "quiet", text)


@register.simple_tag
def two_names(first: str, second: str, first_lang: str = "sq", second_lang: str = "sr-Latn") -> SafeString:
    """A place with both names, each marked with its language; one name when they are equal."""
    if not second or first == second:
        return format_html('<span lang="{}">{}</span>', first_lang, first)
    one, other = (first_lang, first), (second_lang, second)
    names = format_html_join(SEPARATOR, '<span lang="{}">{}</span>', [one, other])
    return format_html('<span class="two-names">{}</span>', names)


@register.simple_tag
def uncertain_date(value: Any) -> str:
    """A date as exactly as it is known, in the words of the reader's language; unknown when there is none."""
    if not value:
        return _("date not known")
    return formats.date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


# Blocks


@register.inclusion_tag("core/components/notice.html")
def notice(text: Any, kind: str = "info", title: str = "") -> dict[str, Any]:
    """A message that stands in the page."""
    kind = NOTICE_KINDS.get(kind, kind)
    return {"text": text, "kind": kind if kind in KINDS else "info", "title": title}


@register.simple_block_tag
def panel(content: str, title: str = "", icon_name: str = "", flush: str = "", kind: str = "") -> SafeString:
    """A titled box: {% panel title="Response" %}…{% endpanel %}; flush="yes" for a table inside."""
    inside = {"title": title, "icon_name": icon_name, "content": content, "flush": flush, "kind": kind}
    return render_to_string("core/components/panel.html", inside)


@register.inclusion_tag("core/components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest or oldest first as given: entries with when, title, text, who, url, kind."""
    return {"entries": entries}


@register.inclusion_tag("core/components/key_facts.html")
def key_facts(facts: Iterable[Any], layout: str = "grid") -> dict[str, Any]:
    """Pairs of label and value; layout "list" for a narrow column."""
    return {"facts": facts, "layout": layout}


@register.inclusion_tag("core/components/empty.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", icon_name: str = "inbox"
) -> dict[str, Any]:
    """Nothing here, and what to do about it."""
    return {"title": title, "text": text, "url": url, "action": action, "icon_name": icon_name}


@register.inclusion_tag("core/components/progress.html")
def progress(job: Any) -> dict[str, Any]:
    """How far a job is: label, done, total, state (waiting, running, done, failed), note, poll_url."""
    return {"job": job}


ACTION: dict[str, Any] = dict.fromkeys(
    ("url", "label", "method", "confirm", "dialog", "icon", "primary", "danger"), ""
)
"""What an action of a page may say."""


@register.inclusion_tag("core/components/action_link.html", takes_context=True)
def action_link(context: Mapping[str, Any], action: Any, style: str = "button") -> dict[str, Any]:
    """A link, or a small form when the action changes something."""
    told = ACTION | dict(action) if isinstance(action, Mapping) else action
    return {"action": told, "style": style, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("core/components/tile.html")
def tile(label: str, value: Any, url: str = "", note: str = "", sparkline: str = "") -> dict[str, Any]:
    """One number with its name."""
    return {"label": label, "value": value, "url": url, "note": note, "sparkline": sparkline}


@register.inclusion_tag("core/components/picture.html")
def picture(picture: Any, heading: str = "") -> dict[str, Any]:
    """A drawing with its legend, its notes and the same figures as a table."""
    return {"picture": picture, "heading": heading}


@register.inclusion_tag("core/components/chain.html")
def chain(picture: Any) -> dict[str, Any]:
    """The chain from visit to grade, drawn twice; the room decides which is shown."""
    return {"picture": picture}


@register.inclusion_tag("core/components/map.html")
def map_picture(picture: Any) -> dict[str, Any]:
    """A map with its tools, its legend and its list of places."""
    return {"picture": picture}


# Forms


@register.inclusion_tag("core/components/field.html")
def field(bound: Any) -> dict[str, Any]:
    """Label, help, errors and control of one form field, tied together for screen readers."""
    widget = bound.field.widget
    return {
        "field": bound,
        "is_check": getattr(widget, "input_type", "") == "checkbox" and not bound.use_fieldset,
        "is_group": bound.use_fieldset,
    }


@register.simple_tag
def bound(form: Any, name: str) -> Any:
    """The field of a form by name, for forms in sections."""
    return form[name]


# Lists


@register.filter
def table_rows(table: Any) -> SafeString:
    """The rows of a table as html; a page holds hundreds of cells, and a template takes its time for each."""
    labels: list[str] = [
        conditional_escape(capfirst(_part(column, "label"))) for column in _part(table, "columns")
    ]
    return mark_safe("".join(_row(row, labels[1:]) for row in _part(table, "rows")))  # noqa: S308 - each part is escaped


def _row(row: Any, labels: Sequence[str]) -> str:
    head, *others = _part(row, "cells")
    text, url = show(head), _part(row, "url")
    if url:
        text = f'<a class="row-link" href="{conditional_escape(url)}">{text}</a>'
    parts = [
        f'<tr><th scope="row" class="kind-{conditional_escape(_part(head, "kind") or "text")}">{text}</th>'
    ]
    for label, cell in zip(labels, others, strict=True):
        kind = conditional_escape(_part(cell, "kind") or "plain")
        parts.append(f'<td class="kind-{kind}" data-label="{label}">{show(cell)}</td>')
    return "".join([*parts, "</tr>"])


def _part(thing: Any, name: str) -> Any:
    return thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")


@register.filter
def beside(values: Iterable[Any], labels: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Values each with its label, in order."""
    return list(zip(labels, values, strict=True))


@register.filter
def aria_sort(column: Any) -> str:
    """How a column is sorted, in the words of the standard."""
    sorted_as = column.get("sorted") if isinstance(column, Mapping) else getattr(column, "sorted", "")
    return {"asc": "ascending", "desc": "descending"}.get(str(sorted_as or ""), "none")


@register.inclusion_tag("core/components/pagination.html", takes_context=True)
def pagination(context: Mapping[str, Any], page: Any) -> dict[str, Any]:
    """The pages of a list; the other parts of the address stay."""
    request = context.get("request")
    kept = [(k, v) for k, values in request.GET.lists() if k != "page" for v in values] if request else []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS, "kept": urlencode(kept)}


@register.filter
def show(cell: Any) -> Any:
    """What a cell shows: html that its maker vouches for, or text that is escaped."""
    html = cell.get("html") if isinstance(cell, Mapping) else getattr(cell, "html", None)
    text = cell.get("text", "") if isinstance(cell, Mapping) else getattr(cell, "text", "")
    return conditional_escape(html if html else text)
