"""Components tie labels, help and errors together, escape what people wrote, and speak in words."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from defusedxml import ElementTree
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

import habeas
from habeas.core.dates import UncertainDate
from habeas.core.styleguide import icon_names, sample_form, sample_table


def shown(source, **context):
    return Template("{% load habeas_ui %}" + source).render(Context(context))


def test_a_field_with_an_error_names_it_for_a_screen_reader():
    html = shown("{% field form.team %}", form=sample_form())

    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="id_team_error"', html)
    assert re.search(r'id="id_team_error".*This field is required', html, re.S)


def test_a_field_with_help_points_to_it():
    html = shown("{% field form.place %}", form=sample_form())

    assert 'aria-describedby="id_place_helptext"' in html
    assert 'id="id_place_helptext"' in html


def test_choices_stand_in_a_named_group():
    html = shown("{% field form.proof %}", form=sample_form())

    assert re.search(
        r'<fieldset [^>]*aria-describedby="id_proof_helptext id_proof_error">\s*<legend>Standard of proof',
        html,
    )


def test_optional_is_said_in_words_required_is_the_rule():
    form = sample_form()

    assert "optional" in shown("{% field form.analysis %}", form=form)
    assert "optional" not in shown("{% field form.place %}", form=form)


def test_what_a_person_wrote_is_escaped_everywhere():
    evil = "<img src=x onerror=alert(1)>"
    row = {"cells": [{"text": evil, "kind": evil}, {"html": evil, "kind": evil}], "url": evil}
    sources = {
        "{% badge evil %}": {},
        "{% notice evil %}": {},
        "{% empty_state evil evil %}": {},
        "{% key_facts facts %}": {"facts": [(evil, evil)]},
        "{% timeline entries %}": {"entries": [{"when": evil, "title": evil, "text": evil, "who": evil}]},
        "{% two_names evil evil %}": {},
        "{% panel title=evil %}{{ evil }}{% endpanel %}": {},
        "{{ table|table_rows }}": {"table": {"rows": [row], "columns": [{"label": evil}, {"label": evil}]}},
        "{% tile evil evil evil %}": {},
    }
    assert [source for source, more in sources.items() if "<img" in shown(source, evil=evil, **more)] == []


def test_a_row_with_too_few_cells_is_refused():
    with pytest.raises(ValueError, match="longer|shorter"):
        shown("{{ table|table_rows }}", table={"rows": [{"cells": [{"text": 1}]}], "columns": [{}, {}]})


def test_sorted_columns_say_so():
    html = Template('{% include "core/components/table.html" %}').render(Context({"table": sample_table()}))

    assert re.findall(r'aria-sort="(\w+)"', html) == ["none", "ascending", "none", "none"]


def test_pages_keep_the_filters_of_the_list():
    request = RequestFactory().get("/findings/", {"q": "shkollë", "region": ["n", "s"], "page": "2"})
    page = Paginator(range(100), 10).page(2)
    html = Template("{% load habeas_ui %}{% pagination page %}").render(
        Context({"page": page, "request": request})
    )

    assert 'href="?q=shkoll%C3%AB&amp;region=n&amp;region=s&amp;page=3" rel="next"' in html


def test_a_single_page_needs_no_numbers():
    assert shown("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_an_action_that_changes_something_is_a_form_and_asks_first():
    html = shown(
        "{% action_link a %}", a={"label": "Withdraw", "url": "/x/", "method": "post", "confirm": "Sure?"}
    )

    assert '<form action="/x/" method="post" data-confirm="Sure?">' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "date not known"),
        (date(1999, 4, 27), "27 Apr 1999"),
        (UncertainDate.year(1999), "1999"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(value, words):
    assert shown("{% uncertain_date value %}", value=value) == words


@pytest.mark.parametrize(
    ("state", "word"),
    [("waiting", "waiting"), ("done", "done"), ("failed", "stopped"), ("running", "2 of 8")],
)
def test_progress_is_said_in_words(state, word):
    job = SimpleNamespace(label="Import", state=state, done=2, total=8, note="", poll_url="/job/1/")
    html = shown("{% progress job %}", job=job)

    assert f"<span>{word}</span>" in html
    assert ("hx-get" in html) == (state in {"waiting", "running"})


def test_the_page_says_its_language_with_the_script():
    with translation.override("sr-latn"):
        assert '<html lang="sr-Latn">' in Template('{% extends "core/base.html" %}').render(Context())
    with translation.override("sr"):
        assert '<html lang="sr-Cyrl">' in Template('{% extends "core/base.html" %}').render(Context())


def test_each_language_is_named_in_itself():
    html = shown("{% language_choices as all %}{% for one in all %}{{ one.name }}|{% endfor %}")

    assert html == "English|Shqip|Српски (ћирилица)|Srpski (latinica)|"


def test_a_theme_is_taken_only_when_it_is_one():
    def chosen(cookie):
        request = RequestFactory().get("/")
        request.COOKIES["habeas_theme"] = cookie
        return shown("{% theme as t %}{{ t }}", request=request)

    assert [chosen("dark"), chosen("light"), chosen('"><script>')] == ["dark", "light", ""]


def test_every_icon_that_a_page_asks_for_is_drawn():
    root = Path(habeas.__file__).parent
    asked = {}
    for source in [*root.rglob("*.html"), *root.rglob("*.py")]:
        for name in re.findall(r'(?:{% icon |icon"?[:=] ?|icon_name=)"([a-z-]+)"', source.read_text()):
            asked[name] = source.name

    assert {name: place for name, place in asked.items() if name not in icon_names()} == {}


def test_a_map_and_a_chain_in_a_page_are_well_formed():
    html = shown("{% map_picture picture %}", picture=sample_table().map)
    drawing = html[html.index("<svg xmlns") : html.index("</svg>") + 6]

    assert ElementTree.fromstring(drawing).attrib["role"] == "group"
