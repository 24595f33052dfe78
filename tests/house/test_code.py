"""Habits of the code that a reader would otherwise have to look for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, named, python_files, tree_of

LONG_FUNCTION, LONG_FILE = 40, 300
PAGE_MODULES = {"views", "forms"}
AROUND_WHEN_CALLED = {"raw", "extra", "cursor", "RawSQL"}
AROUND_WHEN_NAMED = {"_base_manager", "_raw_delete"}
MAY_GO_AROUND = {
    "core/audit.py",  # the chain is read and locked below the scope
    "core/db/sqlite3/base.py",  # makes the cursors that Django asks for
    "core/db/statistics.py",  # asks SQLite to count its rows
    "core/epochs.py",  # a word for the state of some tables, written by triggers
    "core/guards.py",  # triggers
    "core/locks.py",  # locks of the transaction, which belong to no row
    "core/policies.py",  # asks for the schema of the tables
    "core/row_security.py",  # policies of PostgreSQL, the second line under the scope
    "core/deployment.py",  # asks the database how it is set
    "core/vault/datakeys.py",  # one transaction at a time makes keys
    "core/vault/scrubbing.py",  # the write-ahead log and old pages after an erasure
    "core/search/entries.py",  # the full-text index is made where no model describes it
}


COUNTRY = re.compile(r"kosov|prisht|prištin|pristina|belgrad|beograd|\b1244\b", re.IGNORECASE)
OF_ONE_MISSION = {"packs", "demo", "science", "migrations"}
MAY_NAME_THE_COUNTRY = {
    "config/cli.py",  # which pack the demonstration shows
    "config/settings.py",  # the time zone where none is set
    "access/management/commands/create_user.py",  # an example
    "mandate/loading/mandate.py",  # an example of a symbol
    "mandate/symbols.py",  # examples of symbols
    "mandate/loading/instruments.py",  # a column of the tables
    "mandate/loading/published.py",  # files of published figures
    "mandate/presenting.py",  # the title of a published series
}


def attributes(path: Path) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute))


def fetches(path: Path) -> list[str]:
    """`.objects` and `.save` of a page; `.objects.none()`, the empty choice of a form, reads nothing."""
    every = list(attributes(path))
    empty = {id(node.value) for node in every if node.attr == "none"}
    mine = [node for node in every if node.attr in {"objects", "save"} and id(node) not in empty]
    return [f"{named(path)}:{node.lineno} .{node.attr}" for node in mine]


def is_page_module(path: Path) -> bool:
    return path.stem in PAGE_MODULES or path.parent.name in PAGE_MODULES


def around_the_scope(path: Path) -> list[str]:
    """Calls and names by which a query could leave the scope behind."""
    called = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    found = [(node.lineno, name_of(node)) for node in called if name_of(node) in AROUND_WHEN_CALLED]
    found += [(node.lineno, node.attr) for node in attributes(path) if node.attr in AROUND_WHEN_NAMED]
    return [f"{named(path)}:{line} {name}" for line, name in found]


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the signature to the end, the docstring apart."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def functions() -> list[tuple[str, int]]:
    return [
        (f"{named(path)}:{node.lineno} {node.name}", body_length(node))
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_views_and_forms_neither_fetch_nor_save_by_themselves() -> None:
    pages = [path for path in python_files() if is_page_module(path)]
    found = [place for path in pages for place in fetches(path)]
    assert found == [], "read through queries.py and write through actions.py"


def test_only_named_modules_go_around_the_scope() -> None:
    found = [
        place
        for path in python_files()
        if path.relative_to(PACKAGE).as_posix() not in MAY_GO_AROUND and "migrations" not in path.parts
        for place in around_the_scope(path)
    ]
    assert found == [], f"only {sorted(MAY_GO_AROUND)} may"


def test_modules_that_may_go_around_the_scope_still_need_it() -> None:
    idle = [name for name in MAY_GO_AROUND if not around_the_scope(PACKAGE / name)]
    assert idle == []


def test_every_module_is_named_after_what_it_holds() -> None:
    vague = [
        named(path) for path in python_files() if path.stem in {"utils", "util", "helpers", "misc", "common"}
    ]
    assert vague == []


@pytest.mark.figures
def test_few_functions_are_long(figure) -> None:
    lengths = functions()
    long = sorted((place for place, length in lengths if length > LONG_FUNCTION))
    share = len(long) / len(lengths)
    figure("functions over 40 lines", f"{len(long)} of {len(lengths)} ({share:.1%})")
    assert share <= 0.05, long


@pytest.mark.figures
def test_few_files_are_long(figure) -> None:
    lengths = {named(path): path.read_text().count("\n") for path in python_files()}
    long = sorted(name for name, lines in lengths.items() if lines > LONG_FILE)
    figure("files over 300 lines", f"{len(long)} of {len(lengths)}")
    assert len(long) <= 0.05 * len(lengths), long


def test_the_code_knows_no_country():
    """A mission is a pack: its note, its period, its places and bodies are read from there."""
    code = (path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html", ".js"})
    naming = (path.relative_to(PACKAGE) for path in code if COUNTRY.search(path.read_text(encoding="utf-8")))
    found = {path.as_posix() for path in naming if not OF_ONE_MISSION & set(path.parts)}
    assert found == MAY_NAME_THE_COUNTRY
