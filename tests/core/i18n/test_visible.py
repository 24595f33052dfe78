"""Nothing a person reads stands outside the catalogues."""

from pathlib import Path

import pytest

from habeas.core.i18n.extraction import PROJECT, source_files
from habeas.core.i18n.visible import (
    translated_too_early,
    untranslated_in_python,
    untranslated_in_template,
)

# Read by nobody but people at a terminal, and the page that shows developers one of everything.
SILENT = {"science", "demo", "management", "config", "styleguide"}


def speaking(suffix: str) -> list[Path]:
    return [
        path
        for path in source_files(PROJECT)
        if path.suffix == suffix and not SILENT & {*path.relative_to(PROJECT).parts, path.stem}
    ]


def test_templates_speak_through_the_catalogues() -> None:
    found = {
        str(path.relative_to(PROJECT)): words
        for path in speaking(".html")
        if (words := untranslated_in_template(path.read_text()))
    }
    assert found == {}


def test_python_speaks_through_the_catalogues() -> None:
    found = {
        str(path.relative_to(PROJECT)): words
        for path in speaking(".py")
        if (words := untranslated_in_python(path.read_text()))
    }
    assert found == {}


def test_nothing_is_translated_before_the_reader_is_known() -> None:
    found = {
        str(path.relative_to(PROJECT)): calls
        for path in source_files(PROJECT)
        if path.suffix == ".py" and (calls := translated_too_early(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{% translate 'Findings' %}</p>", []),
        ("<p>Findings of {{ unit }}</p>", ["Findings of …"]),
        ("<p>{% blocktranslate %}Findings of {{ unit }}{% endblocktranslate %}</p>", []),
        ('<a title="Open">{{ name }}</a>', ["Open"]),
        ("<a title=\"{% translate 'Open' %}\">{{ name }} · 12 kB</a>", ["… · 12 kB"]),
        ('<img alt=""><br>CSV<p translate="no">Shqip <b>Srpski</b></p>after', ["after"]),
        ('<input type="submit" value="Save"><input value="Save">', ["Save"]),
        ("{% block page_class %}narrow{% endblock %}{% block content %}Open{% endblock %}", ["……Open…"]),
        ("{# note #}{% comment %}note{% endcomment %}<code>make demo</code>", []),
    ],
)
def test_bare_words_of_a_template_are_found(template: str, found: list[str]) -> None:
    assert untranslated_in_template(template) == found


@pytest.mark.parametrize(
    ("python", "found"),
    [
        ("f(label=_('Name'), help_text='')", []),
        ("f(label='Name')", ["Name"]),
        ("raise ValidationError(f'No {name} here')", ["No  here"]),
        ("class Kind(models.TextChoices):\n    A = 'a', 'Arrest'\n    B = 'b', _('Bail')", ["Arrest"]),
        ("f(name='internal')", []),
        ("Actor(id=1, label='nobody')", []),
    ],
)
def test_bare_words_of_python_are_found(python: str, found: list[str]) -> None:
    assert untranslated_in_python(python) == found


HASTY = "from django.utils.translation import gettext as _\n"
LAZY = "from django.utils.translation import gettext_lazy as _\n"


@pytest.mark.parametrize(
    ("python", "found"),
    [
        (HASTY + "TITLE = _('Visits')", ["_('Visits')"]),
        (HASTY + "class Page:\n    title = _('Visits')", ["_('Visits')"]),
        (HASTY + "def title():\n    return _('Visits')", []),
        (LAZY + "TITLE = _('Visits')", []),
    ],
)
def test_a_message_translated_too_early_is_found(python: str, found: list[str]) -> None:
    assert translated_too_early(python) == found
