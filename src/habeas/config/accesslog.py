"""An access log that tells how the server does, and nothing of who read what."""

import datetime
from typing import Any

from django.urls import Resolver404, resolve
from gunicorn.glogging import Logger

FORMAT = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"
KEPT = ("t", "m", "s", "B", "L")  # time, method, status, bytes, seconds


def page_of(path: str) -> str:
    """The kind of page (`findings/<uuid:pk>/`), never the record, name or secret that stands in the path."""
    if path.startswith("/static/"):
        return "/static/…"
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return "(no such page)"


class QuietLogger(Logger):
    """Gunicorn's log without address, account, browser, referrer, query string and record."""

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: datetime.timedelta
    ) -> dict[str, Any]:
        known = super().atoms(resp, req, environ, request_time)
        return {name: known[name] for name in KEPT} | {"U": page_of(environ.get("PATH_INFO", ""))}
