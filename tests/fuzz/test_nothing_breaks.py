"""No address answers nonsense with a server error; new addresses are asked by themselves."""

import logging
import os

import pytest

from tests.fuzz.asking import Fuzzer
from tests.matrix import addresses

SEED = int(os.environ.get("HABEAS_FUZZ_SEED", "20260917"))
ROUNDS = int(os.environ.get("HABEAS_FUZZ_ROUNDS", "2"))
"""A longer run: `benchmarks/fuzz.py`."""


@pytest.fixture
def fuzzer(world):
    """Refused hosts and methods would fill the log; what is wrong is told by the run itself."""
    logging.disable(logging.CRITICAL)
    made = Fuzzer(world, SEED)
    yield made
    made.close()
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.figures
def test_nonsense_never_ends_in_a_server_error(fuzzer, figure):
    fuzzer.ask_everything(ROUNDS)
    count = len(addresses.addresses())
    figure(
        "nonsense asked", f"{count} addresses, {fuzzer.asked} requests, {len(fuzzer.broken)} server errors"
    )
    assert fuzzer.broken == []
    assert fuzzer.answers.get(200, 0) > 0
    assert fuzzer.answers.get(422, 0) > 0


def test_a_server_error_is_noticed(fuzzer, monkeypatch):
    from habeas.core import views

    def fall(*_args):
        raise RuntimeError("a fault of the test")

    monkeypatch.setattr(views, "results", fall)
    page = next(a for a in addresses.addresses() if a.name == "core:search")
    for _ in range(12):
        fuzzer.ask(page, "director_north")
    assert "a fault of the test" in fuzzer.broken[0]
