"""Who may do what with imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.core.actors import Actor
from habeas.core.imports.models import Import, ImportState, QuarantinedRow, RowState
from habeas.core.rules import can_export, can_work, rule


@rule(_("The rows of this import are being taken already."), _("Wait until it is done."))
def is_not_running(actor: Actor, batch: Import) -> bool:
    return batch.state != ImportState.RUNNING


@rule(_("The columns of this import have not been chosen."), _("Choose them first."))
def has_columns(actor: Actor, batch: Import) -> bool:
    return batch.state != ImportState.RECEIVED


@rule(_("This import has been done."), _("Send a newer file as a new import."))
def is_not_done(actor: Actor, batch: Import) -> bool:
    return batch.state != ImportState.DONE


@rule(_("This import is not running."))
def is_running(actor: Actor, batch: Import) -> bool:
    return batch.state == ImportState.RUNNING


@rule(_("This import has not been done."), _("Wait until all its rows were taken."))
def is_done(actor: Actor, batch: Import) -> bool:
    return batch.state == ImportState.DONE


@rule(_("This row does not wait any more."))
def row_waits(actor: Actor, row: QuarantinedRow) -> bool:
    return row.state == RowState.WAITING


@rule(_("The rows of this import are being taken."), _("Wait until it is done."))
def its_import_is_done(actor: Actor, row: QuarantinedRow) -> bool:
    return row.batch.state == ImportState.DONE


can_prepare = can_work & is_not_running
can_start = can_work & has_columns & is_not_running & is_not_done
can_run = can_work & is_running
can_retry = can_work & is_done
can_take_errors = can_work & can_export
can_settle = can_work & row_waits & its_import_is_done
