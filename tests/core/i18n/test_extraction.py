"""Messages are found in Python and in templates, with their context, plural and translators' comments."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from habeas.core.i18n.extraction import extract_messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
TITLE = _("Findings")
CHOICE = pgettext_lazy("a verb", "Work")
LONG = _("A long sentence "
         "in two parts.")
def count(number):
    # Translators: needs review by a native legal reader
    return ngettext("%(number)d visit", "%(number)d visits", number)
"""
TEMPLATE = """{% load i18n %}
<ul>
        <li title="{% translate "Open the finding" %}">it's (not [balanced</li>
    {% if x|default:_("none") %}
  {% translate "Work" context "a noun" %}
      {% endif %}
  {% blocktranslate trimmed count counter=n %}
      One of {{ total }}
   {% plural %}
      {{ counter }} of {{ total }}
  {% endblocktranslate %}
</ul>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "invented"
    (root / "app" / "templates" / "app").mkdir(parents=True)
    (root / "app" / "migrations").mkdir()
    (root / "app" / "choices.py").write_text(PYTHON)
    (root / "app" / "templates" / "app" / "page.html").write_text(TEMPLATE)
    (root / "app" / "migrations" / "0001_initial.py").write_text('_("Old words")')
    return root


def found(catalog: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in catalog if message.id}


def test_every_message_is_found_once(project: Path) -> None:
    assert found(extract_messages(project)) == {
        (None, "Findings"),
        ("a verb", "Work"),
        (None, "A long sentence in two parts."),
        (None, ("%(number)d visit", "%(number)d visits")),
        (None, "Open the finding"),
        (None, "none"),
        ("a noun", "Work"),
        (None, ("One of %(total)s", "%(counter)s of %(total)s")),
    }


def test_places_are_files_and_comments_are_kept(project: Path) -> None:
    message = extract_messages(project).get("%(number)d visit")
    assert message is not None
    assert [name for name, _ in message.locations] == ["invented/app/choices.py"]
    assert message.auto_comments == ["Translators: needs review by a native legal reader"]
