import io

import pytest

from habeas.science.recapture.errors import RecaptureError
from habeas.science.recapture.reading import StratifiedTable, read_stream, read_table

from .loading import EVERY_TABLE, REFERENCE, table


def read(text: str, by: tuple[str, ...] = (), lists: tuple[str, ...] = ()) -> StratifiedTable:
    return read_stream(io.StringIO(text), "lists.csv", by=by, lists=lists, progress=None)


def refused(text: str, **options: tuple[str, ...]) -> str:
    with pytest.raises(RecaptureError) as caught:
        read(text, **options)
    return caught.value.code


@pytest.mark.parametrize("name", EVERY_TABLE)
def test_every_reference_table_is_read(name):
    assert table(name).n > 0


def test_kosovo_has_its_four_thousand_four_hundred():
    assert (table("kosovo").n, table("kosovo").lists) == (4400, ("ABA", "EXH", "HRW", "OSCE"))


def test_patterns_and_persons_give_the_same_table():
    patterns = read("A,B,C,count\n1,0,0,2\n1,1,0,1\n0,0,1,3\n").whole()
    persons = read("id,A,B,C\nf,1,0,0\ng,1,0,0\nh,1,1,0\ni,0,0,1\nj,0,0,1\nk,0,0,1\n").whole()

    assert patterns.patterns.tolist() == persons.patterns.tolist()
    assert patterns.counts.tolist() == persons.counts.tolist()
    assert persons.notes == ("Columns not used: id.",)


def test_semicolons_marks_words_and_blank_lines_are_understood():
    found = read("\ufeffA;B;C\nyes;no;x\n\n1;0;0\n;;\n".lstrip("\ufeff")).whole()

    assert dict(zip(found.patterns.tolist(), found.counts.tolist(), strict=True)) == {1: 1, 5: 1}


def test_strata_keep_what_is_not_known():
    found = read("place,A,B,count\nNorth,1,0,4\nmissing,1,0,2\nSouth,1,1,3\n", by=("place",))

    assert found.cells == {(("North",), 1): 4, ((None,), 1): 2, (("South",), 3): 3}
    assert found.whole().n == 9


def test_gaza_strata_add_up_to_the_whole_table():
    found = read_table(REFERENCE / "tables" / "gaza3_by_gov_gender.csv", by=("gov", "gender"))

    assert found.whole().counts.tolist() == table("gaza3").counts.tolist()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-lists"),
        ("A,B,count\n", "no-lists"),
        ("name,age\nArta,3\n", "no-lists"),
        ("A,B,count\n1,0\n", "ragged-row"),
        ("A,B,count\n1,0,3,4\n", "ragged-row"),
        ("A,B,count\n1,0,-3\n", "negative-count"),
        ("A,B,count\n1,0,0.5\n", "fractional-count"),
        ("A,B,count\n1,0,lots\n", "not-a-count"),
        ("A,B,count\n0,0,3\n1,1,2\n", "all-zeros"),
        ("A,A,count\n1,0,3\n", "duplicate-name"),
        ("A,count\n1,3\n", "one-list"),
        ("A,B\n" + "1,0\n" * 9 + "1,7\n", "not-membership"),
        ("A,B,count\n1,0,0\n", "empty-table"),
    ],
)
def test_bad_files_are_refused_with_a_reason(text, code):
    assert refused(text) == code


def test_a_stratum_that_does_not_exist_is_refused():
    assert refused("A,B,count\n1,0,3\n", by=("place",)) == "unknown-column"


def test_a_file_that_is_no_text_is_refused(tmp_path):
    photograph = tmp_path / "photograph.csv"
    photograph.write_bytes(b"\x89PNG\xff\xfe\x00")

    with pytest.raises(RecaptureError, match="UTF-8"):
        read_table(photograph)
    with pytest.raises(RecaptureError, match="cannot be read"):
        read_table(tmp_path / "not there.csv")


def test_progress_is_told_while_many_persons_are_read():
    told = []
    read_stream(
        io.StringIO("A,B,C\n" + "1,0,1\n" * 450_000),
        "long.csv",
        by=(),
        lists=(),
        progress=lambda what, done: told.append((what, done)),
    )

    assert told == [("rows read", 200_000), ("rows read", 400_000), ("rows read", 450_000)]
