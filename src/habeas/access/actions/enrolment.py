"""The code that comes before a first second factor: given by who speaks for the person, shown by the person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from habeas.access import enrolment
from habeas.access.models import User
from habeas.access.rules import may_give_code
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid


@action("account.give_code", rule=may_give_code)
def give_code(actor: Actor, user: User) -> str:
    """Make the code for a person's first second factor; returned once, to be said in person."""
    if not enrolment.needs_code(user):
        raise Invalid(
            _("“{name}” needs no code: there is a second factor, or none is demanded here.").format(name=user)
        )
    return enrolment.make_code(user)
