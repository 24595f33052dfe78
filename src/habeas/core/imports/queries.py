"""Reading about imports."""

from __future__ import annotations

from typing import Any

from habeas.core.actors import Actor
from habeas.core.imports.models import (
    Import,
    ImportedRow,
    ImportMapping,
    ImportState,
    QuarantinedRow,
    RowState,
)
from habeas.core.jobs.models import Job


def imports(actor: Actor) -> Any:
    """Every import that the reader may know of, newest first."""
    return Import.objects.visible_to(actor).select_related("file")


def workable(actor: Actor) -> Any:
    """The imports of compartments where the reader works."""
    return Import.objects.workable_by(actor).select_related("file")


def saved_columns(actor: Actor, batch: Import) -> dict[str, Any]:
    """What was chosen for this source before: folded names of columns to fields."""
    same = {"compartment": batch.compartment, "importer": batch.importer, "source": batch.source}
    found = ImportMapping.objects.visible_to(actor).filter(**same).first()
    return found.chosen if found else {}


def sources(actor: Actor, importer: str) -> list[str]:
    """Names of sources that were imported before."""
    rows = ImportMapping.objects.visible_to(actor, "work").filter(importer=importer)
    return sorted(set(rows.values_list("source", flat=True)))


def same_file(actor: Actor, batch: Import) -> Import | None:
    """The last import of the very same file that was run, if there is one."""
    rows = imports(actor).filter(
        importer=batch.importer, compartment=batch.compartment, file__sha256=batch.file.sha256
    )
    ran = rows.exclude(pk=batch.pk).filter(state__in=(ImportState.RUNNING, ImportState.DONE))
    found: Import | None = ran.filter(created_at__lt=batch.created_at).order_by("-created_at").first()
    return found


def job_of(actor: Actor, batch: Import) -> Any:
    """The job that runs an import, for whoever asked for it."""
    return Job.objects.visible_to(actor).filter(pk=batch.job).first() if batch.job else None


def waiting(actor: Actor, batch: Import) -> Any:
    """The rows of an import that wait for correction."""
    return QuarantinedRow.objects.workable_by(actor).filter(batch=batch, state=RowState.WAITING)


def left_out(actor: Actor, batch: Import) -> Any:
    """The rows of an import that were left out with a reason."""
    return QuarantinedRow.objects.workable_by(actor).filter(batch=batch, state=RowState.DROPPED)


def quarantine(actor: Actor) -> Any:
    """Rows that were set aside, in compartments where the reader works."""
    return QuarantinedRow.objects.workable_by(actor).select_related("batch", "batch__file")


def ledger(actor: Actor, compartment: Any, importer: str, stream: str) -> Any:
    """Which rows of a source became which records."""
    rows = ImportedRow.objects.visible_to(actor, "work")
    return rows.filter(compartment=compartment, importer=importer, stream=stream)
