"""The background work of imports."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.core.actors import Actor
from habeas.core.imports import actions, queries
from habeas.core.imports.models import Import, ImportState
from habeas.core.jobs.kinds import Step, job
from habeas.core.pages import find


@job("imports.run", title=gettext_lazy("Import of a list"))
def run_import(actor: Actor, cursor: str, *, batch: str, asked: bool) -> Step:
    """Take the next rows; the import itself knows how far it is, in the transaction of its rows."""
    row: Import = find(queries.workable(actor), pk=batch)
    if row.rows_done < row.rows_total:
        with collector_at_rest():
            row = actions.run_chunk(actor, row)
    else:
        row = actions.finish_chunk(actor, row, asked=asked)
    over = row.state != ImportState.RUNNING
    note = _("%(count)s rows set aside") % {"count": row.set_aside} if row.set_aside else ""
    return Step(
        cursor=None if over else f"{row.rows_done}",
        done=row.rows_done,
        total=row.rows_total,
        note=note,
        result_url=row.get_absolute_url(),
    )


@job("imports.retry", title=gettext_lazy("Rows set aside, read once more"))
def retry_rows(actor: Actor, cursor: str, *, batch: str) -> Step:
    """Read the next rows that were set aside once more. The cursor is `last row|looked at|taken`."""
    row: Import = find(queries.workable(actor), pk=batch)
    after, seen, taken = (int(part) for part in cursor.split("|")) if cursor else (0, 0, 0)
    total = seen + queries.waiting(actor, row).filter(number__gt=after).count()
    last, count = actions.retry_chunk(actor, row, after=after)
    taken += count
    note = _("%(count)s rows taken") % {"count": taken}
    following = None if last is None else f"{last}|{min(seen + actions.RETRY_CHUNK, total)}|{taken}"
    done = total if last is None else min(seen + actions.RETRY_CHUNK, total)
    return Step(cursor=following, done=done, total=total, note=note, result_url=row.get_absolute_url())


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Cycles are not looked for while thousands of rows are made, which leave none: a tenth of the time of a chunk."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
