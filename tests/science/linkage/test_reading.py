"""A file is read as Python's csv reads it, in any quoting and with any line end; bad rows are named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.science.linkage import LinkageError, read_lists
from habeas.science.linkage.reading import cut, decoded

CELL = st.text(st.sampled_from(list('aб ë",\n\r')), max_size=6)
RAW = st.text(st.sampled_from(list('ab,"\n\r')), max_size=40)


def cells_of(text: str) -> list[list[str]]:
    raw = np.frombuffer(text.encode(), np.uint8).copy()
    spans, cells = np.zeros((64, 16, 2), np.int64), np.zeros(64, np.int64)
    found, at = cut(raw, 0, spans, cells)
    assert at == len(raw)
    return [decoded(raw, spans[row, : cells[row]]) for row in range(found)]


@given(RAW)
def test_cells_are_those_of_csv(text: str) -> None:
    assert cells_of(text) == list(csv.reader(io.StringIO(text, newline="")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=30))
def test_rows_come_back_as_they_were_written(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    path = tmp_path / "lists.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([("given_name", "surname", "birthplace"), *rows])
    lists = read_lists(path)
    read = [
        tuple(lists.row(at)[name] for name in ("given_name", "surname", "birthplace"))
        for at in range(len(rows))
    ]
    assert read == rows


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_whole_names_tell_their_order(tmp_path: Path) -> None:
    text = (
        "full_name,given_name,surname\nZana Agim Shembulli,Zana,Shembulli\nShembulli (Agim) Zana,Zana,Shembulli\n"
        "Agim,Zana,Shembulli\nШембули Зана,,\n"
    )
    lists = read_lists(write(tmp_path / "a.csv", text))
    assert lists.order.tolist() == [1, 6, 0, 0]
    assert lists.whole == {3: "Шембули Зана"}


def test_ragged_row_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "given_name,surname\nZana,Shembulli\n\n , \nAgim,Shembulli,Prizren\n")
    with pytest.raises(LinkageError, match=r"row 5: 3 cells under a header of 2"):
        read_lists(path)


def test_blank_rows_are_let_pass(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "given_name,surname\r\n\r\nZana,Shembulli\r\n,,,\r\n")
    assert read_lists(path).ids == ["0"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("given_name,surname\nZoran,Đorđević\n".encode("cp1250"))
    with pytest.raises(LinkageError, match="not text in UTF-8"):
        read_lists(path)


def test_many_distinct_texts_keep_their_rows(tmp_path: Path) -> None:
    names = [f"name{at * 7919 % 20_011}" for at in range(30_000)]
    path = write(tmp_path / "a.csv", "surname\n" + "\n".join(names) + "\n")
    column = read_lists(path).columns["surname"]
    assert [column.values[code] for code in column.codes.tolist()] == names
    assert len(set(column.values)) == len(column.values)


def test_empty_file_has_no_names(tmp_path: Path) -> None:
    with pytest.raises(LinkageError, match="no column of names"):
        read_lists(write(tmp_path / "a.csv", ""))
