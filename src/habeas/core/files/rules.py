"""Who may open and attach files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.files.models import StoredFile
from habeas.core.rules import can_work, compartment_of, rule

may_attach = can_work


@rule(_("You may not open files of this compartment."), _("Ask the owner of the compartment for access."))
def can_open_file(actor: Actor, file: Any) -> bool:
    """Somebody who reads in the file's compartment, or with whom this file was shared."""
    shared = getattr(file, "pk", None) in actor.shared("read", StoredFile._meta.label_lower)
    return shared or actor.holds("read", compartment_of(file))
