"""From lists to persons: `link` for whole lists, `link_new` for a list that comes later, `compare` for pairs alone.

linked = link(from_rows(rows), gazetteer=places, decisions=decisions(same=[("a7", "b3")]))
linked.persons()                        # {"a7": ["a7", "b3"], …}: the records of each person, by the first one
linked.suggestions(-2, 4)               # pairs in the middle, for reviewers, surest first
linked.explain("a7", "b3").evidence     # (Evidence(+5.2, "same surname, rare (1 in 9,000)"), …)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage import blocking
from habeas.science.linkage.calibration import ScoredPairs, caution
from habeas.science.linkage.clustering import Merges, cluster, join_all
from habeas.science.linkage.columns import Lists, join
from habeas.science.linkage.compiled import each
from habeas.science.linkage.decisions import Bonds, Decisions, bind
from habeas.science.linkage.engines import pairs_by
from habeas.science.linkage.errors import LinkageError
from habeas.science.linkage.evidence import Explainer, Explanation, probability
from habeas.science.linkage.levels import WORDS, Evidenced, evidenced
from habeas.science.linkage.records import LIST, Records, prepare
from habeas.science.linkage.scoring import Found, score_rule, scores
from habeas.science.linkage.weights import Weights, learn
from habeas.science.names.places import Gazetteer

Progress = Callable[[str, int], None]
LEAST: Final = -4.0
"""Pairs below these log odds are forgotten."""
SAMPLE: Final = 400_000
"""Candidate pairs that the weights are learned from."""
DEFAULT: Final = -1.0
"""A little below even odds: lists lean to a community each, so the caution is estimated somewhat high. Chosen on
invented lists that are not reported."""


@dataclass(frozen=True)
class Settings:
    """`threshold` in natural log odds: groups are joined above it (0 is even odds). `seed` of random pairs.
    `engine` makes the candidate pairs: "own", "duckdb" or "spark"."""

    threshold: float = DEFAULT
    seed: int = 1
    engine: str = "own"


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be one person: natural log odds, and the probability they stand for."""

    one: str
    other: str
    score: float

    @property
    def probability(self) -> float:
        return probability(self.score)


@dataclass(frozen=True)
class Compared:
    """What comparing found. `pairs` are rows, rows and log odds of every pair above -4; `compared` how many pairs were
    looked at."""

    records: Records
    data: Evidenced
    weights: Weights
    pairs: ScoredPairs
    compared: int
    bonds: Bonds

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each record."""
        return {record: at for at, record in enumerate(self.records.ids)}

    def suggestions(self, above: float = LEAST, below: float = np.inf) -> Iterator[Suggestion]:
        """Pairs whose log odds lie between, surest first; pairs that people decided are left out."""
        one, other, score = self.pairs
        chosen = np.flatnonzero((score >= above) & (score < below))
        decided = self._decided()
        for at in chosen[np.argsort(-score[chosen], kind="stable")].tolist():
            pair = (int(one[at]), int(other[at]))
            if pair not in decided:
                yield Suggestion(self.records.ids[pair[0]], self.records.ids[pair[1]], float(score[at]))

    def explain(
        self,
        one: str,
        other: str,
        words: Mapping[str, tuple[str, ...]] = WORDS,
        phrases: Mapping[str, str] | None = None,
    ) -> Explanation:
        """Why two records are, or are not, one person. `words` and `phrases` may hold translations."""
        for record in (one, other):
            if record not in self.row:
                raise LinkageError("unknown-record", where="explain", value=record)
        explainer = Explainer(self.data, self.weights, words, **({"phrases": phrases} if phrases else {}))
        return explainer.explain(self.row[one], self.row[other])

    def _decided(self) -> set[tuple[int, int]]:
        told = self.bonds.reviewed
        low, high = np.minimum(told.one, told.other), np.maximum(told.one, told.other)
        return set(zip(low.tolist(), high.tolist(), strict=True))


@dataclass(frozen=True)
class Linked(Compared):
    """What linking found: beside the pairs, `labels` (n,) the row of the first record of each record's person."""

    merges: Merges
    threshold: float

    @cached_property
    def labels(self) -> NDArray[np.int32]:
        return self.merges.cut(self.threshold)

    def persons(self) -> dict[str, list[str]]:
        """Records of each person in their order, by its first record."""
        ids = self.records.ids
        found: dict[str, list[str]] = {}
        for at, first in enumerate(self.labels.tolist()):
            found.setdefault(ids[first], []).append(ids[at])
        return found

    def unsure(self, width: float = 4.0) -> Iterator[Suggestion]:
        """Pairs that a person should look at, the least sure first: log odds within `width` of the threshold, pairs
        put together though their own odds are low, and pairs kept apart though their odds are high."""
        one, other, score = self.pairs
        joined = self.labels[one] == self.labels[other]
        near = np.abs(score - self.threshold) < width
        odd = (joined & (score < self.threshold)) | (~joined & (score > self.threshold))
        decided = self._decided()
        chosen = np.flatnonzero(near | odd)
        for at in chosen[np.argsort(np.abs(score[chosen] - self.threshold), kind="stable")].tolist():
            pair = (int(one[at]), int(other[at]))
            if pair not in decided:
                yield Suggestion(self.records.ids[pair[0]], self.records.ids[pair[1]], float(score[at]))


