"""The file of errors: every row that was set aside, with what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.core.imports import mapping
from habeas.core.imports.kinds import importer_of
from habeas.core.imports.models import Import
from habeas.core.imports.previewing import told_of
from habeas.core.imports.reading import BadRow
from habeas.core.listing.exports import WRITERS


def errors_file(
    batch: Import, name: str, opened: Sequence[tuple[Any, Any, Any]], left: int = 0
) -> HttpResponse:
    """File, row, column, field, value, what is wrong, what to do; formulas defused, one line a problem.

    `left` rows found no room in the file, which says so.
    """
    kind = importer_of(batch.importer)
    columns = mapping.columns_of(kind, batch.chosen)
    bad = [BadRow(row.number, cells, problems) for row, cells, problems in opened]
    header = [_("file"), _("row"), _("column"), _("field"), _("value"), _("what is wrong"), _("what to do")]
    lines = [
        [name, told.row, told.column, told.field, told.value, told.why, told.remedy]
        for told in told_of(kind, columns, bad)
    ]
    if left:
        more = ngettext("%(count)s more row waits.", "%(count)s more rows wait.", left) % {"count": left}
        lines.append([name, "", "", "", "", more, _("Correct these first; the rest may be taken tomorrow.")])
    body = WRITERS["csv"](_("errors"), header, lines)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="errors-{timezone.localdate():%Y-%m-%d}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
