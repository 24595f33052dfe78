"""What the core keeps. Upper apps build on `habeas.core.records`."""

from habeas.core.audit import AuditRow
from habeas.core.counters import Counter
from habeas.core.files.models import Custody, StoredFile
from habeas.core.imports.models import Import, ImportChunk, ImportedRow, ImportMapping, QuarantinedRow
from habeas.core.jobs.models import Job, WorkerPulse
from habeas.core.links import Link
from habeas.core.packs.models import PackLoad
from habeas.core.personal import Draft, SavedView
from habeas.core.search.entries import SearchEntry
from habeas.core.terms.models import Term, Vocabulary
from habeas.core.vault.datakeys import DataKey
from habeas.core.vault.recordkeys import RecordKey

__all__ = [
    "AuditRow",
    "Counter",
    "Custody",
    "DataKey",
    "Draft",
    "Import",
    "ImportChunk",
    "ImportMapping",
    "ImportedRow",
    "Job",
    "Link",
    "PackLoad",
    "QuarantinedRow",
    "RecordKey",
    "SavedView",
    "SearchEntry",
    "StoredFile",
    "Term",
    "Vocabulary",
    "WorkerPulse",
]
