"""Gunicorn's access log without address, account, browser, referrer, query string and record."""

import datetime
from typing import Any

from gunicorn.glogging import Logger

from habeas.config.logs import page_of

FORMAT = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"
KEPT = ("t", "m", "s", "B", "L")  # time, method, status, bytes, seconds


class QuietLogger(Logger):
    """Named in `habeas serve`; gunicorn makes one in each process."""

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: datetime.timedelta
    ) -> dict[str, Any]:
        known = super().atoms(resp, req, environ, request_time)
        return {name: known[name] for name in KEPT} | {"U": page_of(environ.get("PATH_INFO", ""))}
