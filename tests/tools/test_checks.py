"""`.ci/run`: each check is run once, one that fails is counted, and its words are shown whole."""

import os
import subprocess

import pytest

from tests.house.sources import ROOT

MAKE = """#!/bin/sh
echo "the words of $2"
[ "$2" != "$FAILS" ]
"""
CHECKS = ["environment-dev", "lint", "types", "contracts", "test", "test-postgres", "test-browser"]


@pytest.fixture
def checks(tmp_path):
    """`checks(fails="types")`: what the runner says and its code; it calls a make that does nothing, and installs
    nothing."""
    for name, body in {"make": MAKE, "apt-get": "#!/bin/sh\n", "sudo": "#!/bin/sh\n"}.items():
        (tmp_path / name).write_text(body)
        (tmp_path / name).chmod(0o700)

    def run(fails=""):
        env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "FAILS": fails}
        done = subprocess.run([ROOT / ".ci" / "run"], capture_output=True, text=True, env=env, timeout=60)
        return done.stdout, done.returncode

    return run


def test_every_check_is_run_once_and_its_words_stand_together(checks):
    said, code = checks()
    assert code == 0
    for name in CHECKS:
        assert said.count(f"\n== make {name}\nthe words of {name}\n") == 1
    assert " passed, 0 failed" in said


@pytest.mark.parametrize("name", CHECKS)
def test_one_that_fails_fails_the_run(checks, name):
    said, code = checks(fails=name)
    assert code == 1
    assert " passed, 1 failed" in said
    assert f"{name:16} FAILED" in said
