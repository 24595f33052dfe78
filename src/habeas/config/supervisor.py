"""Keeps the processes of a running habeas together: a fallen helper is started again, all stop as one."""

import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

POLL = 0.2
LONGEST_PAUSE = 60.0
STEADY = 30.0  # a helper that ran this long starts again without a pause


@dataclass
class Program:
    """One child: what to run, and when it may run again after it fell."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0
    not_before: float = 0.0

    def start(self) -> None:
        # A group of its own: Ctrl-C reaches the supervisor alone, which then stops all in order.
        self.process = subprocess.Popen(list(self.command), process_group=0)
        self.started = time.monotonic()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def code(self) -> int | None:
        return self.process.poll() if self.process else None

    def plan_restart(self, now: float) -> float:
        """Seconds until the next start: one after a steady run, twice as many after each quick fall."""
        self.pause = 1.0 if now - self.started > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.not_before = now + self.pause
        self.process = None
        return self.pause


@dataclass
class Supervisor:
    """Runs one server and its helpers until the server ends or somebody asks to stop."""

    server: Program
    helpers: list[Program] = field(default_factory=list)
    grace: float = 30.0
    asked_to_stop: bool = False

    def run(self) -> int:
        """Return the server's exit code, or 0 after a stop that was asked for."""
        earlier = {number: signal.signal(number, self.ask) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.server.start()
            while self.server.running and not self.asked_to_stop:
                self.look_after_helpers()
                time.sleep(POLL)
            fallen = not self.asked_to_stop
            self.stop()
            return (self.server.code or 1) if fallen else 0
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)

    def ask(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def look_after_helpers(self) -> None:
        now = time.monotonic()
        for helper in self.helpers:
            if helper.process is None and now >= helper.not_before:
                helper.start()
            elif helper.process is not None and not helper.running:
                code = helper.code
                print(
                    f"{helper.name} ended ({code}); starting it again in {helper.plan_restart(now):.0f} s",
                    flush=True,
                )

    def stop(self) -> None:
        """Ask all to finish their work, and end what has not finished after the grace."""
        programs = [program for program in (self.server, *self.helpers) if program.running]
        for program in programs:
            program.process.terminate()  # type: ignore[union-attr]  # it runs
        deadline = time.monotonic() + self.grace
        for program in programs:
            end(program, deadline)


def end(program: Program, deadline: float) -> None:
    process = program.process
    assert process is not None
    try:
        process.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        print(f"{program.name} did not stop in time and was ended", flush=True)
        process.kill()
        process.wait()
