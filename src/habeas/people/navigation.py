"""Where people stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from habeas.core import navigation
from habeas.core.navigation import Entry


def register_entries() -> None:
    """The line of the side navigation."""
    navigation.register(Entry("people", _("People"), "people:people", 10, icon="people"))
