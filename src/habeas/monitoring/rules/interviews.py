"""Who may release what was said in an interview."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.rules import can_work, rule
from habeas.monitoring.models import Quote


@rule(_("Nobody releases words that they kept themselves."), _("Ask a colleague to check the wording."))
def is_kept_by_another(actor: Actor, quote: Quote) -> bool:
    return quote.created_by != actor.id


can_release = can_work & is_kept_by_another
