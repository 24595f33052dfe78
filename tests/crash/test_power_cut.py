"""A power cut loses nothing that was acknowledged, and damages nothing."""

import pytest

from tests.crash.recording import compiler
from tests.crash.replaying import crash

pytestmark = pytest.mark.skipif(
    compiler() is None, reason="the recorder is written in C: no compiler is here"
)
POINTS, WRITES, SEED = 20, 12, 20251122


def test_nothing_acknowledged_is_lost_and_nothing_damaged(baseline, tmp_path):
    crashes = crash(baseline.folder, tmp_path, POINTS, SEED, WRITES)
    assert len(crashes.verdicts) == 2 * POINTS
    assert max(one["acknowledged"] for one in crashes.verdicts) > WRITES
    assert crashes.problems == []


def test_the_replay_notices_what_synchronous_normal_loses(baseline, tmp_path):
    crashes = crash(baseline.folder, tmp_path, POINTS, SEED, WRITES, synchronous="NORMAL")
    assert crashes.count("lost") > 0
    assert crashes.count("integrity") == 0
