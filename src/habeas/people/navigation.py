"""Where people stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from habeas.core import navigation
from habeas.core.actors import Actor
from habeas.core.navigation import Entry, monitors


def opens_people(actor: Actor) -> bool:
    """Somebody whose work is with the people of cases, or who opens identities of families."""
    return monitors(actor) or bool(actor.compartments("identify"))


def register_entries() -> None:
    """The line of the side navigation."""
    navigation.register(Entry("people", _("People"), "people:people", 10, opens_people, "people"))
