"""Every generic page renders, says its language, and carries no inline script or style."""

import re

import pytest

PAGES = ["base", "list", "detail", "form", "home", "message", "narrow", "wall"]
ERRORS = ["400", "403", "404", "500", "csrf", "lockout", "signed_out"]


@pytest.mark.parametrize("name", [*PAGES, *[f"errors/{error}" for error in ERRORS]])
def test_a_page_renders_even_without_any_context(render, name):
    page = render(f"core/{name}.html")

    assert page.count("<main ") == 1
    assert '<html lang="en">' in page


@pytest.mark.parametrize("name", PAGES)
def test_no_inline_script_style_or_handler(render, name):
    page = render(f"core/{name}.html", nav=[{"label": "Work", "lines": [{"label": "Visits", "url": "/v/"}]}])

    assert re.findall(r"<style|\sstyle=|\son\w+=|<script>|javascript:", page) == []


def test_the_stamp_stands_on_every_page_of_invented_work(render):
    assert "Invented data" in render("core/home.html", invented=True)
    assert "Invented data" not in render("core/home.html", invented=False)
