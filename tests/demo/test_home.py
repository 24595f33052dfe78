"""While the year is being written, the first page says how far it is."""

import pytest

from habeas.demo import building
from habeas.demo.home import still_writing


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA, settings.INVENTED = tmp_path, True
    return tmp_path


def test_the_first_page_says_how_far_the_year_is(folder, rf):
    building.part_written(3, 30)
    [tile] = still_writing(rf.get("/"))["tiles"]
    assert tile["value"] == "3 of 30"


def test_nothing_is_said_of_a_whole_year_nor_where_none_is_invented(folder, rf, settings):
    assert still_writing(rf.get("/")) == {}
    building.part_written(3, 30)
    settings.INVENTED = False
    assert still_writing(rf.get("/")) == {}
    settings.INVENTED = True
    building.mark().write_text("complete\n")
    building.part_written(30, 30)
    assert still_writing(rf.get("/")) == {}
