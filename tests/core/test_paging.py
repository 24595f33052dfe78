"""Long lists: pages neither overlap nor leave out, cost the same number of queries, and count nothing hidden."""

import pytest
from django.core.paginator import EmptyPage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from habeas.core.listing import Column, Table
from habeas.core.listing.paging import KeyPaginator
from habeas.core.search import entries
from habeas.core.search.entries import search
from tests.shelf import actions
from tests.shelf.models import Box, Paper

MANY = 23


class Papers(Table):
    key = "shelf-paging"
    model = Paper
    title = "Papers"
    columns = (Column("text", "Text"),)
    select = ("box",)
    page_size = 5


@pytest.fixture
def papers(world, monitor, stranger):
    """Twenty-three papers of Monitor's, and as many that Monitor may not see."""
    for actor, place in ((monitor, world.north), (stranger, world.south)):
        box = actions.make_box(actor, place, label=f"{place.code} box")
        actions.file_papers(actor, box, texts=[f"heron {number // 4} {place.code}" for number in range(MANY)])


def paged(actor, sort="text", most=0):
    table = Papers()
    return KeyPaginator(table, table.ordered(table.rows(actor), sort), most)


@pytest.mark.parametrize("sort", ["text", "-text", "created_at", "-created_at"])
def test_all_pages_together_are_the_list_in_order(papers, monitor, sort):
    pages = paged(monitor, sort)
    shown = [row for number in pages.page_range for row in pages.page(number).object_list]
    whole = list(Papers().ordered(Papers().rows(monitor), sort))
    assert [row.pk for row in shown] == [row.pk for row in whole]
    assert len(shown) == pages.count == MANY


@pytest.mark.parametrize("number", [1, 2, 5])
def test_each_page_takes_three_queries_with_all_it_shows(papers, monitor, number):
    with CaptureQueriesContext(connection) as captured:
        assert all(row.box.label == "north box" for row in paged(monitor).page(number).object_list)
    assert len(captured) == 3


def test_a_narrowed_list_is_counted_so_far_and_says_that_there_is_more(papers, monitor):
    narrowed, whole = paged(monitor, most=10), paged(monitor)
    assert (narrowed.count, narrowed.has_more, narrowed.num_pages) == (10, True, 2)
    assert (whole.count, whole.has_more) == (MANY, False)
    with pytest.raises(EmptyPage):
        narrowed.page(3)


def test_hidden_rows_make_no_list_longer(papers, monitor):
    assert (paged(monitor, most=MANY).count, paged(monitor, most=MANY).has_more) == (MANY, False)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only there the index can be asked for its newest")
def test_the_newest_matches_are_the_readers_own(papers, monitor):
    newest = search(monitor, "heron", newest=5)
    assert sorted(entry.title for entry in newest) == sorted(
        f"heron {n // 4} north" for n in range(MANY - 5, MANY)
    )


def test_a_common_word_finds_the_readers_own_alone(papers, monitor, stranger):
    """On PostgreSQL a word that often stands among the newest entries takes another way to the same entries."""
    for actor, place in ((monitor, "north"), (stranger, "south")):
        box = Box.objects.workable_by(actor).get()
        actions.file_papers(actor, box, texts=[f"heron more {place}" for _ in range(entries.COMMON)])
        found = {entry.title for entry in search(actor, "heron", newest=5)}
        assert found == {f"heron more {place}"}
        assert search(actor, "heron").count() == MANY + entries.COMMON


@pytest.mark.parametrize("typed", ["þ", "shelf.paper", "þshelfpaper", "open", "þopen"])
def test_the_marks_of_the_index_cannot_be_asked_for(papers, monitor, typed):
    assert search(monitor, typed).count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere all that begin so are joined quickly")
def test_the_newest_hold_the_whole_word_or_else_one_that_begins_so(world, monitor):
    box = actions.make_box(monitor, world.north, label="birds")
    actions.file_papers(monitor, box, texts=["heron one", "heron two", "herons three", "herons four"])

    def told(newest):
        return {entry.title for entry in search(monitor, "heron", newest=newest)}

    whole, begun = {"heron one", "heron two"}, {"herons three", "herons four"}
    assert told(0) == told(4) == whole | begun, "as many as there are: all that begin so"
    assert len(told(3)) == 3, "the newest that begin so"
    assert told(2) == whole, "enough of the whole word"
