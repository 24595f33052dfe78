"""The beginning of a text for a line of a list."""

import pytest

from habeas.core.i18n.shorten import shortened


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("review the practice", 19, "review the practice"),
        ("review the practice", 18, "review the practi…"),
        ("review the practice", 12, "review the…"),
        ("Zvec\u030can", 5, "Zve…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_where_nothing_breaks(text, most, told):
    assert shortened(text, most) == told
