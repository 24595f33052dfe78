"""Declared lists: filters, words, order, views, exports; and the same number of queries at one and three rows."""

import io

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from openpyxl import load_workbook

from habeas.core.audit import AuditRow
from habeas.core.errors import Refused
from habeas.core.listing import Column, FilterForm, Table, exports, list_page
from habeas.core.listing import query as listing_query
from habeas.core.listing.exports import defused
from habeas.core.personal import save_view
from tests.shelf import actions
from tests.shelf.models import Paper


class PaperFilters(FilterForm):
    box = forms.CharField(label="box")
    lookups = {"box": "box__label"}


class PaperTable(Table):
    key = "shelf-papers"
    model = Paper
    title = "Papers"
    columns = (
        Column("text", "Text", sort="text"),
        Column("box", "Box", value="box.label", sort="box__label"),
        Column("version", "Version", kind="number", hidden=True),
    )
    filters = PaperFilters
    select = ("box",)


@pytest.fixture
def ask(rf: RequestFactory, monkeypatch):
    """Answers of the list to an actor who signed in a moment ago."""
    monkeypatch.setattr(exports, "_fresh_login", [])

    def answer(actor, query="", method="get"):
        request = getattr(rf, method)(f"/papers/{query}")
        request.actor = actor
        return list_page(request, PaperTable)

    return answer


@pytest.fixture
def papers(world, monitor, stranger):
    for actor, place in ((monitor, world.north), (stranger, world.south)):
        box = actions.make_box(actor, place, label=f"{place.code} box")
        for text in ("Ђаковица first", "second =1+1", "third"):
            actions.file_paper(actor, box, text=f"{text} {place.code}")


@pytest.fixture
def analyst(world):
    return world.actor("analyst", "analyst", world.north)


def test_the_list_shows_the_own_rows_in_order(papers, ask, monitor):
    page = ask(monitor, "?sort=-text").content.decode()
    assert page.index("third north") < page.index("second =1+1 north")
    assert "south" not in page


def test_words_are_found_in_any_script(papers, ask, monitor):
    page = ask(monitor, "?q=djakov").content.decode()
    assert "Ђаковица first north" in page
    assert "third" not in page


def test_a_character_that_no_database_keeps_is_left_out():
    assert listing_query.words_asked(QueryDict("q=%20gur%00i%20")) == "guri"


def test_a_filter_narrows_and_can_be_removed(papers, ask, monitor):
    assert "third north" in ask(monitor, "?box=north+box").content.decode()
    page = ask(monitor, "?box=south+box").content.decode()
    assert "third" not in page
    assert "Box: south box" in page


def test_words_and_a_filter_narrow_together(papers, ask, monitor):
    assert "third north" in ask(monitor, "?q=third&box=north+box").content.decode()
    assert "third north" not in ask(monitor, "?q=third&box=elsewhere").content.decode()


def test_a_filtered_list_is_counted_so_far_alone(papers, ask, monitor, monkeypatch):
    monkeypatch.setattr(listing_query, "COUNTED", 2)
    assert "there are more" in ask(monitor, "?box=north+box").content.decode()
    assert "there are more" not in ask(monitor, "?sort=text").content.decode()


def test_counts_do_not_reveal_other_rows(papers, ask, monitor, administrator):
    assert "<b>3</b> records" in ask(monitor).content.decode()
    assert "<b>0</b> records" in ask(administrator).content.decode()


def test_the_number_of_queries_does_not_grow(
    world, monitor, ask, django_assert_max_num_queries, django_assert_num_queries
):
    box = actions.make_box(monitor, world.north, label="box")
    actions.file_paper(monitor, box, text="one")
    with django_assert_max_num_queries(6) as first:
        ask(monitor)
    for text in ("two", "three"):
        actions.file_paper(monitor, box, text=text)
    with django_assert_num_queries(len(first)):
        ask(monitor)


def test_a_hidden_column_appears_when_chosen(papers, ask, monitor):
    assert ">Version<" not in ask(monitor).content.decode().replace("checkbox", "").split("<table")[1]
    assert "Version" in ask(monitor, "?columns=version").content.decode().split("<table")[1]


def test_a_saved_view_is_offered_to_its_owner_alone(papers, ask, monitor, stranger):
    save_view(monitor, None, table="shelf-papers", name="my view", query="q=third")
    assert "my view" in ask(monitor).content.decode()
    assert "my view" not in ask(stranger).content.decode()


def test_an_export_holds_the_own_rows_without_formulas_and_is_written_down(
    kosovo, papers, ask, analyst, auditor
):
    content = ask(analyst, "?export=csv", "post").content.decode("utf-8-sig")
    assert "third north" in content
    assert "south" not in content
    assert "1244" in content
    row = AuditRow.objects.visible_to(auditor).get(action="list.export")
    assert '"rows":"3"' in row.detail


def test_an_export_as_workbook_can_be_read(papers, ask, analyst):
    book = load_workbook(io.BytesIO(ask(analyst, "?export=xlsx", "post").content))
    rows = list(book.active.values)
    assert rows[0][:2] == ("Text", "Box")
    assert len([row for row in rows if row[0] and "north" in row[0]]) == 3


def test_who_may_not_export_is_refused(papers, ask, world):
    reader = world.actor("reader", "monitor", world.north, verbs=("read",))
    with pytest.raises(Refused):
        ask(reader, "?export=csv", "post")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_defused(text):
    assert defused(text) == f"'{text}"


def test_an_address_made_up_by_hand_does_no_harm(papers, ask, monitor):
    for query in ("?page=999", "?page=x", "?sort=secret", "?columns=nothing", "?q=%27%22*%20OR", "?view=map"):
        assert ask(monitor, query).status_code == 200
