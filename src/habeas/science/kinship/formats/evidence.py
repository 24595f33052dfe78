"""Findings that are not DNA, as they stand in a case file under `evidence`, and priors made from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from .. import nondna
from ..errors import ParseError
from ..identification.problem import Prior, Problem
from . import reading as get
from .parts import read_sex


def read_evidence(raw: Any) -> tuple[nondna.Evidence, ...]:
    """A list of findings, each with `type` sex, age, stature, place or date and its numbers."""
    found = []
    for item in get.sequence(raw, "evidence"):
        source = get.mapping(item, "a finding")
        kind = get.text(get.required(source, "type", "a finding"), "the type of a finding")
        if kind not in READERS:
            raise ParseError(f"finding {kind!r} is unknown; use {', '.join(READERS)}")
        found.append(READERS[kind](source))
    return tuple(found)


def _number(source: Mapping[str, Any], key: str) -> float:
    return get.number(get.required(source, key, "the finding"), key)


def _pair(source: Mapping[str, Any], key: str) -> list[Any]:
    value = get.sequence(get.required(source, key, "the finding"), key)
    if len(value) != 2:
        raise ParseError(f"{key} must hold two values")
    return value


def _rates(source: Mapping[str, Any]) -> dict[str, float]:
    return {"error_rate": _number(source, "error_rate"), "share": _number(source, "share")}


def _sex(source: Mapping[str, Any]) -> nondna.Evidence:
    estimated, missing = read_sex(source.get("estimated")), read_sex(source.get("missing"))
    return nondna.sex_evidence(estimated, missing, **_rates(source))


def _age(source: Mapping[str, Any]) -> nondna.Evidence:
    low, high = (get.number(v, "an age") for v in _pair(source, "estimated"))
    first, last = (get.number(v, "an age") for v in _pair(source, "missing"))
    return nondna.age_evidence((low, high), (first, last), **_rates(source))


def _stature(source: Mapping[str, Any]) -> nondna.Evidence:
    keys = ("standard_error", "recorded_error", "mean", "deviation")
    values = {key: _number(source, key) for key in keys}
    return nondna.stature_evidence(_number(source, "estimated"), _number(source, "recorded"), **values)


def _place(source: Mapping[str, Any]) -> nondna.Evidence:
    consistent = get.required(source, "consistent", "the finding")
    if not isinstance(consistent, bool):
        raise ParseError("consistent must be true or false")
    return nondna.place_evidence(consistent, **_rates(source))


def _date(source: Mapping[str, Any]) -> nondna.Evidence:
    first, last = (_day(v) for v in _pair(source, "death"))
    return nondna.date_evidence(_day(source.get("disappeared")), (first, last), **_rates(source))


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(get.text(value, "a date"))
    except ValueError:
        raise ParseError(f"date {value!r} is not YYYY-MM-DD") from None


READERS = {"sex": _sex, "age": _age, "stature": _stature, "place": _place, "date": _date}


def read_prior(raw: Any, problem: Problem) -> Prior:
    """`{"population": N}` for 1/N, or `{"log10": {victim: {missing: value}}, "name": ...}` from other findings."""
    source = get.mapping(raw, "prior")
    if "population" in source:
        return population_prior(problem, int(get.number(source["population"], "population")))
    table = np.zeros((len(problem.victims), len(problem.missing)))
    samples = [v.sample for v in problem.victims]
    for victim, row in get.mapping(get.required(source, "log10", "the prior"), "log10").items():
        for missing, value in get.mapping(row, f"the prior of {victim}").items():
            if victim not in samples or missing not in problem.missing:
                raise ParseError(f"the prior names the pair {victim}, {missing}, which does not exist")
            table[samples.index(victim), problem.missing.index(missing)] = get.number(
                value, "log10"
            ) * np.log(10)
    name = get.text(source.get("name", "from evidence that is not DNA"), "the prior's name")
    return Prior(table, problem.prior.event, name)


def population_prior(problem: Problem, size: int) -> Prior:
    """Each of `size` persons of the event is equally likely to be a victim; the missing are among them."""
    others = size - len(problem.missing)
    if others < 0:
        raise ParseError(
            f"the event's population {size} is smaller than the number of missing {len(problem.missing)}"
        )
    if others == 0:
        return Prior(None, "closed", f"1/{size} for each missing person")
    shape = (len(problem.victims), len(problem.missing))
    return Prior(np.full(shape, -np.log(others)), "open", f"1/{size} for each missing person")
