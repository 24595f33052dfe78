"""Long work on the register of the missing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core.actors import Actor
from habeas.core.jobs.actions import start_job
from habeas.core.jobs.kinds import Step, job
from habeas.core.jobs.queries import waits
from habeas.missing.actions import find_matches

MATCHING = "missing.match"


@job(MATCHING, title=gettext_lazy("Look for entries that speak of one person"))
def match_entries(actor: Actor, cursor: str, *, place: str, since: str = "") -> Step:
    """Compare every entry on which the asker works; `place` is a compartment of theirs. Reviewers' decisions stay.

    With `since` only pairs are suggested of which one came or changed since that moment.
    """
    found = find_matches(actor, UUID(place), since=datetime.fromisoformat(since) if since else None)
    note = _("%(found)s new suggestions") % {"found": found}
    return Step(cursor=None, done=1, total=1, note=note, result_url=reverse("missing:review"))


def look_for_matches(actor: Actor, place: UUID, since: datetime | None = None) -> None:
    """Start that work, on everything or on what came since a moment; work that still waits will see the latter too."""
    if since is None:
        start_job(actor, MATCHING, compartment=place, place=place)
    elif not waits(actor, MATCHING, place):
        start_job(actor, MATCHING, compartment=place, place=place, since=since.isoformat())
