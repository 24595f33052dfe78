"""Reading about retention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from habeas.access.models import Approval
from habeas.core.actors import Actor
from habeas.core.dates import moments
from habeas.core.errors import NotVisible
from habeas.core.files.queries import files_of
from habeas.retention.approvals import ERASURE
from habeas.retention.kinds import KINDS, Kind, kind_of
from habeas.retention.models import Category, Decision, Erasure, Hold

MOST = 100


def categories() -> Any:
    """Every category, the present ones and those a pack left out."""
    return Category.objects.all()


def category_of(kind: Kind) -> Category | None:
    """The category that a pack gives to a kind of record; None when it says nothing."""
    found: Category | None = Category.objects.current().filter(code=kind.category).first()
    return found


def record_of(actor: Actor, label: str, key: UUID) -> Any:
    """A record of a registered kind that the reader may see; raises NotVisible."""
    kind = KINDS.get(label)
    found = kind.model.objects.visible_to(actor).filter(pk=key).first() if kind else None
    if found is None:
        raise NotVisible()
    return found


def holds(actor: Actor) -> Any:
    """The legal holds that a reader may know of."""
    return Hold.objects.visible_to(actor).select_related("placed_by", "lifted_by")


def erasures(actor: Actor) -> Any:
    """What was erased, as far as a reader may know of it."""
    return Erasure.objects.visible_to(actor)


def live_hold(actor: Actor, record: Any) -> Hold | None:
    """The legal hold on a record now."""
    found: Hold | None = _about(holds(actor), record).filter(lifted_at=None).first()
    return found


def newest_decision(actor: Actor, record: Any) -> Decision | None:
    """The decision that counts."""
    found: Decision | None = (
        _about(Decision.objects.visible_to(actor), record).filter(overtaken=False).first()
    )
    return found


def decisions_of(actor: Actor, record: Any) -> Any:
    """Every decision about a record, newest first."""
    return _about(Decision.objects.visible_to(actor), record)


def holds_of(actor: Actor, record: Any) -> Any:
    """Every legal hold on a record, newest first."""
    return _about(holds(actor), record)


def erasure_of(actor: Actor, record: Any) -> Erasure | None:
    """How a record was erased; None while it can be read."""
    found: Erasure | None = _about(erasures(actor), record).first()
    return found


def approval_of(actor: Actor, record: Any) -> Approval | None:
    """The newest question for erasing a record that the reader asked or may answer."""
    asked = Approval.objects.visible_to(actor).filter(kind=ERASURE.code, record=record.pk)
    found: Approval | None = asked.select_related("asked_by", "answered_by").order_by("-created_at").first()
    return found


def files_with(actor: Actor, record: Any) -> list[Any]:
    """The files that go with a record when it is erased."""
    return list(files_of(actor, record))


def _about(rows: Any, record: Any) -> Any:
    return rows.filter(model=record._meta.label_lower, record=record.pk)


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; 29 February becomes 1 March."""
    return years_after(day, -years)


def review_day(actor: Actor, record: Any) -> date | None:
    """When somebody must decide about a record; None when it is kept without end."""
    decided = newest_decision(actor, record)
    if decided is not None:
        return decided.review_on
    category = category_of(kind_of(record))
    if category is None or category.years is None:
        return None
    return years_after(timezone.localtime(record.created_at).date(), category.years)


@dataclass(frozen=True)
class Due:
    """The records of one kind whose years are over, oldest first: `count` of them, the first hundred in `rows`."""

    kind: Kind
    category: Category
    count: int
    rows: tuple[Any, ...]


def due(actor: Actor, limit: int = MOST) -> list[Due]:
    """What waits for a decision of this reader, who must own the compartment; two or three queries a kind."""
    found = []
    rules = {category.code: category for category in Category.objects.current()}
    for kind in KINDS.values():
        category = rules.get(kind.category)
        if category is None or not actor.compartments("own"):
            continue
        rows = due_of(actor, kind, category)
        count = rows.count()
        if count:
            found.append(Due(kind, category, count, tuple(rows.order_by("created_at", "pk")[:limit])))
    return found


def due_of(actor: Actor, kind: Kind, category: Category) -> QuerySet[Any]:
    """The records of one kind that an owner must decide about today."""
    today, label = timezone.localdate(), kind.label
    decided = Decision.objects.visible_to(actor, "own").filter(model=label, overtaken=False)
    over = Q(pk__in=decided.filter(review_on__lte=today).values("record"))
    if category.years is not None:
        day = years_before(today, category.years)
        old = Q(created_at__lte=moments(day, day)[1])
        over |= old & ~Q(pk__in=decided.values("record"))
    gone = Erasure.objects.visible_to(actor, "own").filter(model=label).values("record")
    rows: QuerySet[Any] = kind.model.objects.visible_to(actor, "own").filter(over).exclude(pk__in=gone)
    return rows
