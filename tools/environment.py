"""Make the project's virtual environment from a hashed lock, with the standard library alone.

A virtual environment that this script did not make is used as it is and never changed.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARK = "habeas-lock.txt"
LARGE = ("llvmlite", "numba", "numpy", "scipy")  # half of all bytes: they come beside the many small ones
PACKAGE = ("Collecting ", "Processing ", "Requirement already satisfied: ")  # how pip names the next one
OLDEST, TOO_NEW = (3, 11), (3, 13)
NO_VENV = """\
Python {version} here has no venv module, so no environment can be made.
Install it and try again:
    Debian, Ubuntu:  sudo apt-get install python3-venv
    Fedora:          sudo dnf install python3-pip
"""
NO_PYTHON = """\
habeas needs Python 3.11 or 3.12; this is Python {version} ({path}).
Install one and name it:  make demo PYTHON=python3.11
"""
NO_INSTALL = """\
pip could not install the packages of {lock}.
Its last words are above. Common causes: no way to the package registry (set a proxy or a mirror in pip's own
settings), a full disk, or a machine that the packages have no wheel for (Linux on x86-64 or ARM is needed).
The environment is left as it is: the same command goes on from there.
"""


def main(argv: list[str] | None = None) -> int:
    options = parse(argv)
    venv, lock = Path(options.venv), Path(options.lock)
    if is_foreign(venv):
        say(f"using {venv} as it is (this project did not make it)")
        return 0
    if read_mark(venv) in good_marks(lock):
        return 0
    problem = what_is_missing()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    return make(venv, lock)


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the virtual environment from a hashed lock.")
    parser.add_argument("--venv", default=".venv")
    parser.add_argument("--lock", default="requirements/base.txt")
    return parser.parse_args(argv)


def say(text: str) -> None:
    print(f"[environment] {text}", flush=True)


def is_foreign(venv: Path) -> bool:
    return (venv / "bin" / "python").exists() and not (venv / MARK).exists()


def good_marks(lock: Path) -> set[str]:
    """What development needs holds everything that running needs, in the same versions."""
    wider = lock.with_name("dev.txt")
    return {wanted_mark(lock)} | ({wanted_mark(wider)} if wider.exists() else set())


def wanted_mark(lock: Path) -> str:
    """The lock with its parts and the project's own metadata decide whether an environment is up to date."""
    digest = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    return f"{lock.name} {digest.hexdigest()}"


def read_mark(venv: Path) -> str:
    mark = venv / MARK
    return mark.read_text().strip() if mark.exists() else ""


def what_is_missing() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        return NO_PYTHON.format(version=version, path=sys.executable)
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return NO_VENV.format(version=version)
    return ""


def make(venv: Path, lock: Path) -> int:
    started = time.monotonic()
    if not (venv / "bin" / "python").exists():
        say(f"making {venv} with Python {sys.version.split()[0]}")
        if create(venv):
            return 1
    (venv / MARK).write_text("unfinished\n")
    if install_all(venv, lock):
        print(NO_INSTALL.format(lock=lock), file=sys.stderr)
        return 1
    (venv / MARK).write_text(wanted_mark(lock) + "\n")
    say(f"ready in {time.monotonic() - started:.0f} s")
    return 0


def create(venv: Path) -> int:
    command = [sys.executable, "-m", "venv", str(venv), *(["--without-pip"] if bundled_pip() else [])]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(venv, ignore_errors=True)
        print(made.stdout + made.stderr, file=sys.stderr)
        print(NO_VENV.format(version=sys.version.split()[0]), file=sys.stderr)
    return made.returncode


def bundled_pip() -> str:
    """The pip that Python carries for new environments; it runs from its archive, which unpacking takes 6 s."""
    found = importlib.util.find_spec("ensurepip")
    archives = Path(found.origin).parent.glob("_bundled/pip-*.whl") if found and found.origin else ()
    return str(max(archives, default=""))


def install_all(venv: Path, lock: Path) -> int:
    """The packages of a lock and the project, by two pips at once; 0 when all of them did it."""
    parts = split(lock.read_text())
    total = sum(part.count("==") for part in parts)
    say(f"installing {total} packages from {lock}, each checked against its hash")
    progress = Progress(total)
    with ThreadPoolExecutor(len(parts)) as lanes:
        done = [lanes.submit(install_part, venv, number, part, progress) for number, part in enumerate(parts)]
        return max(one.result() for one in done)


def split(lock: str) -> list[str]:
    """The lock in two parts of about the same size: the few large packages, and all others."""
    parts = ["", ""]
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock):
        parts[entry.split("==")[0].strip() in LARGE] += entry + "\n"
    return [part for part in parts if "==" in part]


def install_part(venv: Path, number: int, lines: str, progress: "Progress") -> int:
    """One part of the lock; the one that holds what builds the project brings the project too."""
    part = venv / f"lock-{number}.txt"
    part.write_text(lines)
    checked = ["--only-binary", ":all:", "--require-hashes", "--no-deps", "--no-compile"]
    code = run_pip(venv, [*checked, "-r", str(part)], progress)
    part.unlink()
    if code or "setuptools==" not in lines:
        return code
    return run_pip(
        venv, ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)], progress
    )


def run_pip(venv: Path, arguments: list[str], progress: "Progress") -> int:
    """Run pip, show one line of progress for each package, and its whole output only when it fails."""
    command = [str(venv / "bin" / "python"), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", *arguments]
    heard: list[str] = []
    pip = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=with_pip(os.environ)
    )
    assert pip.stdout is not None
    for line in pip.stdout:
        heard.append(line)
        progress.show(line)
    if pip.wait():
        print("".join(heard[-30:]), file=sys.stderr)
    return pip.returncode


def with_pip(variables: "os._Environ[str] | dict[str, str]") -> dict[str, str]:
    """The variables under which the new environment finds a pip."""
    return {**variables, "PYTHONPATH": bundled_pip()}


class Progress:
    """Counts the packages that the pips name."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0

    def show(self, line: str) -> None:
        if not line.startswith(PACKAGE) or line.rstrip().endswith(str(ROOT)):
            return
        self.done += 1
        say(f"  {self.done}/{self.total} {package_name(line)}")


def package_name(line: str) -> str:
    named = line.split(": ")[-1].removeprefix("Collecting ").removeprefix("Processing ").split()[0]
    return Path(named).name.split("==")[0].removesuffix(".whl").split("-cp3")[0].split("-py3")[0]


if __name__ == "__main__":
    sys.exit(main())