@dataclass(frozen=True)
class Joined:
    """A new list beside persons known before. `person` names for each new record a known person, or the first new
    record of a person not known before; `rivals` are new records that fit a second known person as well."""

    linked: Linked
    person: dict[str, str]
    rivals: list[Suggestion] = field(default_factory=list)


def link(
    lists: Lists,
    *,
    gazetteer: Gazetteer | None = None,
    decisions: Decisions | None = None,
    weights: Weights | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Linked:
    """Find the records that are one person, within and between lists.

    `weights` of an earlier run are used as they are; without them they are learned from these records and from
    `decisions`. Raises `LinkageError` for a record that is there twice and for decisions that contradict each other.
    """
    chosen, say = settings or Settings(), progress or _quiet
    found = compare(
        lists, gazetteer=gazetteer, decisions=decisions, weights=weights, settings=chosen, progress=say
    )
    say("grouping records", 0)
    return _grouped(found, chosen, found.bonds.together)


def compare(
    lists: Lists,
    *,
    fresh: NDArray[np.bool_] | None = None,
    gazetteer: Gazetteer | None = None,
    decisions: Decisions | None = None,
    weights: Weights | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Score the pairs of records that may be one person, without grouping them; with `fresh` (n,) only those of a
    fresh record, which under the same weights are those that comparing all would find. Raises as `link` does."""
    chosen, say = settings or Settings(), progress or _quiet
    _check_ids(lists)
    say("reading names and places", 0)
    records = prepare(lists, gazetteer or Gazetteer())
    bonds = bind(decisions or Decisions(), records.ids)
    data, keys = evidenced(records), blocking.parts(records)
    say("sorting records", 0)
    rows = blocking.all_rows(keys)
    used = weights
    if used is None:
        say("learning weights", 0)
        used = learn_weights(data, rows, bonds, chosen.seed)
    pairs, compared = score_all(data, used, keys, rows, chosen.engine, say, fresh)
    if weights is None:
        used, pairs = calibrated(data, used, pairs)
    return Compared(records, data, used, pairs, compared, bonds)


def _grouped(
    found: Compared,
    settings: Settings,
    together: NDArray[np.int32],
    fixed: NDArray[np.bool_] | None = None,
) -> Linked:
    apart = found.bonds.apart
    merges = cluster(found.data, found.weights, found.pairs, together=together, apart=apart, fixed=fixed)
    return Linked(
        **{one.name: getattr(found, one.name) for one in fields(found)},
        merges=merges,
        threshold=settings.threshold,
    )


def score_all(
    data: Evidenced,
    weights: Weights,
    keys: dict[str, blocking.Keys],
    rows: list[blocking.Rows],
    engine: str,
    say: Progress,
    fresh: NDArray[np.bool_] | None = None,
) -> tuple[ScoredPairs, int]:
    """Pairs above the least log odds under every rule of blocking, each once, and how many were compared; with `fresh`
    (n,) only those of a new record."""
    found = Found()
    if engine != "own":
        say(f"making pairs with {engine}", 0)
        one, other = pairs_by(engine, keys)
        wanted = np.ones(len(one), np.bool_) if fresh is None else fresh[one] | fresh[other]
        score = scores(data, weights, one[wanted], other[wanted])
        kept = score > LEAST
        found.add(one[wanted][kept], other[wanted][kept], score[kept])
        return found.distinct(), len(score)
    for number, under_rule in enumerate(rows):
        say("comparing pairs, rule", number + 1)
        score_rule(data, weights, under_rule, LEAST, found, fresh)
    return found.distinct(), found.compared


def calibrated(data: Evidenced, weights: Weights, pairs: ScoredPairs) -> tuple[Weights, ScoredPairs]:
    """Weights with the caution that pairs inside one list teach, and pairs scored with them."""
    one, other, score = pairs
    found = caution(pairs, data.table[:, LIST], weights, LEAST)
    lower = score - np.float32(found)
    kept = lower > LEAST
    return replace(weights, caution=found), (one[kept], other[kept], lower[kept])


def _quiet(what: str, done: int) -> None:
    """No progress."""


def _check_ids(lists: Lists) -> None:
    if len(set(lists.ids)) < len(lists.ids):
        seen: set[str] = set()
        twice = next(record for record in lists.ids if record in seen or seen.add(record))  # type: ignore[func-returns-value]
        raise LinkageError("same-record", where="lists", value=twice)


def learn_weights(data: Evidenced, rows: list[blocking.Rows], bonds: Bonds, seed: int) -> Weights:
    """Weights from a sample of candidate pairs."""
    rng = np.random.default_rng(seed)
    one, other, share = candidates(rows, len(data.table), SAMPLE, rng)
    return learn(data, one, other, share, rng, bonds.reviewed)


def candidates(
    rows: list[blocking.Rows], count: int, wanted: int, rng: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.int32], float]:
    """About `wanted` candidate pairs of `count` records, each once, and the share of all candidates that they are.

    Whole records are drawn: the neighbours of a drawn record under every rule.
    """
    share = min(1.0, wanted / max(30.0 * count, 1.0))
    drawn = rng.random(count) < share if share < 1 else np.ones(count, np.bool_)
    found = each(lambda under_rule: blocking.neighbours_of(under_rule, drawn), rows)
    pairs = np.unique(np.concatenate(found))
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32), share


def link_new(
    new: Lists,
    against: Lists,
    persons: Mapping[str, str],
    *,
    gazetteer: Gazetteer | None = None,
    decisions: Decisions | None = None,
    weights: Weights | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Joined:
    """Link a new list to persons known before, which stay as they are.

    `persons` names the person of each record of `against`. New records join a known person, or each other; two known
    persons are never joined: where a new record fits both, it joins the better and the other stands in `rivals`.
    """
    chosen = settings or Settings()
    both = join(against, new)
    fresh = np.arange(len(both)) >= len(against)
    found = compare(
        both, fresh=fresh, gazetteer=gazetteer, decisions=decisions, weights=weights, settings=chosen,
        progress=progress,
    )  # fmt: skip
    together = _known(found.bonds, found.records.ids, persons, len(against))
    return _joined(_grouped(found, chosen, together, ~fresh), persons, len(against))


def _known(bonds: Bonds, ids: list[str], persons: Mapping[str, str], known: int) -> NDArray[np.int32]:
    """Groups before linking: known persons, and what people decided."""
    together = bonds.together.copy()
    first: dict[str, int] = {}
    pairs = [(at, first.setdefault(persons.get(ids[at], ids[at]), at)) for at in range(known)]
    rows = np.array(pairs, np.int32).reshape(-1, 2)
    join_all(together, rows[:, 0].copy(), rows[:, 1].copy())
    return together


def _joined(linked: Linked, persons: Mapping[str, str], known: int) -> Joined:
    ids, labels = linked.records.ids, linked.labels
    person = {}
    for at in range(known, len(ids)):
        first = ids[labels[at]]
        person[ids[at]] = persons.get(first, first)
    one, other, score = linked.pairs
    rival = (score > linked.threshold) & (labels[one] != labels[other]) & (one < known) & (other >= known)
    taken = labels[other] < known
    rivals = [
        Suggestion(ids[one[at]], ids[other[at]], float(score[at]))
        for at in np.flatnonzero(rival & taken).tolist()
    ]
    return Joined(linked, person, sorted(rivals, key=lambda found: -found.score))
