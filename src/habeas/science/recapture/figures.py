"""The pictures of a report: overlaps (UpSet), methods side by side, all models, traces of the sampler."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from habeas.science.recapture.latent import LatentPosterior
from habeas.science.recapture.loglinear import ModelSet
from habeas.science.recapture.report import Report
from habeas.science.recapture.svg import BLUE, FAINT, INK, LINE, RED, Drawing
from habeas.science.recapture.tables import CaptureTable
from habeas.science.recapture.wording import NAMES, persons, verdict_sentences

WIDTH = 760.0
LEFT = 190.0
RIGHT = 30.0
MOST_PATTERNS = 24
CHAIN_COLOURS = ("#1f5f8b", "#a23b2a", "#4f7942", "#7b5ea7", "#b8860b", "#5f6b7a")


def log_scale(
    low: float, high: float, left: float, right: float
) -> tuple[Callable[[float], float], list[float]]:
    """A logarithmic axis from persons to pixels, and its ticks."""
    low, high = max(low, 1.0), max(high, low * 1.5, 2.0)
    start, width = math.log(low), math.log(high) - math.log(low)

    def at(value: float) -> float:
        return left + (right - left) * min(max((math.log(max(value, 1.0)) - start) / width, 0.0), 1.0)

    steps = (1, 2, 5) if width < 5 else (1,)
    ticks = [k * 10.0**e for e in range(13) for k in steps if low <= k * 10.0**e <= high]
    if len(ticks) < 3:
        ticks = [float(round(v, 1 - math.floor(math.log10(v)))) for v in np.geomspace(low, high, 4)]
    return at, ticks


def axis(
    picture: Drawing, at: Callable[[float], float], ticks: Sequence[float], top: float, bottom: float
) -> None:
    for tick in ticks:
        picture.line(at(tick), top, at(tick), bottom, LINE)
        picture.text(at(tick), bottom + 16, persons(tick), 11, "middle")


def upset_picture(table: CaptureTable) -> Drawing:
    """How many persons are on exactly which lists: bars above, dots for the lists below; largest first."""
    order = np.argsort(-table.counts, kind="stable")[:MOST_PATTERNS]
    shown = min(table.size, 16)
    top, tall, row = 44.0, 130.0, 18.0
    picture = Drawing(WIDTH, top + tall + 20 + row * shown + 24)
    step = (WIDTH - LEFT - RIGHT) / max(len(order), 1)
    most = float(table.counts.max())
    picture.text(0, 18, "Who is on exactly these lists", 14)
    for k, i in enumerate(order):
        x = LEFT + step * (k + 0.5)
        height = tall * float(table.counts[i]) / most
        picture.box(x - step * 0.3, top + tall - height, step * 0.6, height)
        picture.text(x, top + tall - height - 4, persons(float(table.counts[i])), 9, "middle")
        on = [j for j in range(shown) if table.patterns[i] >> j & 1]
        for j in range(shown):
            picture.dot(x, top + tall + 20 + row * j, 4.5, INK if j in on else LINE)
        if len(on) > 1:
            picture.line(
                x, top + tall + 20 + row * on[0], x, top + tall + 20 + row * on[-1], INK, stroke_width=2
            )
    for j in range(shown):
        words = f"{table.lists[j]} ({table.on_list()[j]:,})"
        picture.text(LEFT - 12, top + tall + 24 + row * j, words, 11, "end")
    if len(order) < len(table.counts):
        left_out = int(table.counts.sum() - table.counts[order].sum())
        picture.text(
            LEFT,
            picture.height - 4,
            f"{left_out:,} persons in rarer patterns are not drawn.",
            10,
            colour=FAINT,
        )
    return picture


def methods_picture(report: Report) -> Drawing:
    """Every method with its interval on one axis; the documented count and Chao's bound as lines."""
    rows = [row for row in report.estimates if row.total is not None]
    n = float(report.table.n)
    values = [row.total or n for row in rows] + [row.hi for row in rows if row.hi and math.isfinite(row.hi)]
    far = min(max([n * 1.2, *values]), 50 * n)
    row_height, top = 24.0, 50.0
    bottom = top + row_height * len(rows) + 8
    picture = Drawing(WIDTH, bottom + 44)
    at, ticks = log_scale(n * 0.9, far * 1.05, LEFT, WIDTH - RIGHT)
    picture.text(0, 18, "All methods on one axis (persons, logarithmic)", 14)
    axis(picture, at, ticks, top - 6, bottom)
    picture.line(at(n), top - 6, at(n), bottom, INK, stroke_width=2)
    picture.text(at(n) + 4, top - 10, f"documented {n:,.0f}", 11)
    for k, row in enumerate(rows):
        y = top + row_height * (k + 0.5)
        colour = FAINT if row.refused else BLUE
        picture.text(LEFT - 12, y + 4, NAMES.get(row.method, row.method), 11, "end")
        if row.lo is not None and row.hi is not None:
            picture.line(at(row.lo), y, at(min(row.hi, far * 1.05)), y, colour, stroke_width=2)
        picture.dot(at(row.total or n), y, 4.5, colour)
    picture.text(LEFT, bottom + 36, "Grey: refused, the reason stands in the report.", 10, colour=FAINT)
    return picture


