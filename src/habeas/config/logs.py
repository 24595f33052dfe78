"""Logs that tell how the server does, and nothing of who read what."""

import logging
from typing import TypeGuard

from django.urls import Resolver404, resolve

NO_PAGE = "(no such page)"


def page_of(path: str) -> str:
    """The kind of page (`/findings/<uuid:pk>/`), never the record, name or secret that stands in the path."""
    if path.startswith("/static/"):
        return "/static/…"
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return NO_PAGE


class WithoutNames(logging.Filter):
    """Django tells the address of a refused or failed request in full; the log keeps the kind of page."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(("django.request", "django.security")) and isinstance(record.args, tuple):
            record.args = tuple(page_of(word) if is_path(word) else word for word in record.args)
        return True


def is_path(word: object) -> TypeGuard[str]:
    return isinstance(word, str) and word.startswith("/")
