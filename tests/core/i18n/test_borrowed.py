"""Messages borrowed from the libraries are still theirs, and are shown in every language."""

from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from habeas.core.i18n import borrowed
from habeas.core.i18n.extraction import PROJECT, messages_in

LIBRARIES = [
    Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "contrib/auth/locale/en/LC_MESSAGES/django.po",
    Path(allauth.__file__).parent / "locale/sr/LC_MESSAGES/django.po",
]


def identifiers(path: Path) -> set[object]:
    with path.open("rb") as catalogue:
        return {message.id for message in read_po(catalogue) if message.id}


def test_the_libraries_still_say_what_we_borrowed() -> None:
    known = set().union(*map(identifiers, LIBRARIES))
    ours = {message for _, message, _, _ in messages_in(PROJECT / "core/i18n/borrowed.py")}
    assert ours - known == set()


@pytest.mark.parametrize("language", ["sq", "sr", "sr-latn"])
def test_a_borrowed_message_is_shown_in_the_language(language: str) -> None:
    with translation.override(language):
        assert [message for message in borrowed.TWO_FACTORS if gettext(message) == message] == []
