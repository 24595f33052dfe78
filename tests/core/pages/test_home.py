"""The home page: one main button, and lists that stay short."""

import re

from django.template.loader import render_to_string

from habeas.core.home import one_main

LINE = re.compile(r"<li>")


def drawn(count):
    entries = [{"title": f"Visit {at}", "url": f"/visits/{at}/"} for at in range(count)]
    told = {"heading": "Your next steps", "entries": entries, "icon_name": "check"}
    return render_to_string("core/components/todo.html", told)


def test_the_first_main_button_stays_the_only_one_and_stands_first():
    actions = [
        {"label": "Your drafts", "url": "/drafts/"},
        {"label": "Review of matches", "url": "/review/", "primary": True},
        {"label": "Plan a visit", "url": "/plan/", "primary": True},
        {"label": "Matches", "url": "/review/"},
    ]
    told = one_main(actions)
    assert [one["label"] for one in told] == ["Review of matches", "Plan a visit", "Your drafts"]
    assert [one["primary"] for one in told] == [True, False, False]


def test_eight_lines_stand_open_and_nothing_is_folded():
    html = drawn(8)
    assert (len(LINE.findall(html)), "<details" in html) == (8, False)


def test_the_ninth_line_is_folded_under_a_word_that_says_how_many_there_are():
    html = drawn(30)
    open_part, folded = html.split("<details", 1)
    assert (len(LINE.findall(open_part)), len(LINE.findall(folded))) == (8, 22)
    assert "Show all 30" in folded
