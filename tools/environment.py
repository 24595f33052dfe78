"""Make the project's virtual environment from a hashed lock, with the standard library alone.

A virtual environment that this script did not make is used as it is and never changed.
"""

import argparse
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARK = "habeas-lock.txt"
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
    if install_lock(venv, lock) or install_project(venv):
        print(NO_INSTALL.format(lock=lock), file=sys.stderr)
        return 1
    (venv / MARK).write_text(wanted_mark(lock) + "\n")
    say(f"ready in {time.monotonic() - started:.0f} s")
    return 0


def create(venv: Path) -> int:
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(venv, ignore_errors=True)
        print(made.stdout + made.stderr, file=sys.stderr)
        print(NO_VENV.format(version=sys.version.split()[0]), file=sys.stderr)
    return made.returncode


def install_lock(venv: Path, lock: Path) -> int:
    total = lock.read_text().count("==")
    say(f"installing {total} packages from {lock}, each checked against its hash")
    checked = ["--only-binary", ":all:", "--require-hashes", "--no-deps", "--no-compile"]
    return run_pip(venv, [*checked, "-r", str(lock)], total)


def install_project(venv: Path) -> int:
    say("installing habeas itself")
    return run_pip(venv, ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)], 1)


def run_pip(venv: Path, arguments: list[str], total: int) -> int:
    """Run pip, show one line of progress for each package, and its whole output only when it fails."""
    command = [str(venv / "bin" / "python"), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", *arguments]
    heard: list[str] = []
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert pip.stdout is not None
    for line in pip.stdout:
        heard.append(line)
        show_progress(line, heard, total)
    if pip.wait():
        print("".join(heard[-30:]), file=sys.stderr)
    return pip.returncode


def package_name(line: str) -> str:
    named = line.split(": ")[-1].removeprefix("Collecting ").removeprefix("Processing ").split()[0]
    return Path(named).name.split("==")[0].removesuffix(".whl").split("-cp3")[0].split("-py3")[0]


def show_progress(line: str, heard: list[str], total: int) -> None:
    if line.startswith(PACKAGE):
        done = sum(said.startswith(PACKAGE) for said in heard)
        say(f"  {done}/{total} {package_name(line)}")
    elif line.startswith("Installing collected packages"):
        say("  unpacking")


if __name__ == "__main__":
    sys.exit(main())
