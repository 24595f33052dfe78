"""What is wrong or thin about a table, said before anything is estimated."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.science.recapture.remarks import Remark, caution, refusal
from habeas.science.recapture.tables import CaptureTable

THIN = 10
FEW = 100
ENOUGH_LISTS = 3


@dataclass(frozen=True)
class Scrutiny:
    """`table`: without empty and doubled lists. `valid`: lists that tell something. `remarks`: in order of weight."""

    table: CaptureTable
    valid: int
    remarks: tuple[Remark, ...]

    @property
    def refused(self) -> bool:
        return any(remark.refusal for remark in self.remarks)


def scrutinise(table: CaptureTable) -> Scrutiny:
    """Takes away lists that hold nobody or repeat another, and says what is thin."""
    remarks: list[Remark] = []
    used = table
    for index in reversed(range(table.size)):
        why = useless(table, index)
        if why and used.size > 2:
            used = used.without_list(index)
        if why:
            remarks.insert(0, why)
    full = [name for name, on in zip(used.lists, used.on_list(), strict=True) if on == used.n]
    remarks += [caution("full-list", name=name) for name in full]
    doubtful = sum(1 for index in range(used.size) if useless(used, index))
    valid = used.size - len(full) - doubtful
    if valid < ENOUGH_LISTS:
        remarks.insert(0, refusal("too-few-lists", valid=valid))
    remarks += overlap_remarks(used)
    if used.n < FEW:
        remarks.append(caution("few-persons", count=used.n))
    remarks += [caution("note", text=note) for note in table.notes]
    return Scrutiny(used, valid, tuple(remarks))


def useless(table: CaptureTable, index: int) -> Remark | None:
    """Why a list tells nothing that an earlier one does not, if so."""
    overlaps = table.overlaps()
    if overlaps[index, index] == 0:
        return caution("empty-list", name=table.lists[index])
    for other in range(index):
        if overlaps[index, index] == overlaps[other, other] == overlaps[index, other]:
            return caution("duplicate-list", name=table.lists[index], other=table.lists[other])
    return None


def overlap_remarks(table: CaptureTable) -> list[Remark]:
    overlaps = table.overlaps()
    remarks = []
    for i in range(table.size):
        for j in range(table.size):
            names = {"name": table.lists[i], "other": table.lists[j]}
            if i != j and 0 < overlaps[i, i] == overlaps[i, j] < overlaps[j, j] < table.n:
                remarks.append(caution("contained-list", **names))
            if i < j and overlaps[i, j] == 0 and overlaps[i, i] and overlaps[j, j]:
                remarks.append(caution("no-overlap", **names))
            elif i < j and 0 < overlaps[i, j] < THIN:
                remarks.append(caution("thin-overlap", count=int(overlaps[i, j]), **names))
    return remarks
