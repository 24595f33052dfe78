"""A habeas of its own, in processes of its own: what a test starts as an administrator would."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from tests.house.sources import ROOT


def habeas(
    data: Path, *words: str, says: int | IO[str] = subprocess.PIPE, **more: str
) -> subprocess.Popen[str]:
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "HABEAS_DATA": str(data)}
    env |= {"HABEAS_SECOND_FACTOR": "off", **more}
    command = [sys.executable, "-m", "habeas", *words]
    return subprocess.Popen(command, env=env, stdout=says, stderr=subprocess.STDOUT, text=True)


def finished(process: subprocess.Popen[str], seconds: float = 300) -> tuple[int, str]:
    said, _ = process.communicate(timeout=seconds)
    return process.returncode, said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Served:
    """A running server, and what it answers.

    What it says goes to a file: nobody reads a pipe while it runs, and a server whose pipe is full stands still.
    """

    def __init__(self, data: Path, *words: str) -> None:
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        self.says = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by stop()
        self.process = habeas(data, "serve", "--bind", f"127.0.0.1:{port}", *words, says=self.says)

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, dict(refusal.headers), refusal.read()

    def wait(self) -> "Served":
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.ask("/")
                return self
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise AssertionError(f"the server did not come up: {self.stop()}")

    def children(self) -> list[str]:
        listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()]
        first = [pid for pid, parent, _ in rows if parent == str(self.process.pid)]
        return [words for pid, parent, words in rows if pid in first or parent in first]

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=300)
        with self.says as said:
            said.seek(0)
            return code, said.read()
