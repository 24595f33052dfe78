"""What the core keeps. Upper apps build on `habeas.core.records`."""

from habeas.core.audit import AuditRow
from habeas.core.vault.datakeys import DataKey

__all__ = ["AuditRow", "DataKey"]
