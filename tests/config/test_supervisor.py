"""One falls and is started again; one is asked and all stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from habeas.config.supervisor import Program, Supervisor

STEADY = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "w")
time.sleep(60)
"""


def falls(seconds: float, code: int) -> list[str]:
    return [sys.executable, "-c", f"import sys, time; time.sleep({seconds}); sys.exit({code})"]


def leaves_a_mark(folder: Path) -> list[str]:
    return [sys.executable, "-c", f"import os; open('{folder}/' + str(os.getpid()), 'w')"]


def stop_when(condition, number: int = signal.SIGTERM) -> threading.Thread:
    def wait_and_ask() -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not condition():
            time.sleep(0.05)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=wait_and_ask)
    thread.start()
    return thread


def test_the_servers_exit_code_is_passed_on() -> None:
    assert Supervisor(Program("the server", falls(0.1, 3))).run() == 3


def test_a_server_that_ends_by_itself_is_a_failure() -> None:
    assert Supervisor(Program("the server", falls(0.1, 0))).run() == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_all_stop_when_asked(number: int) -> None:
    helper = Program("the helper", STEADY)
    supervisor = Supervisor(Program("the server", STEADY), [helper])
    asking = stop_when(lambda: helper.running, number)
    assert supervisor.run() == 0
    asking.join()
    assert (supervisor.server.running, helper.running) == (False, False)


def test_helpers_stop_when_the_server_falls() -> None:
    helper = Program("the helper", STEADY)
    assert Supervisor(Program("the server", falls(1.0, 4)), [helper]).run() == 4
    assert helper.process is not None
    assert not helper.running


def test_a_fallen_helper_is_started_again(tmp_path: Path) -> None:
    helper = Program("the helper", leaves_a_mark(tmp_path))
    asking = stop_when(lambda: len(list(tmp_path.iterdir())) >= 2)
    Supervisor(Program("the server", STEADY), [helper]).run()
    asking.join()
    assert len(list(tmp_path.iterdir())) == 2


def test_each_quick_fall_doubles_the_pause_up_to_a_minute() -> None:
    helper = Program("the helper", STEADY)
    helper.started = 100.0
    assert [helper.plan_restart(101.0) for _ in range(7)] == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    assert helper.plan_restart(131.0) == 1.0


def test_what_does_not_stop_in_time_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "deaf"
    server = Program("the server", [sys.executable, "-c", DEAF, str(mark)])
    asking = stop_when(mark.exists)
    assert Supervisor(server, grace=0.3).run() == 0
    asking.join()
    assert server.code == -signal.SIGKILL


def test_a_program_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        Supervisor(Program("the server", ["/nowhere/at/all"])).run()


def test_nothing_is_left_running() -> None:
    listed = subprocess.run(["ps", "-eo", "ppid=,args="], capture_output=True, text=True).stdout.splitlines()
    mine = [line for line in listed if line.split()[0] == str(os.getpid()) and "time.sleep(60)" in line]
    assert mine == []
