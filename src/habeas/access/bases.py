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


Offer = Callable[[Actor, Any], list[tuple[UUID, str]]]
_checkers: dict[str, Checker] = {}
_offers: dict[str, Offer] = {}


def register_basis(kind: str, checker: Checker, offers: Offer | None = None) -> Callable[[], None]:
    """Register the checker of a kind of basis; returns a function that takes it back.

    `offers(actor, row)` lists, by key and in words, what of that kind may carry a share of the row.
    """
    if kind not in ShareBasis.values:
        raise ValueError(f"'{kind}' is no basis of sharing; use one of {ShareBasis.values}.")
    before = _checkers.get(kind)
    _checkers[kind] = checker
    if offers is not None:
        _offers[kind] = offers

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


def offered_bases(actor: Actor, row: Any) -> list[tuple[str, Any]]:
    """What a share of the row might stand on, as choices of a form: ("consent:KEY", in words), grouped by kind."""
    labels = dict(ShareBasis.choices)
    groups: list[tuple[str, Any]] = []
    for kind, offer in _offers.items():
        if found := [(f"{kind}:{key}", told) for key, told in offer(actor, row)]:
            groups.append((str(labels[kind]), found))
    return groups
