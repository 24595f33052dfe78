"""A CSV file as columns, in machine code: cells found and numbered as bytes, every distinct text decoded once.

The rules are those of Python's `csv` with its usual settings: commas, double quotes doubled inside quotes, rows that
end with any kind of line end.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from habeas.science.linkage.compiled import compiled
from habeas.science.linkage.errors import LinkageError

PART: Final = 1 << 16
"""Rows looked at in one go."""
PIECE: Final = 1 << 20
WIDEST: Final = 4096
MARK: Final = b"\xef\xbb\xbf"
BLANK: Final = b', \t\r\n\x0b\x0c"'
COMMA, QUOTE, LINE, RETURN, BRACKET = (np.uint8(ord(letter)) for letter in ',"\n\r(')
Bytes = NDArray[np.uint8]
Spans = NDArray[np.int64]


@compiled
def _quoted(raw: Any, at: int) -> tuple[int, int]:
    """Moves text in quotes together where it begins, at the quote; returns where text and quotes end."""
    write, size = at, raw.shape[0]
    at += 1
    while at < size:
        if raw[at] == QUOTE:
            at += 1
            if at >= size or raw[at] != QUOTE:
                break
        raw[write] = raw[at]
        write += 1
        at += 1
    return write, at


@compiled
def _cell(raw: Any, at: int) -> tuple[int, int]:
    """Where the text of a cell ends, and the cell."""
    size, write = raw.shape[0], at
    if at < size and raw[at] == QUOTE:
        write, at = _quoted(raw, at)
    while at < size and raw[at] != COMMA and raw[at] != LINE and raw[at] != RETURN:
        raw[write] = raw[at]
        write += 1
        at += 1
    return write, at


@compiled
def cut(raw: Any, at: int, spans: Any, cells: Any) -> tuple[int, int]:
    """Finds the cells of as many rows as `spans` (rows, width, 2) has room for, from place `at` on.

    Writes begin and end of each cell and how many cells each row has, 0 for an empty line; text in quotes is moved
    together in place. Returns the rows found and where the next one begins.
    """
    size, width, row = raw.shape[0], spans.shape[1], 0
    while at < size and row < spans.shape[0]:
        first, cell, begin = at, 0, at
        while True:
            begin = at
            end, at = _cell(raw, at)
            if cell < width:
                spans[row, cell, 0], spans[row, cell, 1] = begin, end
            cell += 1
            if at >= size or raw[at] != COMMA:
                break
            at += 1
        cells[row] = 0 if at == first else cell
        row += 1
        if at < size:
            at += 2 if raw[at] == RETURN and at + 1 < size and raw[at + 1] == LINE else 1
    return row, at


@compiled
def _same(raw: Any, begin: int, end: int, words: Any, first: int, last: int) -> bool:
    """Whether the text from `begin` to `end` begins with a word."""
    if last - first > end - begin:
        return False
    k = 0
    while k < last - first and raw[begin + k] == words[first + k]:
        k += 1
    return bool(k == last - first)


@compiled
def _place(raw: Any, begin: int, end: int, slots: Any, texts: Any) -> int:
    """The slot of a text: the one that holds its number, or the empty one it belongs in."""
    mixed = np.uint64(0xCBF29CE484222325)
    for k in range(begin, end):
        mixed = (mixed ^ np.uint64(raw[k])) * np.uint64(0x100000001B3)
    mask = slots.shape[0] - 1
    at = np.int64((mixed ^ (mixed >> np.uint64(29))) & np.uint64(mask))
    while slots[at] >= 0:
        first, last = texts[slots[at], 0], texts[slots[at], 1]
        if last - first == end - begin and _same(raw, begin, end, raw, first, last):
            break
        at = (at + 1) & mask
    return int(at)


@compiled
def number(raw: Any, spans: Any, slots: Any, texts: Any, count: int, codes: Any) -> int:
    """Numbers the texts of one column in the order they are met, `texts` keeping where each was first; returns how many
    there are now."""
    for row in range(spans.shape[0]):
        begin, end = spans[row, 0], spans[row, 1]
        if begin == end:
            codes[row] = 0
            continue
        at = _place(raw, begin, end, slots, texts)
        if slots[at] < 0:
            slots[at] = count
            texts[count, 0], texts[count, 1] = begin, end
            count += 1
        codes[row] = slots[at]
    return count


@compiled
def refill(raw: Any, slots: Any, texts: Any, count: int) -> None:
    """Lays numbers into a larger table."""
    for one in range(1, count):
        slots[_place(raw, texts[one, 0], texts[one, 1], slots, texts)] = one


@compiled
def begins(raw: Any, whole: Any, words: Any, at: Any, others: Any, there: Any, order: Any) -> None:
    """See `Cells.order`: words of the one column as bytes, and where each row's begins and ends; and of the other."""
    for row in range(whole.shape[0]):
        begin, end = whole[row, 0], whole[row, 1]
        if _same(raw, begin, end, words, at[row, 0], at[row, 1]):
            order[row] = 1
        elif _same(raw, begin, end, others, there[row, 0], there[row, 1]):
            order[row] = 2
        for k in range(begin, end):
            if raw[k] == BRACKET:
                order[row] += 4
                break


