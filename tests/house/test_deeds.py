"""Every action has a name in the words of whoever reads the audit trail."""

from __future__ import annotations

import ast
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec

from django.utils.translation import override

from habeas.core.actions import PAGE_REFUSED
from habeas.core.deed_names import deed_in_words, deeds
from tests.house.sources import PACKAGE, python_files, tree_of

MAKERS = {"action", "audited_read"}


def codes_by_app() -> dict[str, set[str]]:
    """The codes that stand in the source, also of actions that only a command loads."""
    found: dict[str, set[str]] = defaultdict(set, core={PAGE_REFUSED})
    for path in python_files():
        calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call) and node.args]
        for call in calls:
            made_by, code = getattr(call.func, "id", ""), call.args[0]
            if made_by in MAKERS and isinstance(code, ast.Constant) and isinstance(code.value, str):
                found[path.relative_to(PACKAGE).parts[0]].add(code.value)
    return found


def test_every_action_has_a_name_in_its_app_and_no_name_is_left_over():
    for app, codes in codes_by_app().items():
        assert find_spec(f"habeas.{app}.deeds"), f"{app}: write {app}/deeds.py"
        assert set(import_module(f"habeas.{app}.deeds").DEEDS) == codes, f"{app}/deeds.py"


def test_names_differ_so_that_the_filter_offers_each_once():
    for language in ("en", "sq", "sr", "sr-latn"):
        with override(language):
            names = [str(name) for name in deeds().values()]
        assert len(names) == len(set(names)), language


def test_a_code_that_no_action_has_any_more_is_shown_as_it_was_written():
    assert deed_in_words("visit.of_long_ago") == "visit.of_long_ago"
