"""Long work on the register of the missing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core.actors import Actor
from habeas.core.jobs.actions import start_job
from habeas.core.jobs.kinds import Step, job
from habeas.core.jobs.queries import waits
from habeas.missing.actions import find_matches, register_persons
from habeas.missing.queries.cases import workplaces
from habeas.missing.queries.persons import unregistered

MATCHING, REGISTERING = "missing.match", "missing.register"
CHUNK = 500


@job(MATCHING, title=gettext_lazy("Look for entries that speak of one person"))
def match_entries(actor: Actor, cursor: str, *, place: str, whole: bool = False) -> Step:
    """Compare the entries on which the asker works; `place` is a compartment of theirs. Reviewers' decisions stay.

    Unless the `whole` is asked for, only pairs are looked at of which one came or changed since the last time.
    """
    found = find_matches(actor, UUID(place), whole=whole)
    note = _("%(found)s new suggestions") % {"found": found}
    return Step(cursor=None, done=1, total=1, note=note, result_url=reverse("missing:review"))


def look_for_matches(actor: Actor, place: UUID) -> None:
    """Start that work on what came since the last time; work that still waits will see it too."""
    if not waits(actor, MATCHING, place):
        start_job(actor, MATCHING, compartment=place, place=place)


@job(REGISTERING, title=gettext_lazy("Register the persons of an edition"))
def register_entries(actor: Actor, cursor: str, *, edition: str, place: str, opened_on: str) -> Step:
    """Make persons with cases of the entries of an edition that speak of nobody yet, in the compartment `place`."""
    last, done, made, total = cursor.split() if cursor else (str(UUID(int=0)), "0", "0", "")
    waiting = unregistered(actor, UUID(edition)).filter(pk__gt=UUID(last)).order_by("pk")
    whole = int(total) if total else waiting.count()
    rows = list(waiting[:CHUNK])
    persons = register_persons(
        actor, workplaces(actor).get(pk=place), entries=rows, opened_on=date.fromisoformat(opened_on)
    )
    number, people = int(done) + len(rows), int(made) + len(persons)
    following = f"{rows[-1].pk} {number} {people} {whole}" if len(rows) == CHUNK else None
    note = _("%(made)s persons registered, of %(entries)s entries") % {"made": people, "entries": number}
    home = reverse("missing:edition", args=[edition])
    return Step(cursor=following, done=number, total=max(whole, number), note=note, result_url=home)
