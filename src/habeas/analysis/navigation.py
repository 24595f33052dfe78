"""Where analysis stands in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from habeas.analysis.standing import standing
from habeas.core import home, navigation
from habeas.core.navigation import Entry, monitors


def register_entries() -> None:
    """Lines of the side navigation, and the crises on the first page."""
    navigation.register(Entry("overview", _("Coverage"), "analysis:coverage", 60, monitors, "map"))
    navigation.register(Entry("overview", _("Balance"), "analysis:balance", 62, monitors, "chart"))
    navigation.register(Entry("overview", _("Weekly digest"), "analysis:digest", 64, monitors, "calendar"))
    home.contribute(standing, order=30)
