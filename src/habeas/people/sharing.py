"""What a consent carries outside its compartment: whether a share may rest on it, and all that ever did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access.choices import ShareBasis
from habeas.access.models import Compartment, Share
from habeas.core.actors import Actor, system_actor
from habeas.core.errors import Invalid
from habeas.core.links import Link
from habeas.people.choices import Use
from habeas.people.models import Consent, Contact, Identity, Person, PersonName

NAMING = (Identity, PersonName, Contact)
"""Rows that say who somebody is: they go out on a consent to identity, never on one to facts."""


@dataclass(frozen=True)
class Shared:
    """Something that went out on a consent: what, to whom, from when to when."""

    model: str
    record: UUID
    target: Compartment
    since: datetime
    ended: datetime | None


def shared_on(consent: Consent) -> list[Shared]:
    """Everything that was ever shared on a consent which the caller may read, ended shares included."""
    system = system_actor("tell what was shared on a consent")
    rows = Share.objects.visible_to(system).filter(basis=ShareBasis.CONSENT, basis_id=consent.pk)
    found = rows.select_related("target").order_by("created_at")
    return [Shared(row.model, row.record, row.target, row.created_at, row.ended_at) for row in found]


def check_consent(actor: Actor, basis_id: UUID, *, row: Any, target: Any) -> datetime | None:
    """Until when a row may be shared with a compartment on a consent; raises Invalid with the reason."""
    consent = Consent.objects.visible_to(actor).filter(pk=basis_id).prefetch_related("uses").first()
    if consent is None or not consent.in_force(timezone.localdate()):
        raise _no(_("There is no such consent, or it is no longer in force."), _("Ask the person again."))
    if not _is_about(actor, row, consent):
        raise _no(
            _("The consent is about somebody else, or about another item."),
            _("Choose a consent of this person that covers the item."),
        )
    needed = (Use.IDENTITY,) if isinstance(row, NAMING) else (Use.FACTS, Use.IDENTITY)
    if not any(u.use in needed and u.organisation_id == target.organisation_id for u in consent.uses.all()):
        raise _no(
            _("The person did not agree that this goes to {body}.").format(body=target.organisation),
            _("Ask the person, and record the named body and the purpose."),
        )
    return _end_of(consent)


def offer_consents(actor: Actor, row: Any) -> list[tuple[UUID, str]]:
    """The consents in force of the people whom a row is about, with the bodies they name."""
    own = {row.pk} if isinstance(row, Person) else {getattr(row, "person_id", None)} - {None}
    links = Link.objects.visible_to(actor).filter(from_model=row._meta.label_lower, from_id=row.pk)
    people = own | set(links.filter(to_model=Person._meta.label_lower).values_list("to_id", flat=True))
    if not people:
        return []
    found = Consent.objects.visible_to(actor).filter(person__in=people).select_related("person")
    today = timezone.localdate()
    fit = [c for c in found.prefetch_related("uses__organisation") if c.in_force(today)]
    return [(c.pk, _told(c)) for c in fit if c.covers(row._meta.label_lower, row.pk)]


def _told(consent: Consent) -> str:
    bodies = sorted({str(use.organisation) for use in consent.uses.all() if use.organisation_id})
    return " · ".join([str(consent.person), str(consent), ", ".join(bodies) or _("no body is named")])


def _is_about(actor: Actor, row: models.Model, consent: Consent) -> bool:
    """True when the row is the item of the consent, or belongs to the person whose consent covers everything."""
    if consent.model:
        return consent.covers(row._meta.label_lower, row.pk)
    person = row.pk if isinstance(row, Person) else getattr(row, "person_id", None)
    return person == consent.person_id or _linked(actor, row, consent.person_id)


def _linked(actor: Actor, row: models.Model, person: UUID) -> bool:
    links = Link.objects.visible_to(actor).filter(from_model=row._meta.label_lower, from_id=row.pk)
    return bool(links.filter(to_model=Person._meta.label_lower, to_id=person).exists())


def _end_of(consent: Consent) -> datetime | None:
    if consent.expires_on is None:
        return None
    return timezone.make_aware(datetime.combine(consent.expires_on + timedelta(days=1), time.min))


def _no(why: str, remedy: str) -> Invalid:
    return Invalid(why, remedy=remedy, field="basis_id")
