"""Feeds a file to the sandboxed reader as an upload does, reads its rows as an import does; weighs what it took."""

from __future__ import annotations

import io
import resource
import time
from collections import Counter
from dataclasses import dataclass, field

from habeas.core.errors import Invalid
from habeas.core.files.kinds import TABLE_KINDS, TEXTS, encoding_of
from habeas.core.files.receiving import check_upload
from habeas.core.files.sandbox import inspect


@dataclass
class Fed:
    """What became of many files: outcomes by kind, errors that nobody foresaw, seconds and memory at most."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def megabytes(self) -> float:
        """The most memory that any sandboxed process has held, in MiB."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    def feed(self, kind: str, body: bytes) -> str:
        """One file; returns what became of it."""
        started = time.perf_counter()
        try:
            outcome = _received(body)
        except Invalid:
            outcome = "refused"
        except Exception as problem:  # whatever else comes is the error that is looked for
            outcome = "broken"
            self.broken.append(f"{kind}, {len(body)} bytes: {problem!r}"[:400])
        self.seconds.append(time.perf_counter() - started)
        self.outcomes[kind, outcome] += 1
        return outcome


def _received(body: bytes) -> str:
    checked = check_upload("a.bin", io.BytesIO(body), len(body))
    code = checked.kind.code
    if code not in TABLE_KINDS:
        return "received"
    as_text = code in TEXTS
    inspect("table", body, "csv" if as_text else code, (encoding_of(body) or "") if as_text else "", "")
    return "received and read"
