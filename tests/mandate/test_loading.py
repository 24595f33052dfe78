"""Broken rows of the mandate are named before anything is stored."""

import shutil

import pytest

from habeas.core.actors import system_actor
from habeas.core.packs.loading import load_pack
from habeas.core.packs.manifest import folder_of, seal
from habeas.core.packs.problems import PackError
from habeas.mandate.models import Source, Task

BROKEN = [
    ("mandate.csv", "S/1999/672,", "S/1999/,", "column source_document: “S/1999/”"),
    (
        "mandate.csv",
        "completed,no",
        "completed,yes",
        "column citable: “yes”: A task that is completed cannot be cited",
    ),
    ("mandate.csv", "dormant,no", "asleep,no", "column state_now: “asleep”"),
    (
        "mandate.csv",
        "DOC-06; DOC-07; DOC-08; DOC-09,Institutions",
        "DOC-99,Institutions",
        "the code “DOC-99”",
    ),
    ("mandate.csv", ",high,institutional", ",sure,institutional", "column confidence: “sure”"),
    ("task_details.csv", "T11j,", "T11z,", "column id: “T11z”"),
    ("instrument_application.csv", "UDHR,no", "UDHX,no", "column instrument_code: “UDHX”"),
    ("instruments.csv", "kind,system", "sort,system", "The column kind is missing"),
    ("instruments.csv", "UDHR-1,UDHR,", "UDHR-1,UDHX,", "does not stand before its articles"),
    ("facts.csv", ",2557,", ",2.557,", "column value: “2.557”"),
    ("facts.csv", "2005-10-06", "6.10.2005", "column as_of: “6.10.2005”"),
    ("unhcr_kosovo_located.csv", "5949,4864,10813", "5949,4864,1081", "Women and men together are more"),
    ("working_group_sessions.csv", "2010-04,", "April 2010,", "column date: “April 2010”"),
]


@pytest.fixture
def copy(tmp_path, db):
    folder = tmp_path / "copy"
    shutil.copytree(folder_of("kosovo"), folder)
    return folder


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN)
def test_a_broken_row_is_named_and_nothing_is_loaded(copy, file, old, new, told):
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    seal(copy)
    with pytest.raises(PackError) as refused:
        load_pack(system_actor("load a pack"), None, folder=copy)
    assert told in str(refused.value)
    assert file in {problem.file for problem in refused.value.problems}
    assert Task.objects.count() + Source.objects.count() == 0


def test_loading_twice_changes_nothing(kosovo, db):
    again = load_pack(system_actor("load a pack"), None, folder=folder_of("kosovo"))
    assert again == kosovo
    assert {counts["added"] for counts in again.counts.values()} != {0}
