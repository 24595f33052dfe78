"""The way back for an owner whom nobody else can confirm: two custodians of the key file stand at the server."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from habeas.access import notices
from habeas.access.actions.accounts import replace_links
from habeas.access.actions.notices import send_notices
from habeas.access.actions.resets import LINK_HOURS, in_hours, lock_out
from habeas.access.choices import ResetState
from habeas.access.links import digest_of
from habeas.access.models import AccountReset, User
from habeas.access.owners import at_stake, every_owner, other_owners
from habeas.core.actions import action, current
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.ids import new_id
from habeas.core.rules import is_system


@action("account.recover_owner", rule=is_system)
def recover_owner(actor: Actor, user: User, *, reason: str, custodians: Sequence[str]) -> str:
    """Lock an account out and make its one-time link, in place of owners that there are not; returns the secret part.

    Sessions, password and second factors of the account end now. A compartment that has another owner still waits for
    the word of that one. Every owner of the register is told.
    """
    if not reason.strip():
        raise Invalid(_("A recovery needs a reason."), field="reason")
    confirmed = {home: other_owners([home], user) for home in sorted(at_stake(user))}
    if not any(not owners for owners in confirmed.values()):
        raise Invalid(
            _("“{name}” owns nothing alone.").format(name=user),
            remedy=_("Ask for a reset, which another owner confirms."),
        )
    replace_links(user)
    token, parts = secrets.token_urlsafe(32), _parts(actor, user, reason.strip(), confirmed)
    parts[0].digest = digest_of(token)
    parts[0].save(update_fields=["digest"])
    lock_out(parts[0])
    current().say(reason=reason.strip(), user=user.pk, custodians=", ".join(sorted(custodians)))
    send_notices(every_owner(), notices.OWNER_RECOVERED, subject=user, note=reason.strip())
    return token


def _parts(actor: Actor, user: User, reason: str, confirmed: dict[UUID, list[UUID]]) -> list[AccountReset]:
    """One part for each compartment, those that nobody else owns first: the custodians speak for them."""
    batch, parts = new_id(), []
    for home, owners in sorted(confirmed.items(), key=lambda entry: bool(entry[1])):
        part = AccountReset.objects.create(
            batch=batch,
            user=user,
            compartment_id=home,
            second_factor=True,
            reason=reason,
            asked_by=actor.id,
            state=ResetState.ASKED if owners else ResetState.READY,
            expires_at=in_hours(LINK_HOURS),
        )
        send_notices(owners, notices.RESET_WAITS, subject=user, record=part)
        parts.append(part)
    return parts
