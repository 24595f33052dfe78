"""Recording what a process changes on disk: every write, truncation, new name and fsync, in order."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.sources import ROOT

SOURCE = Path(__file__).parent / "recorder.c"
WORK = Path(__file__).parent / "work.py"


@dataclass(frozen=True)
class Change:
    """One change of a file: kind (C, D, W, T, S, U, R as `recorder.c` names them), path below the folder."""

    kind: str
    path: str
    number: int
    data: bytes


def compiler() -> str | None:
    """The C compiler of this machine."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def build(folder: Path) -> Path:
    """Compile the recorder."""
    library = folder / "recorder.so"
    command = [
        str(compiler()),
        "-shared",
        "-fPIC",
        "-O1",
        "-o",
        str(library),
        str(SOURCE),
        "-ldl",
        "-lpthread",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return library


def record_work(library: Path, folder: Path, log: Path, **environment: str) -> None:
    """Let `work.py` write to the installation in `folder` under the recorder; `log` takes the record."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("HABEAS_")}
    env |= {
        "LD_PRELOAD": str(library),
        "RECORD_BELOW": str(folder),
        "RECORD_TO": str(log),
        "HABEAS_TEST": "1",
        "HABEAS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "habeas.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
    }
    done = subprocess.run([sys.executable, str(WORK)], env=env, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr


def changes(log: Path, folder: Path) -> Iterator[Change]:
    """The record, paths shortened to what lies below `folder`; a shared-memory file is no content of a disk."""
    body, at = log.read_bytes(), 0
    while at < len(body):
        kind, size = struct.unpack_from("=cI", body, at)
        path = body[at + 5 : at + 5 + size].decode()
        number, length = struct.unpack_from("=qI", body, at + 5 + size)
        begin = at + 5 + size + 12
        at = begin + length
        data = body[begin:at]
        if kind == b"R":  # what it was renamed to
            data = os.path.relpath(data.decode(), folder).encode()
        if not path.endswith("-shm"):
            yield Change(kind.decode(), os.path.relpath(path, folder), number, data)
