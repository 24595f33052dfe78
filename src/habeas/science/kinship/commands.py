"""What each command of `habeas kinship` does; imported only when one runs."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cli import Progress, policy, say, say_json, settings_of
from .comparison import Comparison, compare_case
from .errors import KinshipError, ParseError
from .formats import reading as get
from .formats.blind import SearchProblem, load_search
from .formats.cases import Case, load_case
from .formats.dvi import load_dvi
from .formats.familias import FamiliasFile, familias_case, load_familias, write_familias
from .formats.tables import load_frequencies, load_profiles, write_profiles
from .formats.writing import case_to_json
from .identification.conclusions import verdicts
from .identification.problem import Prior
from .identification.sequential import sequential_answers
from .identification.solve import STRANGER, Identification, Solution
from .identification.summary import identification_json
from .likelihood import Settings
from .markers import Marker, make_marker
from .pedigree import Hypothesis, Pedigree
from .power import family_power, whom_to_sample
from .report import engine_version, make_report, ratio_json, report_text
from .search import BlindSearch, SearchSettings
from .tables import Family


def read_case(chosen: argparse.Namespace) -> Case:
    if chosen.file.suffix.lower() == ".fam":
        return familias_case(load_familias(chosen.file), chosen.file.stem)
    return load_case(chosen.file, policy(chosen))


def compare(chosen: argparse.Namespace) -> None:
    case = read_case(chosen)
    settings = settings_of(chosen, case.theta, chosen.drop_out)
    for sample in settings.drop_out:
        if sample not in case.profiles:
            raise KinshipError("drop-out is given for a sample that the case does not have", sample=sample)
    found = compare_case(case, settings)
    if chosen.json:
        say_json(comparison_json(found, settings))
        return
    others = {}
    for item in chosen.database:
        name, _, file = item.partition("=")
        others[name] = _with_database(case, Path(file), settings)
    say(
        report_text(
            make_report(found, settings, prior=chosen.prior, threshold=chosen.threshold, databases=others)
        )
    )


def comparison_json(found: Comparison, settings: Settings) -> dict[str, object]:
    """The keys of `expected`: the first engine lets untyped founders mutate, the second prunes them."""
    first, second = found.mutate, found.prune
    if settings.founders == "prune":
        first, second = second, first
    value: dict[str, object] = {"engine": engine_version(), **ratio_json(first)}
    if not found.case.is_direct:
        other = ratio_json(second, "second_")
        value["second_engine"] = "the other convention for untyped founders"
        value |= {key: other[key] for key in ("second_LR_per_marker", "second_log10_LR_total")}
        value["max_rel_diff"] = found.largest_difference
    if found.linked_log_lr is not None and found.case.linked is not None:
        log10 = found.linked_log_lr / np.log(10)
        value["linked"] = {
            "rho": found.case.linked[2],
            "LR": float(np.exp(found.linked_log_lr)),
            "log10_LR": log10,
        }
    return value


def _with_database(case: Case, file: Path, settings: Settings) -> float:
    """Total under other frequencies (mutation of the case kept where the alleles are the same)."""
    tables = load_frequencies(file)
    markers: list[Marker] = []
    for marker in case.markers:
        if marker.name not in tables:
            raise KinshipError(f"has no marker {marker.name}", file=str(file), marker=marker.name)
        table = tables[marker.name]
        mutation = marker.mutation if tuple(table) == marker.alleles else None
        made = make_marker(marker.name, table, chrom=marker.chrom, mutation=mutation)
        markers.append(made)
    return compare_case(replace(case, markers=tuple(markers)), settings).mutate.log10_total


def search(chosen: argparse.Namespace) -> None:
    problem = load_search(chosen.file, policy(chosen))
    options = SearchSettings(
        threshold=chosen.threshold,
        top_k=chosen.top,
        threads=chosen.threads,
        drop_out=chosen.drop_out,
        drop_in=chosen.drop_in,
        minimum_markers=chosen.minimum_markers,
    )
    chosen.drop_in = 0.0
    settings = settings_of(chosen, problem.theta)
    work = BlindSearch(problem.families, problem.victims, problem.markers, settings, options)
    if chosen.json:
        say_json(_matrix_json(problem, work.matrix()))
        return
    _tell_search(chosen, problem, work, settings)


def _matrix_json(problem: SearchProblem, matrix: NDArray[np.float64]) -> dict[str, object]:
    return {
        "victims": [v.sample for v in problem.victims],
        "missing": [f.missing for f in problem.families],
        "matrix": matrix.tolist(),
    }


def _tell_search(
    chosen: argparse.Namespace, problem: SearchProblem, work: BlindSearch, settings: Settings
) -> None:
    progress = Progress("families", len(problem.families), quiet=chosen.quiet)
    say(f"{'victim':<16} {'missing':<16} {'family':<16} {'log10 LR':>10} {'markers':>8}")
    total = 0
    for block, hits in enumerate(work.run()):
        progress.at(min((block + 1) * work.options.block, len(problem.families)))
        total += len(hits.victim)
        for v, f, score, markers in zip(hits.victim, hits.family, hits.log10_lr, hits.markers, strict=True):
            family = problem.families[f]
            say(
                f"{problem.victims[v].sample:<16} {family.missing:<16} {family.id:<16} {score:>10.4f} {markers:>8}"
            )
    say(f"{total} pairs with log10 LR of at least {chosen.threshold:g}")
    for sample in work.left_out:
        say(f"not matched, fewer than {chosen.minimum_markers} markers: {sample}")
    for name, marker in sorted(set(work.inconsistent)):
        say(f"references exclude each other in family {name} at {marker}; the marker was left out")
    say(
        f"{engine_version()}; mutation {problem.mutation}; theta {settings.theta:g}; founders {settings.founders}"
    )


def identify(chosen: argparse.Namespace) -> None:
    problem = load_dvi(chosen.file, policy(chosen))
    settings = replace(problem.settings, founders=chosen.founders)
    if chosen.theta is not None:
        settings = replace(settings, theta=chosen.theta)
    prior = Prior(event=chosen.event) if chosen.event else problem.prior
    found = Identification(replace(problem, settings=settings, prior=prior), seed=chosen.seed)
    progress = Progress("component", len(found.components()), quiet=chosen.quiet)
    solution = found.solve(chosen.top, lambda done, _: progress.at(done))
    if chosen.json:
        say_json(identification_json(found, solution))
        return
    _tell_identification(found, solution, chosen.threshold)


def _tell_identification(found: Identification, solution: Solution, threshold: float) -> None:
    say(f"{'victim':<16} {'verdict':<12} {'missing':<24} {'posterior':>12}  reason")
    for verdict in verdicts(found, solution, threshold=threshold):
        names = " or ".join(verdict.missing) or "-"
        say(
            f"{verdict.victim:<16} {verdict.verdict:<12} {names:<24} {verdict.posterior:>12.8f}  {verdict.reason}"
        )
    for answer in sequential_answers(found):
        say(f"sequential answer: {_answer(found, answer)}")
    say(
        f"joint answer:      {_answer(found, solution.top[0].named)}, posterior {solution.top[0].posterior:.6f}"
    )
    say(f"{solution.assignments} possible assignments; {solution.method}")
    say(f"{found.problem.prior.description}; theta {found.problem.settings.theta:g}; {engine_version()}")


def _answer(found: Identification, named: tuple[str, ...]) -> str:
    pairs = zip(found.problem.victims, named, strict=True)
    return ", ".join(f"{v.sample} = {name if name != STRANGER else 'nobody'}" for v, name in pairs)


def power(chosen: argparse.Namespace) -> None:
    families, markers, theta = _power_families(chosen)
    chosen.drop_in = 0.0
    settings = settings_of(chosen, theta)
    answers = []
    for family in families:
        options = {"threshold": chosen.threshold, "simulations": chosen.simulations, "seed": chosen.seed}
        found = family_power(family, markers, settings, **options)
        next_ones = []
        if chosen.candidates:
            next_ones = whom_to_sample(
                family, markers, settings, simulations=chosen.candidates, seed=chosen.seed
            )
        answers.append({"family": family.id, **vars(found), "next": [vars(c) for c in next_ones]})
    if chosen.json:
        say_json(answers)
        return
    for answer in answers:
        _tell_power(answer)
    say(f"{engine_version()}; theta {settings.theta:g}; seed {chosen.seed}; {chosen.simulations} simulations")


def _tell_power(answer: dict[str, Any]) -> None:
    low, middle, high = answer["quantiles"]
    say(
        f"family {answer['family']}: expected log10 LR {answer['expected']:.2f}, "
        f"5/50/95 % {low:.2f} {middle:.2f} {high:.2f}"
    )
    say(
        f"  reaches {answer['threshold']:g} with probability {answer['reaches']:.4f}; a stranger does with "
        f"{answer['false_alarm']:.2g}; exclusion power {answer['exclusion']:.6f}"
    )
    for candidate in answer["next"]:
        say(f"  sampling {candidate['person']}: {candidate['expected']:.2f} ({candidate['gain']:+.2f})")


def _power_families(chosen: argparse.Namespace) -> tuple[list[Family], tuple[Marker, ...], float]:
    """Families of a search file, or the first hypothesis of a case with MP as the missing person."""
    raw = get.parse_json(get.read_text(chosen.file), str(chosen.file))
    if raw.get("schema") == "blind-search/1":
        problem = load_search(chosen.file, policy(chosen))
        families = [f for f in problem.families if chosen.family in (None, f.id)]
        if not families:
            raise KinshipError(f"there is no family {chosen.family!r}", file=str(chosen.file))
        return families, problem.markers, problem.theta
    case = load_case(chosen.file, policy(chosen))
    return [case_family(case, str(chosen.file))], case.markers, case.theta


def case_family(case: Case, file: str) -> Family:
    """The tree of H1 that has MP, with everybody else's profile."""
    trees: tuple[Pedigree, ...] = case.h1.components if isinstance(case.h1, Hypothesis) else ()
    for tree in trees:
        if "MP" in tree:
            references = {p: r for p, r in case.profiles.items() if p != "MP" and p in tree}
            return Family(case.id or "case", tree, "MP", references)
    raise KinshipError("the case has no missing person named MP", file=file)


