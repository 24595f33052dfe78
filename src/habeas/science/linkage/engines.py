"""Candidate pairs by SQL: on DuckDB in this process, or on Spark when the records outgrow one machine.

The same windows over the same keys as the kernels of `blocking`, so every engine gives the same pairs; scores, weights
and groups are those of this package. Both are optional: install duckdb, or pyspark and a Java runtime.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.blocking import RULES, Keys, rule_key
from habeas.science.linkage.errors import LinkageError

ENGINES: Final = ("own", "duckdb", "spark")
PAIRS: Final = """
with placed as (
    select record, rule, k, near, row_number() over (partition by rule, k order by second, record) as place from keyed
)
select distinct least(a.record, b.record) as one, greatest(a.record, b.record) as other
from placed a join placed b on a.rule = b.rule and a.k = b.k and b.place > a.place and b.place <= a.place + a.near
"""


def keyed(keys: dict[str, Keys]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """By rule: records that have a key, the key, and the second order."""
    for rule, second, _window in RULES:
        key = rule_key(keys, rule)
        rows = np.flatnonzero(key)
        yield rows, (key[rows] >> np.uint64(1)).astype(np.int64), keys[second][rows].astype(np.int64)


def _table(keys: dict[str, Keys]) -> dict[str, NDArray[np.int64]]:
    parts = list(keyed(keys))
    rule = np.concatenate(
        [np.full(len(rows), number, np.int64) for number, (rows, _k, _s) in enumerate(parts)]
    )
    columns = [np.concatenate([part[at] for part in parts]) for at in range(3)]
    near = np.array([window for _rule, _second, window in RULES])[rule]
    return {"record": columns[0], "k": columns[1], "second": columns[2], "rule": rule, "near": near}


def pairs_by(engine: str, keys: dict[str, Keys]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Candidate pairs of rows, each once, made by "duckdb" or "spark".

    Raises `LinkageError` when the engine, or the Java runtime of Spark, is not there.
    """
    made = by_duckdb(keys) if engine == "duckdb" else by_spark(keys)
    return made[0].astype(np.int32), made[1].astype(np.int32)


def by_duckdb(keys: dict[str, Keys]) -> tuple[NDArray[Any], NDArray[Any]]:
    try:
        import duckdb
    except ImportError:
        raise LinkageError("no-engine", value="duckdb", needs="duckdb", remedy="pip install duckdb") from None
    connection = duckdb.connect()
    connection.register("keyed", _table(keys))
    found = connection.execute(PAIRS).fetchnumpy()
    connection.close()
    return found["one"], found["other"]


def by_spark(keys: dict[str, Keys]) -> tuple[NDArray[Any], NDArray[Any]]:
    """In local mode unless Spark's own settings name a master, and with as many partitions as these say; tables go
    through files, which every worker can read."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise LinkageError(
            "no-engine", value="spark", needs="pyspark", remedy="pip install pyspark"
        ) from None
    if not shutil.which("java"):
        raise LinkageError(
            "no-engine", value="spark", needs="Java", remedy="install a Java runtime of version 17"
        )
    with tempfile.TemporaryDirectory() as folder:
        table = _table(keys)
        np.savetxt(
            Path(folder) / "keyed.csv", np.stack(list(table.values()), axis=1), fmt="%d", delimiter=","
        )
        builder = SparkSession.builder.appName("habeas link").config("spark.ui.enabled", "false")
        session = builder.getOrCreate()
        try:
            columns = ", ".join(f"{name} bigint" for name in table)
            session.read.schema(columns).csv(str(Path(folder) / "keyed.csv")).createOrReplaceTempView("keyed")
            session.sql(PAIRS).write.csv(str(Path(folder) / "pairs"))
        finally:
            session.stop()
        parts = [
            np.loadtxt(part, np.int64, delimiter=",", ndmin=2) for part in _filled(Path(folder) / "pairs")
        ]
    both = np.concatenate(parts) if parts else np.zeros((0, 2), np.int64)
    return both[:, 0], both[:, 1]


def _filled(folder: Path) -> list[Path]:
    return [part for part in sorted(folder.glob("part-*.csv")) if part.stat().st_size]
