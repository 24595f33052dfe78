"""Run a command beside a throw-away PostgreSQL cluster, reached by a socket and removed afterwards.

    python tools/postgres.py pytest -n 2

The command finds the address in HABEAS_DATABASE_URL. The role in it owns its databases but is no superuser; a
second role, "habeas_app", owns nothing: the tests work as that one, as a server would.
Durability is off: it is for tests only.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROLE = DATABASE = "habeas"
SERVING_ROLE = "habeas_app"
DEBIAN = Path("/usr/lib/postgresql")
NOT_FOUND = """\
PostgreSQL's server programs (initdb, pg_ctl) are neither in PATH nor in /usr/lib/postgresql/*/bin.
Install them and try again:
    Debian, Ubuntu:  sudo apt-get install postgresql
    Fedora:          sudo dnf install postgresql-server
"""
NO_USER = """\
PostgreSQL refuses to run as root, and neither a user "postgres" nor "nobody" is here to run it.
Start the command as an ordinary user.
"""
CONFIGURATION = """\
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 60
log_min_messages = warning
"""


class Refused(Exception):
    """Something is missing on this machine; the text says what to do."""


def main(argv: list[str] | None = None) -> int:
    command = sys.argv[1:] if argv is None else argv
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as url:
            return subprocess.run(command, env={**os.environ, "HABEAS_DATABASE_URL": url}).returncode
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1


@contextmanager
def cluster() -> Iterator[str]:
    """Yield the address of a fresh cluster, and leave neither process nor file behind."""
    programs, user = find_programs(), server_user()
    folder = Path(tempfile.mkdtemp(prefix="habeas-pg-", dir="/tmp"))  # noqa: S108  a socket's path must be short
    try:
        if user:
            shutil.chown(folder, user)
        folder.chmod(0o700)
        start(programs, folder, user)
        try:
            prepare(programs, folder, user)
            yield f"postgresql://{ROLE}@/{DATABASE}?host={folder}"
        finally:
            run_as(user, [programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of the newest server on this machine; what is in PATH may be a wrapper of an old one."""
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    in_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(in_path).resolve() if in_path else None
    if found is None:
        raise Refused(NOT_FOUND)
    return found.parent


def server_user() -> str | None:
    """The user to run the server as: oneself, unless one is root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Refused(NO_USER)


def start(programs: Path, folder: Path, user: str | None) -> None:
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"]
    checked(user, [*initdb, "-E", "UTF8", "--locale=C.UTF-8"])
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION + f"unix_socket_directories = '{folder}'\n")
    checked(user, [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "start"])


def prepare(programs: Path, folder: Path, user: str | None) -> None:
    """An owner who is no superuser, and the role that serves; CREATEDB is for the tests' databases."""
    for statement in (
        f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER CREATEDB CREATEROLE",
        f"CREATE ROLE {SERVING_ROLE} LOGIN",
        f"GRANT {SERVING_ROLE} TO {ROLE}",
        f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
    ):
        checked(user, [programs / "psql", "-h", folder, "-U", "postgres", "-q", "-c", statement, "postgres"])


def checked(user: str | None, command: list[object]) -> None:
    done = run_as(user, command)
    if done.returncode:
        raise Refused(f"{Path(str(command[0])).name} failed:\n{done.stdout}")


def run_as(user: str | None, command: list[object]) -> "subprocess.CompletedProcess[str]":
    """Run one of PostgreSQL's programs; its server inherits a file, for a pipe would keep us waiting."""
    words = [str(word) for word in command]
    identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    with tempfile.TemporaryFile("w+") as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        done = subprocess.run(words, cwd="/", env=bare_environment(), **streams, **identity)
        output.seek(0)
        return subprocess.CompletedProcess(words, done.returncode, output.read())


def bare_environment() -> dict[str, str]:
    """No PGHOST or the like of the caller may send a statement to another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8"}


if __name__ == "__main__":
    sys.exit(main())
