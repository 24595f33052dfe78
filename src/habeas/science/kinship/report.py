"""The evidence report of a comparison: every number with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from .comparison import Comparison
from .formats.cases import Case
from .likelihood import MarkerRatio, Settings
from .markers import Marker
from .nondna import Evidence, posterior_probability
from .notices import notices, sexes_of
from .pedigree import Hypothesis

POSTERIOR_THRESHOLD = 0.9995


@dataclass(frozen=True)
class MarkerLine:
    """One marker: what was seen in each sample, and the likelihood ratio."""

    marker: str
    seen: tuple[str, ...]
    lr: float


@dataclass(frozen=True)
class Report:
    """The result in words and numbers; `evidence` that is not DNA stands beside the total, never inside it."""

    title: str
    samples: tuple[str, ...]
    lines: tuple[MarkerLine, ...]
    log10_total: float
    exclusions: tuple[str, ...]
    mutations_needed: tuple[str, ...]
    prior: float
    posterior: float
    threshold: float
    assumptions: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    databases: Mapping[str, float] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def conclusion(self) -> str:
        """What may be said; exclusions are counted, and one alone never decides."""
        if len(self.exclusions) == 1:
            return (
                f"one mismatch, at {self.exclusions[0]}: it does not exclude by itself; "
                "check the marker and compute with a mutation model"
            )
        if self.exclusions:
            return f"{len(self.exclusions)} mismatches: the relationship claimed is not supported"
        if self.posterior >= self.threshold:
            return f"posterior {self.posterior:.8f} reaches the threshold {self.threshold}"
        return f"posterior {self.posterior:.8f} does not reach the threshold {self.threshold}"


def engine_version() -> str:
    """Name and version that every result carries."""
    try:
        return f"habeas.science.kinship {version('habeas')}"
    except PackageNotFoundError:
        return "habeas.science.kinship (not installed)"


def make_report(
    comparison: Comparison,
    settings: Settings,
    *,
    prior: float = 0.5,
    threshold: float = POSTERIOR_THRESHOLD,
    evidence: Sequence[Evidence] = (),
    databases: Mapping[str, float] | None = None,
) -> Report:
    """Report a comparison under the convention that the settings name."""
    case = comparison.case
    ratio = comparison.mutate if settings.founders == "mutate" else comparison.prune
    samples = tuple(case.profiles)
    lines = tuple(
        MarkerLine(name, tuple(case.profiles[s].genotype_text(name) for s in samples), lr)
        for name, lr in ratio.lr.items()
    )
    return Report(
        case.title or case.id,
        samples,
        lines,
        ratio.log10_total,
        tuple(ratio.exclusions),
        tuple(mutations_needed(case)) if not case.is_direct else (),
        prior,
        posterior_probability(ratio.log10_total, prior) if np.isfinite(ratio.log10_total) else 0.0,
        threshold,
        tuple(assumptions(case, comparison, settings)),
        (*case.evidence, *evidence),
        dict(databases or {}),
        tuple(notices(case.profiles.values(), sexes_of(case.h1))),
    )


def mutations_needed(case: Case) -> list[str]:
    """Markers at which the first hypothesis is impossible without a mutation or a silent allele."""
    from .likelihood import log_likelihood

    if case.h1 is None:
        return []
    plain = [_strict(m) for m in case.markers]
    logs = log_likelihood(case.h1, plain, case.profiles, Settings(theta=case.theta))
    return [m.name for m, value in zip(plain, logs, strict=True) if np.isneginf(value)]


def _strict(marker: Marker) -> Marker:
    from .markers import make_marker

    real = marker.size - marker.has_silent
    freqs = marker.freqs[:real] / marker.freqs[:real].sum()
    return make_marker(
        marker.name, dict(zip(marker.alleles, map(float, freqs), strict=False)), chrom=marker.chrom
    )


def assumptions(case: Case, comparison: Comparison, settings: Settings) -> list[str]:
    """Everything that the numbers rest on, as sentences."""
    found = [
        engine_version(),
        f"{len(case.markers)} markers, {case.rare.name}",
        f"coancestry theta {settings.theta:g} over the whole hypothesis",
        f"silent allele frequency {case.silent_frequency:g}",
        *_mutation_lines(case.markers),
        f"untyped founders: {settings.founders} (largest difference between the conventions at a marker "
        f"{comparison.largest_difference:.2e})",
        "no random numbers: the result is exact and needs no seed",
    ]
    for sample, p in settings.drop_out.items():
        found.append(f"sample {sample}: drop-out {p:g} an allele, drop-in {settings.drop_in:g} a marker")
    if case.linked is not None:
        found.append(f"{case.linked[0]} and {case.linked[1]} are linked (recombination {case.linked[2]:g})")
    for label, claim in (("H1", case.h1), ("H2", case.h2)):
        if claim is not None:
            found.append(f"{label}: {claim.label} ({_size(claim)})")
    return found


def _size(claim: Hypothesis) -> str:
    trees = len(claim.components)
    return f"{len(claim.person_ids)} persons in {trees} {'tree' if trees == 1 else 'trees'}"


def _mutation_lines(markers: Sequence[Marker]) -> list[str]:
    """One line a model, with how far it moves the allele frequencies in a generation."""
    groups: dict[str, list[float]] = {}
    for m in markers:
        name = m.mutation.name if m.mutation else "none"
        drift = m.mutation.drift(m.freqs) if m.mutation else 0.0
        groups.setdefault(name, []).append(drift)
    found = []
    for name, drifts in groups.items():
        worst = max(drifts)
        kind = "stationary" if worst <= 1e-10 else f"not stationary, frequencies move by up to {worst:.1e}"
        found.append(f"mutation {name} at {len(drifts)} markers ({kind})")
    return found


def report_text(report: Report) -> str:
    """The report as plain text."""
    width = max(12, *(len(line.marker) for line in report.lines))
    head = " ".join(f"{s:>11}" for s in report.samples)
    out = [report.title, "", f"{'marker':<{width}} {head} {'LR':>14}"]
    for line in report.lines:
        seen = " ".join(f"{g or '-':>11}" for g in line.seen)
        out.append(f"{line.marker:<{width}} {seen} {line.lr:>14.6g}")
    out += [
        "",
        f"log10 LR {report.log10_total:.6f}",
        f"exclusions {len(report.exclusions)} {_list(report.exclusions)}",
    ]
    out.append(
        f"markers that need a mutation {len(report.mutations_needed)} {_list(report.mutations_needed)}"
    )
    out.append(f"prior {report.prior:g}, posterior {report.posterior:.8f}, threshold {report.threshold:g}")
    out += [f"conclusion: {report.conclusion}", "", *_beside(report), "assumptions:"]
    out += [f"  - {text}" for text in report.assumptions]
    return "\n".join(out) + "\n"


def _beside(report: Report) -> list[str]:
    out = [f"note: {text}" for text in report.notices]
    if report.databases:
        out.append("other frequency databases (log10 LR):")
        out += [f"  - {name}: {value:.6f}" for name, value in report.databases.items()]
    if report.evidence:
        out.append("beside the DNA, not multiplied in:")
        out += [
            f"  - {e.name}: log10 LR {e.log10_lr:+.3f} (error rate {e.error_rate:g}): {e.sentence}"
            for e in report.evidence
        ]
    return out


def _list(names: Sequence[str]) -> str:
    return f"({', '.join(names)})" if names else ""


def ratio_json(ratio: MarkerRatio, prefix: str = "") -> dict[str, object]:
    """Ratios under the keys of the reference cases; a zero total has no logarithm."""
    total = ratio.log10_total
    return {
        f"{prefix}LR_per_marker": ratio.lr,
        f"{prefix}LR_total": float(np.exp(ratio.log_lr.sum())),
        f"{prefix}log10_LR_total": total if np.isfinite(total) else None,
    }
