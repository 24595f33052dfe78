"""What can be wrong with lists: one catalogue, each entry names the value and the remedy."""

from __future__ import annotations

from typing import Final

CATALOGUE: Final = {
    "unreadable": "{where}: the file cannot be read ({value}).",
    "not-text": "{where}: the file is not text in UTF-8 ({value}). Save it as CSV, UTF-8.",
    "no-names": (
        "{where}: there is no column of names. Name one given_name, surname or full_name. Columns found: {value}."
    ),
    "duplicate-column": "{where}: two columns are called {value!r}. Give each its own name.",
    "ragged-row": "{where}, row {row}: {value} cells under a header of {expected}. Look for a comma without quotes.",
    "same-record": "{where}: the record {value!r} is there twice. Each record needs its own record_id.",
    "unknown-record": "{where}: there is no record {value!r}. Take record_id values of the lists.",
    "not-truth": "{where}: a truth file has the columns record_id and person_id. Columns found: {value}.",
    "no-truth": "{where}: record {value!r} has no person. A truth file names each record of the lists.",
    "not-decisions": "{where}: a file of decisions has the columns one, other and same. Columns found: {value}.",
    "contradiction": "records {one!r} and {other!r} are decided to be different, yet decided the same through others.",
    "bad-setting": "{name} is {value}, but it must be {expected}.",
    "no-engine": "the engine {value!r} needs {needs}, which is not installed: {remedy}",
    "bad-model": "{where}: this is not a model of weights that habeas wrote ({value}).",
    "bad-index": "{where}: this is not an index that habeas wrote ({value}).",
}


class LinkageError(ValueError):
    """The input cannot be used; `code` names the entry of the catalogue, the text says what to do."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(CATALOGUE[code].format(**values))
