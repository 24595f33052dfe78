"""What every view stands on: sign-in, the registry of pages, and finding a row for its reader."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html

from habeas.core.actors import Actor
from habeas.core.error_pages import signed_out
from habeas.core.errors import NotVisible
from habeas.core.rules import Rule

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class PageSpec:
    """A page of the registry: the model its address names, and who may open it at all."""

    view: View
    model: type[models.Model] | None
    rule: Rule | None


PAGES: dict[str, PageSpec] = {}


def page(*, model: type[models.Model] | None = None, rule: Rule | None = None) -> Callable[[View], View]:
    """Register a view: readers only; `model` is what `pk` in its address names; `rule` hides it with 404."""

    def register(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.is_somebody:
                if request.method == "POST" and not _sent_by_script(request):
                    return signed_out(request)
                return redirect_to_login(request.get_full_path())
            if rule is not None and not rule(request.actor):
                raise NotVisible(code=view.__name__)
            return view(request, *args, **kwargs)

        guarded.page_key = f"{view.__module__}.{view.__name__}"  # type: ignore[attr-defined]
        PAGES[guarded.page_key] = PageSpec(view, model, rule)  # type: ignore[attr-defined]
        return guarded

    return register


def _sent_by_script(request: HttpRequest) -> bool:
    """A draft or part of a page: its text stays where it was typed."""
    return bool(request.headers.get("HX-Request") or request.headers.get("X-Requested-With"))


def find(queryset: Any, **lookups: Any) -> Any:
    """The one row of a scoped queryset, or NotVisible: the same answer for a hidden and a missing row."""
    row = queryset.filter(**lookups).first()
    if row is None:
        raise NotVisible()
    return row


def keys_asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """What a form starts with, by the keys in its address; what is no key is left out."""
    return {name: request.GET[name] for name in names if _is_key(request.GET.get(name, ""))}


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def link(
    label: Any,
    url: str,
    *,
    actor: Actor | None = None,
    rule: Rule | None = None,
    target: Any = None,
    **more: Any,
) -> list[dict[str, Any]]:
    """One action of a page as a list: empty when the rule does not allow it, so that lists add up."""
    if rule is not None and actor is not None and not rule(actor, target):
        return []
    return [{"label": label, "url": url, **more}]


def linked(row: Any) -> Any:
    """A record as a link to its page, for the facts of another; None stays None."""
    return None if row is None else format_html('<a href="{}">{}</a>', row.get_absolute_url(), row)


def detail(
    request: HttpRequest, row: Any, *, template: str = "core/detail.html", **context: Any
) -> HttpResponse:
    """The detail page of a row: its own panels, then those that upper floors registered for its model."""
    from habeas.core import panels

    context["panels"] = [p for p in context.get("panels", []) if p] + panels.panels_for(request, row)
    return render(request, template, {"row": row, **context})
