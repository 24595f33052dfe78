"""A form that adds something to a record and returns to the record's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from habeas.core.editing import edit_page
from habeas.core.rules import Rule


def record(
    request: Any,
    row: Any,
    *,
    title: Any,
    form_class: Any,
    action: Callable[..., Any],
    rule: Rule,
    home: Any = None,
    **context: Any,
) -> HttpResponse:
    """Show and save the form; `home` is whose page comes next, the row's own by default."""
    back = (row if home is None else home).get_absolute_url()

    def save(data: dict[str, Any]) -> str:
        action(request.actor, row, **data)
        return back

    return edit_page(
        request,
        title=title,
        rule=rule,
        target=row,
        form_class=form_class,
        save=save,
        key=f"{form_class.__module__}.{form_class.__name__}-{row.pk}"[-80:],
        cancel_url=back,
        subtitle=str(row),
        **context,
    )
