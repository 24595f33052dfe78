"""What `habeas check --deploy` looks at beyond Django's own list; each finding says what to do."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from habeas.core import guards, row_security
from habeas.core.errors import HabeasError
from habeas.core.files import sandbox

DEFAULT_SUPERUSERS = ("postgres", "root", "admin", "pgsql")
LOCAL = ("", "localhost", "127.0.0.1", "::1")
ROLE = "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
LOST_AFTER_A_POWER_CUT = ("synchronous_commit", "fsync", "full_page_writes")


@register(Tags.security, deploy=True)
def check_database(**kwargs: Any) -> list[CheckMessage]:
    """The database's role, its second line, its guards and its durability."""
    try:
        if connection.vendor == "postgresql":
            return [
                *role_findings(),
                *temporary_findings(),
                *policy_findings(),
                *durability_findings(),
                *way_findings(),
            ]
        return [*guard_findings(), *sqlite_findings()]
    except DatabaseError as error:
        hint = "Start the database and look at HABEAS_DATABASE_URL, then check again."
        return [Error(f"The database cannot be asked: {error}".strip(), hint, id="habeas.E001")]


def role_findings() -> Iterator[CheckMessage]:
    name, superuser, bypasses, makes_roles = _row(ROLE)
    other = "Make the role that serves: `habeas database-role` (docs/how-to/postgresql.md)."
    if superuser:
        yield Error(
            f"The register signs in to PostgreSQL as the superuser “{name}”.", other, id="habeas.E002"
        )
    elif bypasses:
        hint = f'Take it away: ALTER ROLE "{name}" NOBYPASSRLS.'
        yield Error(f"The role “{name}” goes around row-level security (BYPASSRLS).", hint, id="habeas.E003")
    if not superuser and row_security.owns_tables(connection):
        yield Warning(
            f"The role “{name}” owns the tables, so it could take their guards away.", other, id="habeas.W004"
        )
    if not superuser and makes_roles:
        hint = f'Take it away: ALTER ROLE "{name}" NOCREATEROLE.'
        yield Warning(f"The role “{name}” may make other roles.", hint, id="habeas.W005")
    if name in DEFAULT_SUPERUSERS:
        yield Error(f"“{name}” is a name that every attacker tries first.", other, id="habeas.E006")


def temporary_findings() -> Iterator[CheckMessage]:
    """A role that makes temporary tables could put one before a table of the register."""
    if _row("SELECT has_database_privilege(current_database(), 'TEMPORARY')")[0]:
        hint = "Take it away as the owner: REVOKE TEMPORARY ON DATABASE … FROM PUBLIC (`habeas database-role` does)."
        yield Warning("The role that serves may make temporary tables.", hint, id="habeas.W021")


def policy_findings() -> Iterator[CheckMessage]:
    hint = "Put it back as the owner: `habeas migrate`."
    if tables := row_security.missing_policies(connection):
        text = f"Row-level security is off, not forced, incomplete or altered on: {', '.join(tables)}."
        yield Error(text, hint, id="habeas.E007")
    yield from guard_findings()


def guard_findings() -> Iterator[CheckMessage]:
    if names := guards.missing_guards(connection):
        text = f"{len(names)} guards of the database are missing, switched off or altered: {', '.join(names[:5])}…"
        yield Error(text, "Put them back as the owner: `habeas migrate`.", id="habeas.E008")


def durability_findings() -> Iterator[CheckMessage]:
    for name in LOST_AFTER_A_POWER_CUT:
        if _row("SELECT current_setting(%s)", name)[0] == "off":
            hint = f"Set {name} = on in postgresql.conf, or for the role: ALTER ROLE … RESET {name}."
            yield Error(f"{name} is off: acknowledged writes can be lost.", hint, id="habeas.E009")


def way_findings() -> Iterator[CheckMessage]:
    """The way to a database on another machine must be encrypted and the machine known."""
    told = connection.settings_dict
    away = told["HOST"] not in LOCAL and not str(told["HOST"]).startswith("/")
    if away and told["OPTIONS"].get("sslmode") not in ("verify-full", "verify-ca"):
        hint = "Add ?sslmode=verify-full&sslrootcert=FILE to HABEAS_DATABASE_URL."
        yield Warning(f"The way to the database at {told['HOST']} is not secured.", hint, id="habeas.W010")
    if away and not told["PASSWORD"]:
        hint = "Give the role a password, and ask for scram-sha-256 in pg_hba.conf."
        yield Warning("The database is reached over the network without a password.", hint, id="habeas.W011")


