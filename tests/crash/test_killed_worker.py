"""A worker killed at any moment loses no chunk that was acknowledged, and writes none twice."""

import json
from pathlib import Path

KILLS, SEED = 25, 20251122


def test_a_job_survives_the_death_of_its_workers(baseline, tmp_path):
    made = baseline.copy(tmp_path / "installation")
    done = made.run(str(Path(__file__).parent / "killed.py"), str(KILLS), str(SEED))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["problems"] == []
    assert seen["kills"] == KILLS
    assert seen["persons"] == seen["expected"] >= seen["acknowledged"] > 0
