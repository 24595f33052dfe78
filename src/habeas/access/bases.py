"""On what a record may be shared: each basis (a consent, a decision) has a checker that an upper floor registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from habeas.access.choices import ShareBasis
from habeas.core.actors import Actor
from habeas.core.errors import Invalid


class Checker(Protocol):
    """Says until when the basis holds (None: until it ends); raises Invalid with the reason when it does not."""

    def __call__(self, actor: Actor, basis_id: UUID, *, row: Any, target: Any) -> datetime | None: ...


_checkers: dict[str, Checker] = {}


def register_basis(kind: str, checker: Checker) -> Callable[[], None]:
    """Register the checker of a kind of basis; returns a function that takes it back."""
    if kind not in ShareBasis.values:
        raise ValueError(f"'{kind}' is no basis of sharing; use one of {ShareBasis.values}.")
    before = _checkers.get(kind)
    _checkers[kind] = checker

    def restore() -> None:
        if before is None:
            _checkers.pop(kind, None)
        else:
            _checkers[kind] = before

    return restore


def check_basis(kind: str, actor: Actor, basis_id: UUID, *, row: Any, target: Any) -> datetime | None:
    """Until when the basis holds; raises Invalid when it does not, or when nothing here can check it."""
    checker = _checkers.get(kind)
    if checker is None:
        raise Invalid(
            _("Nothing here can check this basis: {kind}.").format(kind=kind),
            remedy=_("Share on a consent or a decision that the register keeps."),
            field="basis",
        )
    return checker(actor, basis_id, row=row, target=target)
