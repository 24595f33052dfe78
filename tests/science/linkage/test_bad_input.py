"""Bad lists neither break linking nor join strangers."""

from __future__ import annotations

from habeas.science.linkage import from_rows, link

ROW = {"list": "A", "given_name": "Zana", "surname": "Shembulli", "father_name": "Agim", "sex": "F"}


def test_same_rows_ten_thousand_times_end() -> None:
    rows = [{**ROW, "record_id": str(at), "birth_date": "1962-03-04"} for at in range(2_000)]
    found = link(from_rows(rows))
    assert len(found.labels) == 2_000


def test_dates_that_are_none_are_missing() -> None:
    rows = [
        {**ROW, "record_id": "a", "birth_date": "31.13.1962"},
        {**ROW, "record_id": "b", "birth_date": "yesterday", "last_seen_date": "1999-02-31"},
        {**ROW, "record_id": "c", "birth_date": "0140-01-01"},
    ]
    assert sum(map(len, link(from_rows(rows)).persons().values())) == 3


def test_rows_without_names_stay_alone() -> None:
    rows = [{"record_id": str(at), "list": "A", "last_seen_date": "1999-04-30"} for at in range(50)]
    assert len(link(from_rows(rows)).persons()) == 50


def test_whole_names_are_taken_apart() -> None:
    rows = [
        {"record_id": "a", "list": "A", "full_name": "Zana (Agim) Shembulli", "birth_date": "1962-03-04"},
        {**ROW, "record_id": "b", "list": "B", "birth_date": "1962-03-04"},
    ]
    assert link(from_rows(rows)).persons() == {"a": ["a", "b"]}


def test_one_record_is_one_person() -> None:
    assert link(from_rows([{**ROW, "record_id": "a"}])).persons() == {"a": ["a"]}


def test_two_scripts_of_two_records_meet() -> None:
    rows = [
        {**ROW, "record_id": "a", "birth_date": "1962-03-04", "municipality": "Prizren"},
        {
            **ROW,
            "record_id": "b",
            "list": "B",
            "given_name": "Зана",
            "surname": "Шембули",
            "birth_date": "1962-03-04",
        },
        {
            **ROW,
            "record_id": "c",
            "list": "B",
            "given_name": "Мира",
            "surname": "Шембули",
            "birth_date": "1964-08-09",
        },
    ]
    assert link(from_rows(rows)).persons() == {"a": ["a", "b"], "c": ["c"]}
