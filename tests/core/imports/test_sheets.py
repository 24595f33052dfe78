"""The header is found below titles and through merged cells; columns are suggested in four languages."""

import json

from habeas.core.imports import actions, mapping, queries, sheets
from tests.core.files.test_receiving import OLD_LIST
from tests.core.imports.conftest import (
    HEADER,
    choose,
    csv,
    fresh,
    labels,
    numbered,
    run,
    workbook,
)


def suggested(actor, batch, importer):
    headers = sheets.headers_of(actions.look_at(actor, batch), batch.header_row - 1)
    found = mapping.suggest(importer, headers, queries.saved_columns(actor, batch))
    return {headers[number]: one["field"] for number, one in found.items()}


def test_titles_above_the_header_are_left_out(give, monitor):
    rows = [("List of boxes, spring",), (), ("Prepared by nobody", "", "page 1"), HEADER, *numbered(3)]
    batch = give(workbook(*rows), name="list.xlsx")
    assert batch.header_row == 4
    assert run(monitor, batch).added == 3


def test_empty_rows_and_headers_repeated_on_each_page_are_no_rows(give, monitor):
    rows = [HEADER, *numbered(2), ("", "", "", ""), HEADER, *numbered(2, start=3)]
    batch = run(monitor, give(csv(*rows)))
    assert (batch.added, batch.set_aside) == (4, 0)


def test_merged_header_cells_name_what_stands_below_them(give, monitor):
    rows = [
        ("A title",),
        ("No", "Box", None, "Remark"),
        (None, "label", "packed on", None),
        (1, "box", "1999", "x"),
    ]
    body = workbook(*rows, merged=("A1:D1", "A2:A3", "B2:C2", "D2:D3"))
    batch = give(body, name="list.xlsx")
    sheet = actions.look_at(monitor, batch)
    assert batch.header_row == 2
    assert sheets.headers_of(sheet, 1) == ["No", "Box – label", "Box – packed on", "Remark"]
    chosen = {0: {"field": "number"}, 1: {"field": "label"}, 2: {"field": "packed"}}
    assert run(monitor, batch, columns=chosen).added == 1
    assert labels(monitor) == ["1 box"]


def test_one_wide_merged_title_is_no_header_of_two_lines(give, monitor):
    rows = [("No", "Label", None), (1, "box 1", "and more"), (2, "box 2", "")]
    batch = give(workbook(*rows, merged=("B1:C1",)), name="list.xlsx")
    sheet = actions.look_at(monitor, batch)
    assert sheets.headers_of(sheet, 0) == ["No", "Label", "Label (C)"]
    assert run(monitor, batch).added == 2


def test_columns_are_suggested_by_name_in_any_language(give, monitor, boxes):
    batch = give(csv(("Broj", "Назив", "NGJYRA", "Datum", "x"), (1, "кутија", "kuq", "1999", "")))
    names = {"Broj": "number", "Назив": "label", "NGJYRA": "colour", "Datum": "packed"}
    assert suggested(monitor, batch, boxes) == names


def test_the_choice_is_kept_for_the_source_and_not_for_others(give, monitor, boxes, world):
    odd = csv(("what", "who"), (1, "box"))
    choose(monitor, give(odd), columns={0: {"field": "number"}, 1: {"field": "label", "order": "dmy"}})
    assert suggested(monitor, give(odd), boxes) == {"what": "number", "who": "label"}
    assert suggested(monitor, give(odd, source="another"), boxes) == {}
    moved = csv(("note", "who", "what"), ("", "box", 2))
    assert suggested(monitor, give(moved), boxes) == {"note": "note", "who": "label", "what": "number"}


def test_a_column_left_out_stays_left_out_and_a_source_in_new_columns_is_known_by_name(give, monitor, boxes):
    rows = csv(("number", "label", "note"), (1, "box", "kept out"))
    choose(monitor, give(rows), columns={0: {"field": "number"}, 1: {"field": "label"}})
    assert suggested(monitor, give(rows), boxes) == {"number": "number", "label": "label"}
    renamed = csv(("Broj", "Назив", "Datum"), (1, "кутија", "1999"))
    names = {"Broj": "number", "Назив": "label", "Datum": "packed"}
    assert suggested(monitor, give(renamed), boxes) == names


def test_a_column_below_a_merged_cell_is_suggested_by_its_own_name(give, monitor, boxes):
    rows = [("Nr", "Box", None), ("", "naziv", "boja"), (1, "box", "red")]
    batch = give(workbook(*rows, merged=("B1:C1", "A1:A2")), name="list.xlsx")
    assert suggested(monitor, batch, boxes) == {
        "Nr": "number",
        "Box – naziv": "label",
        "Box – boja": "colour",
    }


def test_old_workbooks_and_regional_encodings_are_lists_too(give, monitor):
    batch = give(OLD_LIST.read_bytes(), name="list.xls")
    assert (batch.sheet, batch.header_row) == ("Lista", 3)
    for encoding in ("cp1250", "utf-16", "utf-8-sig"):
        body = "broj;naziv;datum\n1;Šarena kutija Đ;27.4.1999\n".encode(encoding)
        run(monitor, give(body, source=encoding))
    assert labels(monitor) == ["1 Šarena kutija Đ"] * 3


def test_a_regional_table_of_two_columns_is_a_list(give, monitor):
    run(monitor, give("broj;naziv\n1;Šarena kutija\n2;Đačka kutija\n".encode("cp1250")))
    assert labels(monitor) == ["1 Šarena kutija", "2 Đačka kutija"]


def test_a_cyrillic_windows_text_is_read_when_somebody_says_so(give, monitor):
    batch = give("broj;naziv;datum\n1;Кутија;27.4.1999\n".encode("cp1251"))
    run(monitor, batch, encoding="cp1251")
    assert labels(monitor) == ["1 Кутија"]


def test_another_sheet_can_be_chosen(give, monitor):
    batch = give(workbook(HEADER, *numbered(2), sheets=("second",)), name="list.xlsx")
    sheet = actions.look_at(monitor, batch, sheet="second")
    assert (sheet.name, sheet.names, len(sheet)) == ("second", ("Sheet", "second"), 0)


def test_the_cells_of_a_column_show_the_order_of_its_dates(give, monitor):
    rows = [HEADER, (1, "a", "3/4/1999", ""), (2, "b", "27/4/1999", ""), (3, "c", "1999-04-27", "")]
    batch = run(monitor, give(csv(*rows)))
    assert batch.set_aside == 0
    assert json.loads(fresh(monitor, batch).columns)["2"]["shown"] == "dmy"


def test_columns_are_lettered_as_spreadsheets_do():
    assert [sheets.column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_sheet_is_meant_by_its_name_and_the_first_by_none():
    first, second, table = (
        sheets.Sheet([], "one", ("one", "two")),
        sheets.Sheet([], "two", ("one", "two")),
        sheets.Sheet([]),
    )
    assert [first.is_named(name) for name in ("", "one", "two")] == [True, True, False]
    assert [second.is_named(name) for name in ("", "one", "two")] == [False, False, True]
    assert [table.is_named(name) for name in ("", "one")] == [True, False]