def models_picture(models: ModelSet, criterion: str = "bic") -> Drawing:
    """Estimate against criterion for all models that have a finite estimate, the best ones within 30 of the least."""
    values = np.where(models.finite, models.criterion(criterion), np.inf)
    best = float(values.min())
    near = np.flatnonzero(values < best + 30)[:4000]
    picture = Drawing(WIDTH, 270)
    picture.text(0, 18, f"All models: estimate against {criterion.upper()} (lower is better)", 14)
    if not len(near):
        picture.text(LEFT, 120, "No model has a finite estimate.", 12)
        return picture
    totals = models.totals[near]
    at, ticks = log_scale(
        float(totals.min()) * 0.9, float(min(totals.max(), totals.min() * 1e4)) * 1.1, LEFT, WIDTH - RIGHT
    )
    top, bottom = 36.0, 226.0
    axis(picture, at, ticks, top, bottom)
    for share in (0, 10, 20, 30):
        y = top + (bottom - top) * share / 30
        picture.text(LEFT - 12, y + 4, f"{best + share:,.0f}", 11, "end")
    for i in near:
        y = top + (bottom - top) * (float(values[i]) - best) / 30
        chosen = values[i] == best
        picture.dot(
            at(float(models.totals[i])), y, 5.0 if chosen else 2.5, RED if chosen else BLUE, fill_opacity=0.6
        )
    chosen_fit = models.best(criterion)
    if chosen_fit:
        picture.text(
            LEFT,
            262,
            f"Red: {chosen_fit.name}, {persons(chosen_fit.total)} persons. {len(near):,} models drawn.",
            11,
        )
    return picture


def traces_picture(found: LatentPosterior) -> Drawing:
    """Draws of N by chain: chains that agree lie over one another."""
    picture = Drawing(WIDTH, 230)
    words = f"Sampler: R-hat {found.convergence.rhat:.3f}, worth {found.convergence.ess_bulk:,.0f} independent draws"
    picture.text(0, 18, words, 14)
    low, high = float(found.draws.min()), float(found.draws.max())
    at, ticks = log_scale(low * 0.98, high * 1.02, 200.0, 34.0)
    for tick in ticks:
        picture.line(LEFT, at(tick), WIDTH - RIGHT, at(tick), LINE)
        picture.text(LEFT - 12, at(tick) + 4, persons(tick), 11, "end")
    kept = found.draws.shape[1]
    shown = np.unique(np.linspace(0, kept - 1, min(kept, 300)).astype(int))
    for chain, draws in enumerate(found.draws):
        points = [
            (LEFT + (WIDTH - LEFT - RIGHT) * float(t) / max(kept - 1, 1), at(float(draws[t]))) for t in shown
        ]
        picture.path(points, CHAIN_COLOURS[chain % len(CHAIN_COLOURS)], 0.7)
    return picture


def pictures(report: Report) -> list[Drawing]:
    """The pictures a report has, in reading order."""
    drawn = [methods_picture(report)] if report.estimates else []
    drawn.append(upset_picture(report.table))
    if report.bench.fitted is not None:
        drawn.append(models_picture(report.bench.fitted))
    if report.bench.latent is not None:
        drawn.append(traces_picture(report.bench.latent))
    return drawn


def figure(report: Report, footnote: str = "") -> str:
    """All pictures in one SVG file, with the verdict as description."""
    drawn = pictures(report)
    foot = 30.0 if footnote else 10.0
    whole = Drawing(WIDTH + 40, 40 + sum(p.height + 20 for p in drawn) + foot)
    y = 34.0
    whole.text(20, 24, report.title, 16)
    for picture in drawn:
        whole.place(picture, 20, y)
        y += picture.height + 20
    if footnote:
        whole.text(20, whole.height - 12, footnote, 10, colour=FAINT)
    return whole.document(report.title, " ".join(verdict_sentences(report)))
