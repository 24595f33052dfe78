"""The database: embedded SQLite in the data folder, or the PostgreSQL that HABEAS_DATABASE_URL names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_settings(url: str, data: Path) -> dict[str, Any]:
    """Django's settings of the default database; raises ValueError naming a URL that is not understood."""
    if not url:
        return sqlite_settings(data / "habeas.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_settings(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql_settings(parts)
    raise ValueError(f"HABEAS_DATABASE_URL starts with '{parts.scheme}': use postgresql://… or sqlite:///….")


def sqlite_settings(path: Path) -> dict[str, Any]:
    """WAL with synchronous=FULL: an acknowledged write survives a power cut; writers queue up to 20 s.

    A connection serves a minute of requests: opening one reads the whole schema, 13 ms of processor time.
    """
    return {
        "ENGINE": "habeas.core.db.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": float(os.environ.get("HABEAS_DATABASE_TIMEOUT", "20")),
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
            ),
        },
    }


def postgresql_settings(parts: Any) -> dict[str, Any]:
    """The server database; options in the query string go to the driver (host=/socket/folder).

    `pool=N` shares at most N connections among the threads of a process instead of keeping one for each.
    """
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    pool = int(options.pop("pool", 0))
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool}
    return {
        "ENGINE": "habeas.core.db.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(options.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # a later FETCH would not carry the scope of its statement
        "OPTIONS": options,
    }


def role_of(url: str) -> str:
    """The role that a PostgreSQL address signs in as; empty for an embedded database."""
    return unquote(urlsplit(url).username or "")


def database_exists(settings: dict[str, Any]) -> bool:
    """True when an embedded database is there already, so that a missing key file is an accident."""
    return settings["ENGINE"].endswith("sqlite3") and Path(settings["NAME"]).exists()
