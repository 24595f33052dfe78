"""Kinds of jobs: one function a kind, called for one chunk after another.

@job("missing.reindex", title=_("Index the register of the missing"))
def reindex(actor, cursor, *, compartment):
    ...work on the rows after `cursor`, through actions...
    return Step(cursor=last, done=count, total=everything)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habeas.core.actors import Actor


@dataclass(frozen=True)
class Step:
    """What one chunk did: where the next begins (None: there is none), and how far the work is."""

    cursor: str | None
    done: int
    total: int | None = None
    note: str = ""
    result_url: str = ""


@dataclass(frozen=True)
class JobKind:
    """A kind of job; `step(actor, cursor, **arguments)` does one chunk in one transaction."""

    code: str
    title: Any
    step: Callable[..., Step]


KINDS: dict[str, JobKind] = {}
_builders: list[Callable[[UUID], Actor]] = []


def job(code: str, *, title: Any) -> Callable[[Callable[..., Step]], Callable[..., Step]]:
    """Register a function as the step of a kind of job."""

    def register(step: Callable[..., Step]) -> Callable[..., Step]:
        if code in KINDS:
            raise ValueError(f"The kind of job '{code}' is registered twice.")
        KINDS[code] = JobKind(code, title, step)
        return step

    return register


def register_actor_builder(builder: Callable[[UUID], Actor]) -> None:
    """Say how an actor is built from a person's key; `access` does, at start."""
    _builders[:] = [builder]


def actor_of(owner: UUID) -> Actor:
    """The requester as they are now: rights that were taken away meanwhile are gone."""
    if not _builders:
        raise RuntimeError("No builder of actors is registered: core.jobs.kinds.register_actor_builder.")
    return _builders[0](owner)
