"""Of whom a second factor is demanded, and the door that leads such an account to set one up and nowhere else."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.core.actors import Actor

View = Callable[..., HttpResponseBase]
POWERFUL_VERBS = ("own", "identify", "export")
POWERFUL_CAPABILITIES = (
    "accounts.manage",
    "audit.read",
    "compartments.create",
    "emergency.open",
    "release.publish",
)
NEEDED = "second_factor_needed"
DOORS = frozenset(
    {
        NEEDED,
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "set_language",
    }
)
"""All that an account reaches until it has the second factor that is demanded of it."""


def is_powerful(actor: Actor) -> bool:
    """True for who opens identities, exports, owns a compartment, or administers."""
    return any(actor.compartments(verb) for verb in POWERFUL_VERBS) or any(
        actor.may(capability) for capability in POWERFUL_CAPABILITIES
    )


def is_demanded(actor: Actor) -> bool:
    """True when the installation demands a second factor of this account (HABEAS_SECOND_FACTOR)."""
    demanded = settings.SECOND_FACTOR
    return demanded == "everybody" or (demanded == "powerful" and is_powerful(actor))


def factors_everywhere() -> Any:
    """The second factors of all accounts; recovery codes alone are none."""
    return Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)


def factors_of(user: Any) -> Any:
    """The second factors of one account."""
    return factors_everywhere().filter(user_id=user.pk)


def is_missing(request: HttpRequest, actor: Actor) -> bool:
    """True when a signed-in account lacks the second factor that is demanded of it; at most one query."""
    if not is_demanded(actor):
        return False
    given = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    return not given and not factors_of(request.user).exists()


def unless_last(view: View) -> View:
    """Where a second factor is demanded, the last one of the account is not removed."""

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_demanded(request.actor) and factors_of(request.user).count() < 2:
            messages.error(
                request,
                _("This is your only second factor, and your account needs one. Add another one first."),
            )
            return HttpResponseRedirect(reverse("mfa_index"))
        return view(request, *args, **kwargs)

    return guarded


class Door:
    """Until the second factor is set up, the account is an actor without reach and finds the pages of `DOORS` only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        actor = request.actor
        request.lacks_second_factor = actor.is_somebody and is_missing(request, actor)
        if request.lacks_second_factor:
            request.actor = Actor(id=actor.id, label=actor.label)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.lacks_second_factor or request.resolver_match.view_name in DOORS:
            return None
        answer = HttpResponseRedirect(reverse(NEEDED))
        if request.headers.get("HX-Request"):
            answer.headers["HX-Redirect"] = reverse(NEEDED)
            answer.status_code = 200
        return answer
