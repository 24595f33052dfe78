"""What can be wrong with the input: one catalogue, each entry names the value and the remedy."""

from __future__ import annotations

CATALOGUE = {
    "negative-count": "{where}: the count {value} is negative. A count is a number of persons, 0 or more.",
    "fractional-count": "{where}: the count {value} is not a whole number. Give whole persons, not weights.",
    "not-a-count": "{where}: {value!r} is not a count. Give a whole number, or leave the count column out.",
    "not-membership": (
        "{where}: {value!r} in list {column!r} is neither 0 nor 1. "
        "Write 1 where the person is on the list, else 0."
    ),
    "all-zeros": (
        "{where}: {value} persons are said to be on no list. Nobody can be counted there; "
        "that number is what is estimated. Remove the row."
    ),
    "no-lists": "{where}: no column holds only 0 and 1, so there is no list. Columns found: {value}.",
    "one-list": (
        "Only one list ({value}). An overlap between lists is what carries information; "
        "at least two are needed, three to check anything."
    ),
    "duplicate-name": "{where}: two columns are called {value!r}. Give each list its own name.",
    "unknown-column": "{where}: there is no column {value!r}. Columns found: {columns}.",
    "ragged-row": "{where}: {value} fields, but the heading has {expected}.",
    "empty-table": "{where}: the table holds no person. Nothing can be estimated from nothing.",
    "too-many-lists": (
        "{value} lists are more than {limit}, the most that {method} can hold in memory. "
        "Merge lists that come from one source, or use latent classes."
    ),
    "not-a-model": (
        "{value!r} is not a hierarchical model of {lists} lists. Write its largest terms, as in [12,3]."
    ),
    "bad-setting": "{name} is {value}, but it must be {expected}.",
    "not-text": "{where}: the file is not text in UTF-8 ({value}). Save it as CSV, UTF-8.",
    "unreadable": "{where}: the file cannot be read ({value}).",
    "stratum-empty": "{where}: no person has a value for {value!r}. Strata need at least one.",
    "overflow": "{where}: the count {value} is larger than {limit}; no population is.",
}


class RecaptureError(ValueError):
    """The input cannot be used; `code` names the entry of the catalogue, the text says what to do."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(CATALOGUE[code].format(**values))
