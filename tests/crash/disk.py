"""A disk that loses what was not fsynced.

A write, a truncation or a new size waits until its file is synced; a new, renamed or removed name waits until its
folder is synced. That is stricter than the usual file systems, which bring a new file's name to disk with its content.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.recording import Change

SECTOR = 512


@dataclass
class Content:
    """One file: what is on disk, and what waits."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.waiting:
            apply(self.kept, change)
        self.waiting.clear()

    def after_crash(self, dice: random.Random | None) -> bytes:
        """What is found; with dice, each waiting write came through whole, in part, or not at all."""
        found = bytearray(self.kept)
        for change in self.waiting if dice else ():
            torn = _torn(change, dice)
            if torn is not None:
                apply(found, torn)
        return bytes(found)


def apply(body: bytearray, change: Change) -> None:
    """Write or truncate."""
    if change.kind == "T":
        del body[change.number :]
        body.extend(bytes(change.number - len(body)))
        return
    body.extend(bytes(max(0, change.number - len(body))))
    body[change.number : change.number + len(change.data)] = change.data


def _torn(change: Change, dice: random.Random) -> Change | None:
    lot = dice.random()
    if lot < 0.4:
        return None
    if lot < 0.8 or change.kind == "T":
        return change
    sectors = len(change.data) // SECTOR
    return Change(change.kind, change.path, change.number, change.data[: dice.randint(0, sectors) * SECTOR])


Names = dict[str, Content | None]
GONE = "gone"


class Disk:
    """Names and contents (None for a folder); `play` a change, then ask what a crash would leave."""

    def __init__(self, folder: Path) -> None:
        self.names: Names = {}
        for path in sorted(folder.rglob("*")):
            if not path.name.endswith("-shm"):
                body = None if path.is_dir() else Content(bytearray(path.read_bytes()))
                self.names[str(path.relative_to(folder))] = body
        self.kept_names = dict(self.names)
        self.waiting: list[dict[str, Content | None | str]] = []

    def play(self, change: Change) -> None:
        """Let a change happen; it waits until it is synced."""
        body = self.names.get(change.path)
        if change.kind in "WT":
            assert body is not None, change.path
            body.waiting.append(change)
        elif change.kind == "S":
            self._sync_folder(change.path) if body is None else body.sync()
        else:
            step = self._renaming(change)
            _set_names(self.names, step)
            self.waiting.append(step)

    def _renaming(self, change: Change) -> dict[str, Content | None | str]:
        if change.kind == "R":
            return {change.data.decode(): self.names[change.path], change.path: GONE}
        return {change.path: {"C": Content(), "D": None, "U": GONE}[change.kind]}

    def _sync_folder(self, path: str) -> None:
        for step in [step for step in self.waiting if any(_folder(name) == path for name in step)]:
            _set_names(self.kept_names, step)
            self.waiting.remove(step)

    def after_crash(self, dice: random.Random | None = None) -> dict[str, bytes | None]:
        """Path to content (None: a folder) as found after the crash; a name whose folder is lost is lost.

        Without dice only what was synced is there; with dice, some of what waited came through.
        """
        names = dict(self.kept_names)
        for step in self.waiting[: dice.randint(0, len(self.waiting))] if dice else ():
            _set_names(names, step)
        found: dict[str, bytes | None] = {}
        for name in sorted(names):
            if _folder(name) in (".", *found):
                body = names[name]
                found[name] = None if body is None else body.after_crash(dice)
        return found


def _folder(name: str) -> str:
    return str(Path(name).parent)


def _set_names(names: Names, step: dict[str, Content | None | str]) -> None:
    for name, body in step.items():
        if isinstance(body, str):
            names.pop(name, None)
        else:
            names[name] = body


def write_out(found: dict[str, bytes | None], folder: Path) -> None:
    """Lay a found disk down in a folder, so that it can be opened."""
    for name, body in found.items():
        path = folder / name
        if body is None:
            path.mkdir(mode=0o700)
        else:
            path.write_bytes(body)
            path.chmod(0o600)
