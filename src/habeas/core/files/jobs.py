"""Long work on files."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core.actors import Actor
from habeas.core.files import actions, queries
from habeas.core.jobs.kinds import Step, job

CHUNK = 10


@job("files.verify", title=gettext_lazy("Verify all files"))
def verify_files(actor: Actor, cursor: str) -> Step:
    """Compare the next files with the digests of their receipt; the note counts the damaged ones.

    The cursor is `last key|done|damaged`.
    """
    last, done, bad = cursor.split("|") if cursor else ("", "0", "0")
    rows = queries.files(actor).order_by("pk")
    found = list((rows.filter(pk__gt=last) if last else rows)[:CHUNK])
    wrong = int(bad) + sum(not actions.verify_file(actor, file) for file in found)
    seen = int(done) + len(found)
    note = _("%(wrong)s damaged") % {"wrong": wrong} if wrong else ""
    following = f"{found[-1].pk}|{seen}|{wrong}" if len(found) == CHUNK else None
    return Step(cursor=following, done=seen, total=rows.count(), note=note)