@dataclass
class Cells:
    """The cells of a file by the name of their column: `spans` (rows, 2) of begin and end in `raw`."""

    raw: Bytes
    spans: dict[str, Spans]
    rows: int

    def __len__(self) -> int:
        return self.rows

    def texts(self, column: str, rows: NDArray[np.int64] | None = None) -> list[str]:
        """The text of every row, or of some."""
        spans = self.spans[column]
        return decoded(self.raw, spans if rows is None else spans[rows])

    def numbered(self, column: str) -> tuple[list[str], NDArray[np.int32]]:
        """Distinct texts in the order they are met, "" first, and the number of each row."""
        spans = self.spans[column]
        codes, count = np.zeros(self.rows, np.int32), 1
        slots, firsts = np.full(1 << 14, -1, np.int32), np.zeros((1 << 13, 2), np.int64)
        for at in range(0, self.rows, PART):
            part = spans[at : at + PART]
            while 2 * (count + len(part)) > len(slots):
                slots, firsts = np.full(4 * len(slots), -1, np.int32), np.resize(firsts, (4 * len(firsts), 2))
                refill(self.raw, slots, firsts, count)
            count = number(self.raw, part, slots, firsts, count, codes[at : at + PART])
        return ["", *decoded(self.raw, firsts[1:count])], codes

    def order(self, whole: str, *columns: tuple[list[str], NDArray[np.int32]]) -> NDArray[np.int8]:
        """How whole names are written: 1 where they begin with the first word of the first column, 2 of the second,
        else 0; plus 4 with a bracket."""
        found = np.zeros(self.rows, np.int8)
        words = [first_words(values) for values, _codes in columns]
        spans = [word[codes] for (_all, word), (_values, codes) in zip(words, columns, strict=True)]
        begins(self.raw, self.spans[whole], words[0][0], spans[0], words[1][0], spans[1], found)
        return found


def decoded(raw: Bytes, spans: Spans) -> list[str]:
    """The texts of spans (n, 2)."""
    held = raw.data
    edges = zip(spans[:, 0].tolist(), spans[:, 1].tolist(), strict=True)
    return [str(held[begin:end], "utf-8") for begin, end in edges]


def first_words(texts: list[str]) -> tuple[Bytes, Spans]:
    """The first word of each text as bytes one after the other, and where each begins and ends."""
    words = [(text.split() or [""])[0].encode() for text in texts]
    lengths = np.array([len(word) for word in words], np.int64)
    ends = np.cumsum(lengths)
    return np.frombuffer(b"".join(words) or b" ", np.uint8), np.stack([ends - lengths, ends], 1)


def read_cells(path: Path, wanted: set[str], check: Callable[[list[str], str], None]) -> Cells:
    """The cells of the wanted columns of a CSV file in UTF-8 with a header, which `check` may refuse; names of columns
    in lower case. Raises `LinkageError` when it cannot be read or a row is of another length."""
    try:
        raw = np.fromfile(path, np.uint8)
        check_text(raw)
    except UnicodeDecodeError as error:
        raise LinkageError("not-text", where=path, value=error) from error
    except OSError as error:
        raise LinkageError("unreadable", where=path, value=error.strerror) from error
    first, count = np.zeros((1, WIDEST, 2), np.int64), np.zeros(1, np.int64)
    _, at = cut(raw, len(MARK) if raw[: len(MARK)].tobytes() == MARK else 0, first, count)
    header = [name.strip().lower() for name in decoded(raw, first[0, : count[0]])]
    check(header, str(path))
    return _all_rows(raw, at, header, wanted, str(path))


def check_text(raw: Bytes) -> None:
    """Raises UnicodeDecodeError for bytes that are not UTF-8."""
    at = 0
    while at < len(raw):
        _text, read = codecs.utf_8_decode(raw[at : at + PIECE].data, "strict", at + PIECE >= len(raw))
        at += read


def _all_rows(raw: Bytes, at: int, header: list[str], wanted: set[str], where: str) -> Cells:
    kept: dict[str, list[Spans]] = {name: [] for name in header if name in wanted}
    spans, cells = np.zeros((PART, len(header), 2), np.int64), np.zeros(PART, np.int64)
    number, rows = 2, 0
    while at < len(raw):
        found, at = cut(raw, at, spans, cells)
        good = cells[:found] == len(header)
        for row in np.flatnonzero(~good).tolist():
            end = int(spans[row + 1, 0, 0]) if row + 1 < found else at
            if raw[spans[row, 0, 0] : end].tobytes().strip(BLANK):
                raise LinkageError(
                    "ragged-row", where=where, row=number + row, value=int(cells[row]), expected=len(header)
                )
        for name, parts in kept.items():
            parts.append(spans[:found, header.index(name)][good])
        number, rows = number + found, rows + int(good.sum())
    nothing = np.zeros((0, 2), np.int64)
    return Cells(raw, {name: np.concatenate([nothing, *parts]) for name, parts in kept.items()}, rows)
