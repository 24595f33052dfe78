"""Joint identification of 16 victims and 15 missing of 8 families, 15 STRs: exact by decomposition.

PYTHONPATH=src:. python benchmarks/kinship_identify.py
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from math import comb, factorial

import numpy as np
from benchmarks.kinship_data import load_markers

from habeas.science.kinship.identification.problem import Problem, SearchingFamily
from habeas.science.kinship.identification.solve import Identification
from habeas.science.kinship.pedigree import Pedigree, Person
from habeas.science.kinship.profiles import Profile
from habeas.science.kinship.simulate import simulate_profiles

Rows = list[tuple[str, str | None, str | None, str]]
PARENTS: Rows = [("FA", None, None, "M"), ("MO", None, None, "F")]
COUPLE: Rows = [("M1", None, None, "M"), ("SP", None, None, "F")]


def child(name: str, sex: str) -> tuple[str, str | None, str | None, str]:
    return (name, "FA", "MO", sex)


SHAPES: list[tuple[Rows, list[str], list[str]]] = [
    (
        [*PARENTS, child("M1", "M"), child("M2", "M"), child("M3", "F"), child("S", "F")],
        ["M1", "M2", "M3"],
        ["MO", "S"],
    ),
    (
        [*PARENTS, child("M1", "M"), child("M2", "F"), child("S1", "M"), child("S2", "F")],
        ["M1", "M2"],
        ["S1", "S2"],
    ),
    ([*COUPLE, ("M2", "M1", "SP", "M"), ("C", "M1", "SP", "F")], ["M1", "M2"], ["SP", "C"]),
    ([*PARENTS, child("M1", "F"), child("M2", "F"), child("S", "M")], ["M1", "M2"], ["FA", "S"]),
    ([*PARENTS, child("M1", "M"), child("M2", "M")], ["M1", "M2"], ["FA", "MO"]),
    ([*PARENTS, child("M1", "M"), child("M2", "F"), child("S", "M")], ["M1", "M2"], ["MO", "S"]),
    ([*PARENTS, child("M1", "F")], ["M1"], ["MO"]),
    ([*COUPLE, ("C", "M1", "SP", "M")], ["M1"], ["SP", "C"]),
]


def simulated_problem(model: str, seed: int = 5, markers: int = 15) -> tuple[Problem, list[str]]:
    """The problem and the truth: 14 of 15 missing are found, two victims are strangers."""
    rng = np.random.default_rng(seed)
    strs = load_markers(model)[:markers]
    families: list[SearchingFamily] = []
    bodies: list[tuple[str, Profile]] = []
    for number, (rows, missing, typed) in enumerate(SHAPES):
        tree = Pedigree(tuple(Person(*row) for row in rows))  # type: ignore[arg-type]
        profiles = simulate_profiles(tree, strs, rng)
        for person in list(tree.by_id):
            tree = tree.renamed(person, f"{number}-{person}")
        names = tuple(f"{number}-{m}" for m in missing)
        families.append(
            SearchingFamily(f"F{number}", tree, names, {f"{number}-{t}": profiles[t] for t in typed})
        )
        bodies += [(f"{number}-{m}", profiles[m]) for m in missing]
    stranger = Pedigree((Person("x", sex="M"), Person("y", sex="F")))
    bodies = bodies[:-1] + [("*", p) for p in simulate_profiles(stranger, strs, rng).values()]
    order = rng.permutation(len(bodies))
    victims = [Profile(f"V{k}", bodies[i][1].genotypes, bodies[i][1].sex) for k, i in enumerate(order)]
    return Problem(tuple(families), tuple(victims), tuple(strs)), [bodies[i][0] for i in order]


def table_rows(victims: int, missing: int) -> int:
    """Assignments of a full table, sexes ignored."""
    return sum(comb(victims, k) * comb(missing, k) * factorial(k) for k in range(missing + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs="*", default=["none", "stepwise"])
    chosen = parser.parse_args()
    sys.stdout.write(f"load average at start {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    Identification(simulated_problem("none", markers=2)[0]).solve()
    for model in chosen.models:
        problem, truth = simulated_problem(model)
        start, cpu = time.perf_counter(), time.process_time()
        solution = Identification(problem).solve()
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
        right = sum(a == b for a, b in zip(solution.top[0].named, truth, strict=True))
        rows = table_rows(len(problem.victims), len(problem.missing))
        sys.stdout.write(
            f"{model}: {len(problem.victims)} victims, {len(problem.missing)} missing, full table {rows:.1e} rows "
            f"({solution.assignments} possible): {wall:.2f} s wall, {cpu:.2f} s CPU; {solution.method}; "
            f"best assignment right for {right} of {len(truth)}\n"
        )


if __name__ == "__main__":
    main()
