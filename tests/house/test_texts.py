"""What no file of the project may hold."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, named, python_files, templates, text_files, tree_of


def pattern_of(*words: tuple[str, ...]) -> re.Pattern[str]:
    """Words are given in parts, so that this file does not hold what it looks for."""
    return re.compile("|".join("".join(parts) for parts in words))


REGISTRIES = pattern_of(
    ("pypi", r"\.org"),
    ("pythonhosted", r"\.org"),
    ("npmjs", r"\.(org|com)"),
    ("deb", r"\.debian\.org"),
    ("proxy", r"\.golang"),
)
MACHINE = pattern_of(
    (r"(?<![\w.~*{}>\])])/wo", r"rk/\w"), (r"(?<![\w.~*{}>\])])/ro", r"ot/\w"), (r"\.\./sha", r"red\b")
)
UNFINISHED = pattern_of((r"\bTO", r"DO\b"), (r"\bFIX", r"ME\b"), ("[Nn]ot impl", "emented yet"))
MAKERS_MARK = pattern_of(("[Cc]o-[Aa]uth", "ored-[Bb]y"), ("language mo", "del"))
NOT_CODE = {".csv", ".geojson", ".topojson", ".json", ".po", ".svg"}

INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|<[a-z][^>%]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=|hx-on", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from the net": re.compile(
        r"<(?:script|link|img|iframe|source|use|object)\b[^>]*(?:src|href|data)\s*=\s*[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
}


def holders(pattern: re.Pattern[str], files: list[Path] | tuple[Path, ...]) -> list[str]:
    return [
        f"{named(path)}:{number} {found.group()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := pattern.search(line))
    ]


def test_no_file_names_a_package_registry() -> None:
    assert holders(REGISTRIES, text_files()) == []


def test_no_file_names_a_place_on_its_makers_machine() -> None:
    assert holders(MACHINE, text_files()) == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    code = [path for path in text_files() if path.suffix not in NOT_CODE and path.name != "LICENSE"]
    assert holders(UNFINISHED, code) == []


def test_no_file_carries_a_makers_mark() -> None:
    assert holders(MAKERS_MARK, text_files()) == []


@pytest.mark.parametrize("what", INLINE)
def test_templates_stand_the_strict_content_policy(what: str) -> None:
    assert holders(INLINE[what], templates()) == []


def test_python_writes_no_inline_style_or_script() -> None:
    pattern = re.compile(r"""<[a-z]+[^>"']*\s(?:style|on[a-z]+)=\\?["']|<style\b|<script(?![^>]*\bsrc=)""")
    assert holders(pattern, python_files(PACKAGE)) == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("inline script", "<script>alert(1)</script>"),
        ("inline style", '<p style="color: red">'),
        ("event attribute", '<a href="#" onclick="go()">'),
        ("script address", '<a href="javascript:go()">'),
        ("something from the net", '<img alt="" src="https://example.org/a.png">'),
    ],
)
def test_each_pattern_finds_what_it_is_for(what: str, line: str) -> None:
    assert INLINE[what].search(line)


SPEAKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def test_no_sentence_hides_inside_an_f_string_where_no_translator_finds_it() -> None:
    hidden = [
        f"{named(path)}:{call.lineno}"
        for path in python_files()
        for text in ast.walk(tree_of(path))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SPEAKING
    ]
    assert hidden == []
