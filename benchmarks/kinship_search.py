"""Blind search: pairs a second with table building included, bytes moved a pair, share of the gather bandwidth.

PYTHONPATH=src:. python benchmarks/kinship_search.py --size 10000
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time

import numpy as np
from benchmarks.kinship_data import load_markers, make_problem

from habeas.science.kinship.jit import compiled
from habeas.science.kinship.search import BlindSearch, SearchSettings
from habeas.science.kinship.tables import TableBuilder

PASSES = 400


@compiled
def gather(table: np.ndarray, entries: np.ndarray, sums: np.ndarray, passes: int) -> None:
    """Nothing but look-ups: the ceiling that a search by tables can reach."""
    for _ in range(passes):
        a = b = c = d = 0.0
        for j in range(0, entries.shape[0], 4):
            a += table[entries[j]]
            b += table[entries[j + 1]]
            c += table[entries[j + 2]]
            d += table[entries[j + 3]]
        sums[0] += a + b + c + d


def gather_rate(width: int) -> float:
    """Look-ups a second of one thread in a table of a family's size."""
    rng = np.random.default_rng(1)
    table, entries = rng.random(width), rng.integers(0, width, 1 << 16).astype(np.uint16)
    sums = np.zeros(1)
    gather(table, entries, sums, 1)
    start = time.perf_counter()
    gather(table, entries, sums, PASSES)
    return PASSES * len(entries) / (time.perf_counter() - start)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def measure_building(model: str, count: int) -> float:
    """Core-milliseconds a family, JIT warm, one thread."""
    markers = load_markers(model)
    families, _ = make_problem(count, markers)
    builder = TableBuilder(markers)
    builder.build(families[:12])
    start = time.process_time()
    for at in range(0, count, 64):
        builder.build(families[at : at + 64])
    return 1000 * (time.process_time() - start) / count


def measure_search(size: int, model: str, threads: int) -> None:
    markers = load_markers(model)
    families, victims = make_problem(size, markers)
    options = SearchSettings(threads=threads, threshold=4.0)
    list(BlindSearch(families[:70], victims[:70], markers, options=options).run())
    cpu, start = time.process_time(), time.perf_counter()
    search = BlindSearch(families, victims, markers, options=options)
    hits = sum(len(found.victim) for found in search.run())
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    pairs = size * size
    width = search.builder.index.width
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(
        f"{size} x {size}, {len(markers)} STRs, {model}, {threads} threads: {wall:.2f} s wall, {cpu:.2f} s CPU"
    )
    say(f"  {pairs / wall:,.0f} pairs/s with tables; {hits} pairs above 10^4; peak memory {peak:.0f} MiB")
    measure_kernel(search, families[:64], width)


def measure_kernel(search: BlindSearch, families: list, width: int) -> None:  # type: ignore[type-arg]
    """The look-up kernel alone on one thread, against the gather ceiling."""
    from habeas.science.kinship.search import score_pairs

    block = search.builder.build(families)
    scores = np.empty((len(families), search.places.shape[0]))
    none = np.zeros(len(families), dtype=np.int8)
    start = time.perf_counter()
    score_pairs(block.values, search.places, none, search.sexes, scores)
    taken = time.perf_counter() - start
    markers = search.places.shape[1]
    rate, ceiling = scores.size * markers / taken, gather_rate(width)
    moved = markers * (8 + search.places.itemsize)
    say(f"  {moved} bytes moved a pair; look-up alone {scores.size / taken:,.0f} pairs/s a core")
    share = rate / ceiling
    say(
        f"  {rate / 1e6:,.0f} of {ceiling / 1e6:,.0f} million look-ups/s a core: {share:.0%} of the gather rate"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--model", default="stepwise", choices=("none", "stepwise"))
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--building", type=int, default=600, help="families for the building figure")
    chosen = parser.parse_args()
    say(f"load average at start {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for model in ("none", "stepwise"):
        say(f"building, {model}: {measure_building(model, chosen.building):.2f} core-ms a family")
    measure_search(chosen.size, chosen.model, chosen.threads)


if __name__ == "__main__":
    main()
