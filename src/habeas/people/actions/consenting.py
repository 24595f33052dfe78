"""Recording what a person agreed to, and taking it back at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from habeas.access.choices import ApprovalState, ShareBasis
from habeas.access.models import Organisation, Share, User
from habeas.core.actions import action
from habeas.core.actors import Actor, system_actor
from habeas.core.rules import is_system
from habeas.people import errors
from habeas.people.choices import LEVEL_OF_USE, NAMED_BODY_USES, ConsentForm, NameLanguage, Use
from habeas.people.models import Consent, ConsentUse, Person
from habeas.people.models.consents import HIGHEST_LEVEL
from habeas.people.queries import PUBLIC_CONSENT, approval_for
from habeas.people.rules import can_work


@dataclass(frozen=True)
class UseAgreed:
    """One use a person agreed to; `organisation` and `purpose` for facts and identity."""

    use: str
    organisation: Organisation | None = None
    purpose: str = ""


@dataclass(frozen=True)
class Shared:
    """Something that went out on a consent: what, to whom, when, and whether it had ended before."""

    model: str
    record: UUID
    target: Any
    since: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Revocation:
    """A consent taken back, with everything that had been shared on it."""

    consent: Consent
    already_shared: tuple[Shared, ...]
    ended_now: int


@action("consent.record", rule=can_work)
def record_consent(
    actor: Actor,
    person: Person,
    *,
    level: int = 0,
    uses: Iterable[UseAgreed] = (),
    item: Any = None,
    scope_note: str = "",
    language: str = NameLanguage.ALBANIAN,
    explained_by: User | None = None,
    form: str = ConsentForm.SPOKEN,
    given_on: date | None = None,
    expires_on: date | None = None,
) -> Consent:
    """Record what a person agreed to; the lowest level unless said otherwise."""
    uses = tuple(uses)
    _check(actor, person, level, uses, given_on)
    consent = Consent.objects.create(
        compartment=person.compartment,
        person=person,
        level=level,
        model=item._meta.label_lower if item is not None else "",
        record=item.pk if item is not None else None,
        scope_note=scope_note.strip(),
        language=language,
        explained_by_id=explained_by.pk if explained_by else actor.id,
        form=form,
        given_on=given_on or timezone.localdate(),
        expires_on=expires_on,
    )
    for agreed in uses:
        ConsentUse.objects.create(
            compartment=person.compartment,
            consent=consent,
            use=agreed.use,
            organisation=agreed.organisation,
            purpose=agreed.purpose.strip(),
        )
    return consent


@action("consent.revoke", rule=can_work)
def revoke_consent(actor: Actor, consent: Consent, *, why: str = "") -> Revocation:
    """Take a consent back: from this moment nothing may rest on it, and what was shared on it ends."""
    if consent.revoked_at is not None:
        raise errors.already_revoked()
    consent.revoked_at = timezone.now()
    consent.revoked_why = why.strip()
    consent.save(update_fields=["revoked_at", "revoked_why"])
    shares = end_shares_on(system_actor("end what rested on a consent"), consent)
    return Revocation(
        consent,
        tuple(Shared(s.model, s.record, s.target, s.created_at, before) for s, before in shares),
        sum(before is None for _share, before in shares),
    )


@action("consent.end_shares", rule=is_system)
def end_shares_on(actor: Actor, consent: Consent) -> list[tuple[Share, datetime | None]]:
    """End every share that rested on a consent; returns all there ever were, with their former end."""
    rows = Share.objects.visible_to(actor).filter(basis=ShareBasis.CONSENT, basis_id=consent.pk)
    found = [(share, share.ended_at) for share in rows.select_related("target").order_by("created_at")]
    for share, ended in found:
        if ended is None:
            share.ended_at = timezone.now()
            share.ended_why = "consent taken back"
            share.save(update_fields=["ended_at", "ended_why"])
    return found


def _check(
    actor: Actor, person: Person, level: int, uses: tuple[UseAgreed, ...], given_on: date | None
) -> None:
    if not 0 <= level <= HIGHEST_LEVEL:
        raise errors.level_unknown(level)
    if given_on is not None and given_on > timezone.localdate():
        raise errors.consent_in_future()
    for agreed in uses:
        _check_use(agreed, level)
    if any(agreed.use == Use.PUBLIC for agreed in uses):
        _use_public_approval(actor, person)


def _check_use(agreed: UseAgreed, level: int) -> None:
    if agreed.use not in Use.values:
        raise errors.unknown_use(agreed.use)
    use = Use(agreed.use)
    if LEVEL_OF_USE[use] > level:
        raise errors.use_above_level(use.label, LEVEL_OF_USE[use])
    if use in NAMED_BODY_USES and not (agreed.organisation and agreed.purpose.strip()):
        raise errors.named_body_missing(use.label)


def _use_public_approval(actor: Actor, person: Person) -> None:
    approval = approval_for(actor, person, PUBLIC_CONSENT)
    if approval is None:
        raise errors.public_needs_approval()
    approval.state = ApprovalState.USED
    approval.save(update_fields=["state"])
