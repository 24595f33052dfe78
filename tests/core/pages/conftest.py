"""Pages are rendered with the settings of the project, or with the few that templates need."""

import django
import pytest
from django.conf import settings
from django.template.loader import render_to_string

if not settings.configured:
    from tests.core.pages import ui_settings

    settings.configure(**{name: getattr(ui_settings, name) for name in dir(ui_settings) if name.isupper()})
    django.setup()


@pytest.fixture
def render():
    """Renders a template as a page without a request would be."""
    return lambda template, **context: render_to_string(template, context)
