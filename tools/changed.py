"""Print the folders of tests for what was changed: `make quick` runs them.

Compared with the last commit, new files included; where nothing was changed, what that commit changed. The house's own
rules are asked always; a change outside the apps asks everything.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = "tests/house"
SILENT = (".md", ".png", ".po", ".svg")
"""Endings of files that only the house's tests read."""


def folders(paths: Iterable[str], root: Path = ROOT) -> list[str]:
    """The folders under `root` that test these files; `tests` when one of them belongs to no app."""
    found = {HOUSE}
    for path in map(Path, paths):
        if path.suffix in SILENT:
            continue
        parts = path.parts[2:] if path.parts[:2] == ("src", "habeas") else path.parts[1:]
        tests = root / "tests" / (parts[0] if len(parts) > 1 else "")
        if path.parts[0] not in ("src", "tests") or tests == root / "tests" or not tests.is_dir():
            return ["tests"]
        found.add(f"tests/{parts[0]}")
    return sorted(found)


def changed() -> list[str]:
    """The files that differ from the last commit, or that it changed when none does."""
    now = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return now or _git("diff", "--name-only", "HEAD~1")


def _git(*words: str) -> list[str]:
    """Lines of an answer of git; none outside a repository, or where there is one commit alone."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.splitlines()


if __name__ == "__main__":
    print(*folders(changed()))
