"""Who may open and attach files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.files.models import StoredFile
from habeas.core.rules import can_work, compartment_of, rule

_of_models: dict[str, Any] = {}


def register_attaching(model: Any, own: Any) -> None:
    """Ask a rule of a record's own kind before a file is attached to it; called from an app's `ready`."""
    _of_models[model._meta.label_lower] = own


@rule(
    _("To this record no file is attached any more, or not by you."), _("Attach it to a record of your own.")
)
def record_takes_files(actor: Actor, target: Any) -> bool:
    own = _of_models.get(target._meta.label_lower) if hasattr(target, "_meta") else None
    return own is None or bool(own(actor, target))


may_attach = can_work & record_takes_files


@rule(_("You may not open files of this compartment."), _("Ask the owner of the compartment for access."))
def can_open_file(actor: Actor, file: Any) -> bool:
    """Somebody who reads in the file's compartment, or with whom this file was shared."""
    shared = getattr(file, "pk", None) in actor.shared("read", StoredFile._meta.label_lower)
    return shared or actor.holds("read", compartment_of(file))
