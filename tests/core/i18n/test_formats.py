"""Each language writes dates and numbers its own way, the day first; all four locales are served."""

from datetime import date, datetime

import pytest
from django.utils import formats, translation
from django.utils.translation import gettext

NIGHT = datetime(2026, 11, 22, 21, 5)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "22 Nov 2026, 21:05"),
        ("sq", "22 nëntor 2026, 21:05"),
        ("sr", "22. новембар 2026, 21:05"),
        ("sr-latn", "22. novembar 2026, 21:05"),
    ],
)
def test_a_moment_is_written_with_the_day_first(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(NIGHT, "DATETIME_FORMAT") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1,234.5"), ("sq", "1.234,5"), ("sr", "1.234,5"), ("sr-latn", "1.234,5")],
)
def test_a_number_has_the_separators_of_its_language(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.number_format(1234.5, decimal_pos=1, use_l10n=True, force_grouping=True) == written


@pytest.mark.parametrize("language", ["en", "sq", "sr", "sr-latn"])
def test_a_short_date_is_read_as_it_is_written(language: str) -> None:
    with translation.override(language):
        written = formats.date_format(date(2026, 11, 2), "SHORT_DATE_FORMAT")
        read = [form for form in formats.get_format("DATE_INPUT_FORMATS") if parses(written, form)]
    assert datetime.strptime(written, read[0]).date() == date(2026, 11, 2)


def parses(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Save"), ("sq", "Ruaj"), ("sr", "Сачувај"), ("sr-latn", "Sačuvaj")]
)
def test_the_interface_speaks_the_language(language: str, word: str) -> None:
    with translation.override(language):
        assert gettext("Save") == word
