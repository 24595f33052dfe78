"""Sideways links between records that no foreign key may join."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.core.records import Protected


class Link(Protected):
    """A named relation between two rows of any kind, kept in the compartment of the first."""

    kind = models.CharField(_("kind of link"), max_length=40)
    from_model = models.CharField(max_length=60)
    from_id = models.UUIDField(db_index=True)
    to_model = models.CharField(max_length=60)
    to_id = models.UUIDField(db_index=True)

    class Meta(Protected.Meta):
        app_label = "core"
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "kind", "from_model", "from_id", "to_model", "to_id"],
                name="core_link_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_model} {self.kind} {self.to_model}"


def link_rows(source: models.Model, kind: str, target: models.Model) -> Link:
    """Link two rows; called inside an action on `source`."""
    made: Any = Link.objects.create(
        compartment=source.compartment,  # type: ignore[attr-defined]
        kind=kind,
        from_model=source._meta.label_lower,
        from_id=source.pk,
        to_model=target._meta.label_lower,
        to_id=target.pk,
    )
    return made


def linked_ids(actor: Any, source: models.Model, kind: str, model: type[models.Model]) -> Any:
    """Keys of the rows of `model` that `source` is linked to by `kind`."""
    return (
        Link.objects.visible_to(actor)
        .filter(kind=kind, from_id=source.pk, to_model=model._meta.label_lower)
        .values_list("to_id", flat=True)
    )
