"""What goes with a person's key when an identity is erased, besides the sealed values themselves."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from habeas.core.actors import Actor
from habeas.people.models import Contact, Person, PersonName


def wipe_person(actor: Actor, person: Person) -> None:
    """Empty the blind index of names, and end the contacts; the person stays as a code."""
    mine: dict[str, Any] = {"person": person.pk}
    PersonName.objects.visible_to(actor, "work").filter(**mine).update(key="", changed_at=timezone.now())
    today = timezone.localdate()
    Contact.objects.visible_to(actor, "work").filter(**mine, ended=None).update(ended=today)
