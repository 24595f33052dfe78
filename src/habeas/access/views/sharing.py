"""One record shown to another compartment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from habeas.access import actions
from habeas.access.bases import offered_bases
from habeas.access.forms import ShareForm
from habeas.access.freshness import recent_login_required
from habeas.access.owners import compartment_by_code
from habeas.core.editing import edit_page
from habeas.core.errors import Invalid
from habeas.core.files.queries import record_of
from habeas.core.pages import page
from habeas.core.rules import can_share


@page()
@recent_login_required
def share_record(request: Any, label: str, pk: Any) -> HttpResponse:
    """Show one record, never its parents, to a compartment named by its code."""
    row = record_of(request.actor, label, pk)
    bases = offered_bases(request.actor, row)

    def save(given: dict[str, Any]) -> str:
        kind, _colon, key = given.pop("basis").partition(":")
        target = _target(given.pop("code"))
        actions.share_record(request.actor, row, target=target, basis=kind, basis_id=UUID(key), **given)
        messages.success(request, _("The record is shown there now; its parents are not."))
        return _home_of(row)

    nothing = _("No consent or decision that could carry a share is recorded.")
    return edit_page(
        request,
        title=_("Share one record"),
        subtitle=f"{row._meta.verbose_name}: {row}",
        form_class=ShareForm,
        form_options={"bases": bases},
        form_help="" if bases else nothing,
        save=save,
        key=f"access.share:{row.pk}",
        rule=can_share,
        target=row,
        submit_label=_("Share"),
        cancel_url=_home_of(row),
        autosave_url="",
    )


def _home_of(row: Any) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else "/"


def _target(code: str) -> Any:
    found = compartment_by_code(code)
    if found is None:
        message = _("There is no open compartment with the code “%(code)s”.") % {"code": code}
        raise Invalid(message, remedy=_("Ask its owner for the code."), field="code")
    return found
