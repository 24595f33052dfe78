"""`lr`: two hypotheses of a case."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..cli import policy, say, say_json, settings_of
from ..comparison import Comparison, compare_case
from ..errors import KinshipError
from ..formats.cases import Case, load_case
from ..formats.familias import familias_case, load_familias
from ..formats.tables import load_frequencies
from ..likelihood import Settings
from ..markers import Marker, make_marker
from ..report import engine_version, make_report, ratio_json, report_text

DIRECT_THETAS = (0.01, 0.03)


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
    if found.case.is_direct:
        value["theta_variants"] = [_direct_variant(found.case, settings, theta) for theta in DIRECT_THETAS]
    else:
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


def _direct_variant(case: Case, settings: Settings, theta: float) -> dict[str, object]:
    """The same match with coancestry, for whoever wants the cautious figure."""
    ratio = compare_case(case, replace(settings, theta=theta)).mutate
    both = ratio_json(ratio)
    return {
        "theta": theta,
        "formula": "NRC II 4.10",
        "log10_LR_total": both["log10_LR_total"],
        "LR_per_marker": both["LR_per_marker"],
    }


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
