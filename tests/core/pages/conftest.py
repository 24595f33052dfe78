"""Pages rendered as they are, with sample work of invented people."""

import pytest
from django.template.loader import render_to_string


@pytest.fixture
def render():
    """Renders a template as a page without a request would be."""
    return lambda template, **context: render_to_string(template, context)
