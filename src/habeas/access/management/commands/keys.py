"""`habeas keys`: state, deposit with custodians, recovery, rotation."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from habeas.access.models import Compartment
from habeas.core import audit
from habeas.core.actors import ROOT_COMPARTMENT, system_actor
from habeas.core.audit import AuditRow
from habeas.core.vault import datakeys, escrow, keyfile, rotation
from habeas.core.vault.datakeys import DataKey

KEPT = """Written to {out}, for {count} custodians; each of them alone can bring the key back with
  habeas keys recover {name} --identity THEIR-IDENTITY-FILE
Give them the file, keep none on this machine, and do it again after each `habeas keys rotate-master`."""


DEPOSIT_AGAIN = "Deposits of the old key file lack the new one: run `habeas keys escrow` now."


class Command(BaseCommand):
    """Look after the keys that open every protected value."""

    help = "Show, deposit, recover and rotate the keys."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        what.add_parser("status", help="what there is, and what should be done")
        deposit = what.add_parser("escrow", help="encrypt the key file to two custodians or more")
        deposit.add_argument("--custodian", action="append", default=[], metavar="age1…", required=True)
        deposit.add_argument("--out", type=Path, metavar="FILE", help="where to write it")
        recover = what.add_parser("recover", help="bring the key file back from a deposit")
        recover.add_argument("file", type=Path)
        recover.add_argument("--identity", type=Path, required=True, help="the custodian's age identity file")
        what.add_parser("rotate-master", help="replace the master key in the key file")
        what.add_parser("rotate-audit", help="seal the audit trail with another key from now on")
        what.add_parser("rotate-sessions", help="end every session, by another root of their keys")
        data = what.add_parser("rotate-data", help="start a new data key for a compartment")
        data.add_argument("compartment", help="its code, or 'all'")
        what.add_parser("reencrypt", help="seal every value under the newest data keys")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        getattr(self, "do_" + what.replace("-", "_"))(**options)

    def say(self, text: str) -> None:
        self.stdout.write(text)

    def do_status(self, **_options: Any) -> None:
        keys = keyfile.read(Path(settings.KEY_FILE))
        self.say(f"key file         {settings.KEY_FILE}")
        self.say(f"fingerprint      {keys.fingerprint}")
        self.say(f"master key       number {keys.active} ({len(keys.masters)} in the file)")
        self.say(f"deposited        {_last_deposit(keys)}")
        system = system_actor("tell the state of the keys")
        named = {row.pk: row.code for row in Compartment.objects.visible_to(system)}
        self.say(f"data keys        {DataKey.objects.count()}")
        for compartment, versions in _versions():
            opened = _opens(compartment, versions, keys)
            self.say(f"  {named.get(compartment, _unnamed(compartment)):<24}versions {versions}: {opened}")

    def do_escrow(self, *, custodian: list[str], out: Path | None, **_options: Any) -> None:
        deposited = rotation.deposit_keys(system_actor("deposit the keys"), custodians=custodian)
        keys = keyfile.current()
        out = out or Path(f"habeas-key-{keys.fingerprint}-{keys.active}.age")
        try:
            with out.open("xb") as handle:
                handle.write(deposited)
        except FileExistsError:
            raise CommandError(
                f"{out} exists already. Move it away, or choose another name: --out."
            ) from None
        self.say(KEPT.format(out=out, name=out.name, count=len(set(custodian))))

    def do_recover(self, *, file: Path, identity: Path, **_options: Any) -> None:
        path = Path(settings.KEY_FILE)
        if path.exists():
            raise CommandError(f"There is a key file at {path}. Move it away first; nothing was changed.")
        keys = escrow.withdraw(_read(file), escrow.identities(identity), str(file))
        opened = _try_all(keys)
        keyfile.write(path, keys)
        keyfile.forget()
        datakeys.ring.forget()
        self.say(f"The key file {keys.fingerprint} is back at {path}. {opened}")

    def do_rotate_master(self, **_options: Any) -> None:
        number, count = rotation.rotate_master()
        self.say(f"Master key {number} is in use; {count} data keys were wrapped anew.")
        self.say("Deposits of the old key file no longer open this database: run `habeas keys escrow` now.")

    def do_rotate_audit(self, **_options: Any) -> None:
        last = rotation.rotate_audit_root(system_actor("rotate the key of the audit trail"))
        self.say(f"The trail is sealed with a new key after row {last}; what was before stays verifiable.")
        self.say(DEPOSIT_AGAIN)

    def do_rotate_sessions(self, **_options: Any) -> None:
        rotation.rotate_session_root(system_actor("rotate the root of sessions"))
        self.say("Start the server again now: until then sessions of before still open.")
        self.say(DEPOSIT_AGAIN)

    def do_rotate_data(self, *, compartment: str, **_options: Any) -> None:
        system = system_actor("rotate a data key")
        for row in _compartments(compartment):
            version = rotation.rotate_data_key(system, row.pk)
            self.say(f"{row.code}: data key version {version} seals from now on.")
        self.say("Older values stay under their old key until `habeas keys reencrypt`.")

    def do_reencrypt(self, **_options: Any) -> None:
        started, seen = time.monotonic(), 0

        def show(cursor: tuple[str, str], changed: int) -> None:
            nonlocal seen
            seen += changed
            if changed:
                self.say(f"  {cursor[0]}: {seen} rows sealed anew, {time.monotonic() - started:.0f} s")

        total = rotation.reencrypt(each=show)
        self.say(f"{total} rows were sealed anew; the others were under the newest key already.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CommandError(f"{path} cannot be read: {problem.strerror}.") from None


def _versions() -> Iterable[tuple[UUID, list[int]]]:
    found: dict[UUID, list[int]] = {}
    rows = DataKey.objects.filter(version__gt=datakeys.INDEX_KEY).order_by("compartment", "version")
    for compartment, version in rows.values_list("compartment", "version"):
        found.setdefault(compartment, []).append(version)
    return found.items()


def _unnamed(compartment: UUID) -> str:
    return "(outside compartments)" if compartment == ROOT_COMPARTMENT else str(compartment)


def _opens(compartment: UUID, versions: list[int], keys: keyfile.KeyFile) -> str:
    rows = DataKey.objects.filter(compartment=compartment, version__in=versions)
    try:
        for row in rows:
            datakeys.unwrap(row, keys)
    except datakeys.VaultError as problem:
        return f"LOCKED. {problem}"
    return "open"


def _try_all(keys: keyfile.KeyFile) -> str:
    """Refuse a key file that does not open this database; say so when there is no database to try it on."""
    try:
        rows = list(DataKey.objects.exclude(wrapped=None))
    except DatabaseError:
        return "There is no database to try it on yet."
    for row in rows:
        datakeys.unwrap(row, keys)
    if not audit.end_fits(keys):
        raise datakeys.VaultError(
            "The deposit is older than the key that seals the audit trail now. Ask the custodians for the newest one."
        )
    return f"It opens all {len(rows)} data keys of the database."


def _last_deposit(keys: keyfile.KeyFile) -> str:
    system = system_actor("tell the state of the keys")
    last = AuditRow.objects.visible_to(system).filter(action="keys.escrow").order_by("-seq").first()
    if last is None:
        return "NEVER. If the key file is lost, everything is: run `habeas keys escrow`."
    current = all(f'"{name}":"{n}"' in last.detail for name, n in _numbers(keys).items())
    note = "" if current else ", OUT OF DATE: a key changed since. Run `habeas keys escrow`."
    return f"{last.moment:%Y-%m-%d %H:%M}{note}"


def _numbers(keys: keyfile.KeyFile) -> dict[str, int]:
    """What a deposit wrote down of the keys in it."""
    return {"master": keys.active, "audit": len(keys.audit_keys)}


def _compartments(code: str) -> list[Compartment]:
    rows = Compartment.objects.visible_to(system_actor("rotate a data key"))
    if code == "all":
        return list(rows)
    found = list(rows.filter(code=code))
    if not found:
        known = ", ".join(rows.values_list("code", flat=True))
        raise CommandError(f"There is no compartment '{code}'. There are: {known or 'none'}.")
    return found
