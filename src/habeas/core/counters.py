"""Reference numbers: counted per compartment, kind and year, never across compartments."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils import timezone

from habeas.core.records import Protected


class Counter(Protected):
    """The last number given to a kind of record in a year."""

    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(Protected.Meta):
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["compartment", "kind", "year"], name="core_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"


def next_reference(compartment: UUID, kind: str) -> str:
    """The next reference of a kind in a compartment, such as F-2026-0012; called inside an action."""
    return next_references(compartment, kind, 1)[0]


def next_references(compartment: UUID, kind: str, count: int) -> list[str]:
    """So many references in a row, counted on at once."""
    from habeas.core.actions import current

    year = timezone.localdate().year
    rows = Counter.objects.visible_to(current().actor, current().verb).select_for_update()
    counter = rows.filter(compartment=compartment, kind=kind, year=year).first()
    counter = counter or Counter(compartment=compartment, kind=kind, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save()
    return [f"{kind}-{year}-{number:04d}" for number in range(first, first + count)]
