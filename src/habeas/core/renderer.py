"""Forms as Django draws them; choices and one-line controls without a template for each part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"
NOTHING = "—"
"""How a list of choices shows that nothing is chosen; Django's own row of hyphens is read out one by one."""
INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "number", "date", "email", "url", "search", "hidden", "checkbox")
)


class QuickRenderer(DjangoTemplates):
    """A list page offers hundreds of options; a template and two includes for each took a fifth of its time."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return select(context["widget"])
        if template_name in INPUTS:
            return control(context["widget"])
        return super().render(template_name, context, request)


def control(widget: Mapping[str, Any]) -> SafeString:
    """The html of an input; the same as Django's template makes."""
    kind, name, value = widget["type"], widget["name"], widget["value"]
    given = "" if value is None else f' value="{conditional_escape(str(value))}"'
    start = f'<input type="{conditional_escape(kind)}" name="{conditional_escape(name)}"'
    return mark_safe(f"{start}{given}{_attributes(widget['attrs'])}>\n")  # noqa: S308 - each part is escaped


def select(widget: Mapping[str, Any]) -> SafeString:
    """The html of a select; the same as Django's template makes, but for the space between options."""
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'\n<optgroup label="{conditional_escape(name)}">')
        parts.extend(f"\n{_option(option)}" for option in options)
        if name:
            parts.append("\n</optgroup>")
    return mark_safe("".join([*parts, "\n</select>"]))  # noqa: S308 - each part is escaped


def _option(option: Mapping[str, Any]) -> str:
    told = NOTHING if option["label"] == BLANK_CHOICE_DASH[0][1] else option["label"]
    value, label = conditional_escape(str(option["value"])), conditional_escape(told)
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    told = ((conditional_escape(name), value) for name, value in attrs.items() if value is not False)
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"' for name, value in told
    )
