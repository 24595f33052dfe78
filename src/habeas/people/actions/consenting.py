"""Recording what a person agreed to, and taking it back at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access.actions.approvals import take_approval
from habeas.access.actions.shares import end_shares_of_basis
from habeas.access.choices import ShareBasis
from habeas.access.models import Organisation, User
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.people import errors
from habeas.people.approvals import PUBLIC_USE
from habeas.people.choices import LEVEL_OF_USE, NAMED_BODY_USES, ConsentForm, NameLanguage, Use
from habeas.people.models import Consent, ConsentUse, Person
from habeas.people.models.consents import HIGHEST_LEVEL
from habeas.people.rules import can_work
from habeas.people.sharing import Shared, shared_on


@dataclass(frozen=True)
class UseAgreed:
    """One use a person agreed to; `organisation` and `purpose` for facts and identity."""

    use: str
    organisation: Organisation | None = None
    purpose: str = ""


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
    already = tuple(shared_on(consent))
    ended = end_shares_of_basis(ShareBasis.CONSENT, consent.pk, why=str(_("consent taken back")))
    return Revocation(consent, already, len(ended))


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
        take_approval(actor, person, kind=PUBLIC_USE.code)


def _check_use(agreed: UseAgreed, level: int) -> None:
    if agreed.use not in Use.values:
        raise errors.unknown_use(agreed.use)
    use = Use(agreed.use)
    if LEVEL_OF_USE[use] > level:
        raise errors.use_above_level(use.label, LEVEL_OF_USE[use])
    if use in NAMED_BODY_USES and not (agreed.organisation and agreed.purpose.strip()):
        raise errors.named_body_missing(use.label)