def sqlite_findings() -> Iterator[CheckMessage]:
    if _row("PRAGMA synchronous")[0] < 2:
        hint = "Remove what sets PRAGMA synchronous: habeas opens its database with FULL."
        yield Error("synchronous is not FULL: acknowledged writes can be lost.", hint, id="habeas.E009")
    path = Path(str(connection.settings_dict["NAME"]))
    if path.is_file() and open_to_others(path):
        yield Warning(f"{path} can be read by others.", f"Close it: chmod 0600 {path}.", id="habeas.W012")


@register(Tags.security, deploy=True)
def check_files(**kwargs: Any) -> list[CheckMessage]:
    """The key file is its owner's alone; so is the folder of data."""
    key, data = Path(settings.KEY_FILE), Path(settings.DATA)
    found: list[CheckMessage] = []
    if stat.S_IMODE(key.stat().st_mode) & 0o377:
        found.append(Error(f"The key file {key} is not mode 0400.", f"chmod 0400 {key}", id="habeas.E013"))
    if key.stat().st_uid != os.geteuid():
        hint = "Let the user who runs habeas own it: chown."
        found.append(Warning(f"The key file {key} belongs to somebody else.", hint, id="habeas.W014"))
    if open_to_others(data):
        found.append(Warning(f"The folder {data} is open to others.", f"chmod 0700 {data}", id="habeas.W015"))
    return found


@register(Tags.security, deploy=True)
def check_place_of_key(**kwargs: Any) -> list[CheckMessage]:
    """A key file that lies with the data is taken with them."""
    key, data = Path(settings.KEY_FILE).resolve(), Path(settings.DATA).resolve()
    inside = data in key.parents
    if not inside and key.stat().st_dev != data.stat().st_dev:
        return []
    where = "in the folder of data" if inside else "on the same disk as the data"
    hint = "Keep it on another disk, or on a token that is only there at the start: HABEAS_KEY_FILE."
    text = f"The key file {key} lies {where}: whoever takes that disk reads everything."
    return [Warning(text, hint, id="habeas.W022")]


@register(Tags.security, deploy=True)
def check_sandbox(**kwargs: Any) -> list[CheckMessage]:
    """What the kernel takes away from the process that reads hostile files."""
    try:
        granted = sandbox.doors()
    except HabeasError as problem:
        return [
            Error(f"Files cannot be looked into: {problem}", "Look at the memory limit.", id="habeas.E019")
        ]
    if refused := [name for name, given in granted.items() if not given]:
        text = f"The kernel refuses the process that reads hostile files: {', '.join(refused)}."
        hint = "Use a kernel with Landlock (5.13 or newer, in its lsm= list) and seccomp; in a container allow them."
        return [Warning(text, hint, id="habeas.W020")]
    return []


@register(Tags.security, deploy=True)
def check_names(**kwargs: Any) -> list[CheckMessage]:
    """The server answers to its own names only, and over https."""
    host, allowed = urlsplit(settings.SITE_URL).hostname or "", settings.ALLOWED_HOSTS
    found: list[CheckMessage] = []
    if "*" in allowed:
        hint = f"Name them: HABEAS_HOSTS={host}."
        found.append(Error("The server answers to every host name.", hint, id="habeas.E016"))
    elif host not in {name.strip("[]") for name in allowed}:
        hint = f'Add it: HABEAS_HOSTS="{" ".join([*allowed, host])}".'
        found.append(Error(f"“{host}” of HABEAS_URL is not among HABEAS_HOSTS.", hint, id="habeas.E017"))
    if not settings.SECURE and host not in LOCAL:
        hint = "Put a proxy with a certificate before it and set HABEAS_URL=https://…"
        found.append(Error("Passwords and records go over the network in clear.", hint, id="habeas.E018"))
    return found


@register(Tags.security, deploy=True)
def check_proxies(**kwargs: Any) -> list[CheckMessage]:
    """The addresses by which sign-ins are counted are those of the readers: not the proxy's, and not made up."""
    trusted, behind = settings.ALLAUTH_TRUSTED_PROXY_COUNT, bool(settings.SECURE_PROXY_SSL_HEADER)
    found: list[CheckMessage] = []
    if behind and not trusted:
        hint = "Say how many proxies stand before the server: HABEAS_PROXIES=1."
        found.append(Error("Every reader has the address of the proxy.", hint, id="habeas.E021"))
    if trusted and not behind:
        hint = (
            "Set HABEAS_BEHIND_PROXY=1 where a proxy stands before the server, else leave HABEAS_PROXIES out."
        )
        found.append(Error("Whoever signs in can make up an address.", hint, id="habeas.E022"))
    if settings.SECURE and not behind:
        hint = "The certificate is the proxy's: set HABEAS_BEHIND_PROXY=1 and HABEAS_PROXIES=1."
        found.append(
            Warning("The server does not know that it is reached over https.", hint, id="habeas.W023")
        )
    return found


def open_to_others(path: Path) -> bool:
    """True when anybody but the owner may read or write it."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _row(statement: str, *params: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchone()
