"""The joint identification under the keys of `dvi-case/1`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .conclusions import SymmetricGroup, incompatible_markers, symmetric_groups
from .sequential import sequential_answers
from .solve import STRANGER, Assignment, Identification, Solution

STRONG = 1e4
MANY_INCOMPATIBLE = 2


def identification_json(found: Identification, solution: Solution) -> dict[str, Any]:
    """Everything that `expected` holds, computed."""
    problem = found.problem
    names = [v.sample for v in problem.victims]
    groups = symmetric_groups(found, solution)
    return {
        "pairwise_LR": {
            "victims": names,
            "missing": list(problem.missing),
            "matrix": [[None if np.isnan(v) else float(np.exp(v)) for v in row] for row in found.pairwise],
        },
        "joint": {
            "n_assignments": solution.assignments,
            "posterior_flat_prior": [a.posterior for a in solution.top],
            "log_sum_exp_all": solution.log_sum,
            "top": [_assignment(found, solution, a) for a in solution.top],
            "marginal_posterior_flat": [_marginal(found, solution, i) for i in range(len(names))],
        },
        "sequential": [dict(zip(names, answer, strict=True)) for answer in sequential_answers(found)],
        "dviSolve_AM": [_missing_row(found, solution, groups, m) for m in problem.missing],
        "dviSolve_PM": [_victim_row(found, solution, groups, i) for i in range(len(names))],
        "dviSolve_error": None,
        "settings": f"{problem.prior.description}; {solution.method}",
    }


def _assignment(found: Identification, solution: Solution, a: Assignment) -> dict[str, Any]:
    names = [v.sample for v in found.problem.victims]
    row: dict[str, Any] = dict(zip(names, a.named, strict=True))
    row["loglik"] = a.log_likelihood
    row["LR"] = float(np.exp(solution.top[0].log_likelihood - a.log_likelihood))
    for missing in found.problem.missing:
        row[missing] = names[a.named.index(missing)] if missing in a.named else STRANGER
    return row


def _marginal(found: Identification, solution: Solution, victim: int) -> dict[str, Any]:
    columns = (*found.problem.missing, STRANGER)
    row: dict[str, Any] = {m: float(p) for m, p in zip(columns, solution.posterior[victim], strict=True)}
    return {**row, "_row": found.problem.victims[victim].sample}


def _missing_row(
    found: Identification, solution: Solution, groups: list[SymmetricGroup], missing: str
) -> dict[str, Any]:
    problem = found.problem
    family = problem.families[problem.family_of[missing]].id
    for group in groups:
        if missing in group.missing:
            text = f"Full siblings: {{{', '.join(group.missing)}}} = {{{', '.join(group.victims)}}}"
            return _row(
                family, missing, "/".join(group.victims), None, _exp(group.log_glr), "Symmetric match", text
            )
    named = solution.top[0].named
    column = problem.missing.index(missing)
    if missing not in named:
        return _row(family, missing, None, None, None, "No match", "")
    victim = named.index(missing)
    ratio = float(np.exp(found.pairwise[victim, column]))
    return _row(
        family, missing, problem.victims[victim].sample, ratio, None, *_strength(found, victim, column)
    )


def _strength(found: Identification, victim: int, column: int) -> tuple[str, str]:
    """Undisputed: strong, and no other victim or missing comes near."""
    table = np.nan_to_num(found.pairwise, nan=-np.inf)
    rivals = [table[i, column] for i in range(len(table)) if i != victim]
    rivals += [table[victim, k] for k in range(table.shape[1]) if k != column]
    if table[victim, column] < np.log(STRONG):
        return "Inconclusive", f"LR below {STRONG:g}"
    if max(rivals, default=-np.inf) <= 0:
        return "Undisputed", "Step 1"
    return "Match (GLR)" if max(rivals) < table[victim, column] else "Disputed", "another pair has LR above 1"


def _victim_row(
    found: Identification, solution: Solution, groups: list[SymmetricGroup], victim: int
) -> dict[str, Any]:
    problem = found.problem
    name = problem.victims[victim].sample
    for group in groups:
        if name in group.victims:
            family = group.family
            ratio = float(np.exp(np.nanmax(found.pairwise[victim])))
            text = f"Full siblings: {{{', '.join(group.victims)}}} = {{{', '.join(group.missing)}}}"
            glr = _exp(group.log_glr)
            row = _row(family, "/".join(group.missing), name, ratio, glr, "Symmetric match", text)
            return _reordered(row)
    missing = solution.top[0].named[victim]
    if missing == STRANGER:
        return _reordered(_row(None, None, name, None, None, *_unmatched(found, victim)))
    column = problem.missing.index(missing)
    family = problem.families[problem.family_of[missing]].id
    ratio = float(np.exp(found.pairwise[victim, column]))
    return _reordered(_row(family, missing, name, ratio, None, *_strength(found, victim, column)))


def _unmatched(found: Identification, victim: int) -> tuple[str, str]:
    """Excluded when even the nearest missing person disagrees at many markers."""
    fits = [m for m in found.problem.missing if found.problem.sexes_agree(victim, m)]
    fewest = min((incompatible_markers(found, victim, m) for m in fits), default=0)
    if not fits:
        return "Excluded", "no missing person of that sex"
    if fewest > MANY_INCOMPATIBLE:
        return "Excluded", f"{fewest}+ inconsistencies"
    return "No match", f"at least {fewest} inconsistencies"


def _row(
    family: str | None,
    missing: str | None,
    sample: str | None,
    ratio: float | None,
    glr: float | None,
    conclusion: str,
    comment: str,
) -> dict[str, Any]:
    return {
        "Family": family,
        "Missing": missing,
        "Sample": sample,
        "LR": ratio,
        "GLR": glr,
        "Conclusion": conclusion,
        "Comment": comment,
    }


def _reordered(row: dict[str, Any]) -> dict[str, Any]:
    order = ("Sample", "Missing", "Family", "LR", "GLR", "Conclusion", "Comment")
    return {key: row[key] for key in order}


def _exp(log: float) -> float:
    return float(np.exp(log)) if log < 700 else float("inf")