def convert(chosen: argparse.Namespace) -> None:
    ending = chosen.target.suffix.lower()
    writers = {
        ".json": _as_json,
        ".fam": _as_fam,
        ".tsv": _as_tsv,
        ".txt": _as_tsv,
        ".csv": _as_csv,
        ".svg": _as_svg,
    }
    if ending not in writers:
        raise KinshipError(
            f"the ending {ending!r} is unknown; use {' '.join(writers)}", file=str(chosen.target)
        )
    content = writers[ending](_any_case(chosen.file))
    try:
        chosen.target.write_text(content, encoding="utf-8")
    except OSError as error:
        raise KinshipError(f"cannot be written: {error.strerror}", file=str(chosen.target)) from None
    say(f"wrote {chosen.target}")


def _any_case(file: Path) -> Case:
    """A case from .json or .fam; a profile table gives a case without hypotheses and markers."""
    ending = file.suffix.lower()
    if ending == ".json":
        return load_case(file)
    if ending == ".fam":
        found = load_familias(file)
        if len(found.pedigrees) >= 2:
            return familias_case(found, file.stem)
        claims = list(found.pedigrees.values())
        alone = claims[0] if claims else None
        return Case(file.stem, "", alone, alone, found.markers, found.profiles, found.theta)
    if ending in (".tsv", ".txt", ".csv"):
        return Case(file.stem, "", None, None, (), load_profiles(file))
    raise ParseError(f"the ending {ending!r} is unknown", file=str(file))


def _as_json(case: Case) -> str:
    return json.dumps(case_to_json(case), indent=1, ensure_ascii=False) + "\n"


def _as_fam(case: Case) -> str:
    if not case.markers:
        raise KinshipError("a table of profiles has no frequencies; a .fam file needs them")
    claims = {name: claim for name, claim in (("H1", case.h1), ("H2", case.h2)) if claim is not None}
    return write_familias(FamiliasFile(case.profiles, claims, case.markers, case.theta))


def _marker_names(case: Case) -> list[str]:
    named = [m.name for m in case.markers]
    return named + sorted({m for p in case.profiles.values() for m in p.genotypes} - set(named))


def _as_tsv(case: Case) -> str:
    return write_profiles(case.profiles.values(), _marker_names(case))


def _as_csv(case: Case) -> str:
    return write_profiles(case.profiles.values(), _marker_names(case), ",")


def _as_svg(case: Case) -> str:
    from .draw import draw_pedigree

    if case.h1 is None:
        raise KinshipError("there is no family tree to draw")
    persons = tuple(p for tree in case.h1.components for p in tree.persons)
    tree = Pedigree(persons, case.title)
    return draw_pedigree(tree, typed=set(case.profiles), missing={"MP"} & tree.ids, title=case.title)
