"""Every engine makes the same pairs."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import numpy as np
import pytest

from habeas.science.linkage import LinkageError, Settings, link, read_lists
from habeas.science.linkage.blocking import all_rows, neighbours_of, parts
from habeas.science.linkage.cli import package_places
from habeas.science.linkage.engines import pairs_by

from .lists import LISTS, linked


def own_pairs() -> set[int]:
    keys = parts(linked().records)
    every = np.ones(len(linked().records), np.bool_)
    found = [neighbours_of(rows, every) for rows in all_rows(keys)]
    return set(np.unique(np.concatenate(found)).tolist())


@pytest.mark.skipif(not find_spec("duckdb"), reason="duckdb is not installed")
def test_duckdb_makes_the_same_pairs() -> None:
    one, other = pairs_by("duckdb", parts(linked().records))
    made = set((one.astype(np.int64) << 32 | other).tolist())
    assert len(made ^ own_pairs()) < 0.02 * len(made)


@pytest.mark.skipif(not find_spec("duckdb"), reason="duckdb is not installed")
def test_duckdb_finds_the_same_persons() -> None:
    found = link(read_lists(LISTS), gazetteer=package_places(), settings=Settings(engine="duckdb"))
    assert np.mean(found.labels == linked().labels) > 0.999


@pytest.mark.skipif(
    not find_spec("pyspark") or not shutil.which("java"), reason="pyspark or Java is not installed"
)
def test_spark_makes_the_same_pairs() -> None:
    one, other = pairs_by("spark", parts(linked().records))
    made = set((one.astype(np.int64) << 32 | other).tolist())
    assert len(made ^ own_pairs()) < 0.02 * len(made)


def test_missing_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(LinkageError, match="pip install duckdb"):
        pairs_by("duckdb", parts(linked().records))
