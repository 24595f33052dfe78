"""Places in templates: `{% load places %}{% place visit.site.municipality %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from habeas.places import names

register = template.Library()


@register.simple_tag
def place(row: Any) -> SafeString | str:
    """The names of a place in the reader's order and script; nothing for no place."""
    return names.marked_name_of(row) if row is not None else ""


@register.filter
def place_name(row: Any) -> str:
    """The same as plain text, for attributes and titles."""
    return names.name_of(row) if row is not None else ""
