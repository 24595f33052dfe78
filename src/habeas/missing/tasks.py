"""Long work on the register of the missing."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core.actors import Actor
from habeas.core.jobs.kinds import Step, job
from habeas.missing.actions import find_matches

MATCHING = "missing.match"


@job(MATCHING, title=gettext_lazy("Look for entries that speak of one person"))
def match_entries(actor: Actor, cursor: str, *, place: str) -> Step:
    """Compare every entry on which the asker works; `place` is a compartment of theirs. Reviewers' decisions stay."""
    found = find_matches(actor, UUID(place))
    note = _("%(found)s new suggestions") % {"found": found}
    return Step(cursor=None, done=1, total=1, note=note, result_url=reverse("missing:review"))
