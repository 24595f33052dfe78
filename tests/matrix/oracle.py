"""Who may see what, told a second time and independently of the program, in thirty lines.

North and south are compartments of two organisations. One row of each kind of the north was shared with the
south's NGO compartment by decision. Nothing here reads the program's grants, scopes or predicates.
"""

from __future__ import annotations

READS = {
    "monitor_north": {"north"},
    "analyst_north": {"north"},
    "director_north": {"north"},
    "reader_north": {"north"},
    "caseworker_south": {"south"},
    "inspector_south": {"south"},
    "both": {"north", "south"},
    "rescuer": {"north"},
    "expired": set(),
    "former": set(),
    "administrator": set(),
    "auditor": set(),
    "publisher": set(),
    "ungranted": set(),
    "nobody": set(),
}
RECEIVES_SHARES = {"sharer_west"}
READS["sharer_west"] = set()
SEES_AUDIT = {"auditor"}


def may_see(person: str, place: str, *, shared: bool = False, owner: str = "") -> bool:
    """True when the person may see a row of a place; `shared` rows also reach the west; own rows their owner."""
    if owner:
        return person == owner
    return place in READS[person] or (shared and person in RECEIVES_SHARES)


def reads_something(person: str) -> bool:
    """True when the matrix holds at least one row that the person may see."""
    return bool(READS[person]) or person in RECEIVES_SHARES
