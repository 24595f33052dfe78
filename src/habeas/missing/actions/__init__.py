"""What may be done in the register of the missing."""

from habeas.missing.actions.lists import (
    RowTold,
    complete_edition,
    open_edition,
    receive_rows,
    register_source,
)

__all__ = ["RowTold", "complete_edition", "open_edition", "receive_rows", "register_source"]
