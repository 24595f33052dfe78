"""What is tested first is what was changed."""

import pytest

from tools import changed


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        ([], ["tests/house"]),
        (["src/habeas/missing/actions/days.py"], ["tests/house", "tests/missing"]),
        (["tests/people/test_pages.py", "docs/science/linkage.md"], ["tests/house", "tests/people"]),
        (
            ["src/habeas/people/models.py", "tests/missing/test_cases.py"],
            ["tests/house", "tests/missing", "tests/people"],
        ),
        (["src/habeas/locale/sq/LC_MESSAGES/django.po"], ["tests/house"]),
        (["src/habeas/__main__.py"], ["tests"]),
        (["tests/conftest.py", "tests/people/test_pages.py"], ["tests"]),
        (["Makefile"], ["tests"]),
        (["tools/lock.py"], ["tests"]),
        (["src/habeas/nowhere/x.py"], ["tests"]),
    ],
)
def test_a_change_asks_the_tests_beside_it(paths, folders):
    assert changed.folders(paths) == folders
