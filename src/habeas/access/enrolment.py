"""Before the first second factor of an account comes a code that somebody handed over in person.

Else whoever knows the password first, a thief of the one-time link perhaps, would set it up and be the person from then
on. Kept is a keyed digest of the code, for three days and five tries.
"""

from __future__ import annotations

import functools
import hmac
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from habeas.access.demanding import NEEDED, factors_of
from habeas.core.actors import ROOT_COMPARTMENT
from habeas.core.vault.datakeys import ring

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH, TRIES, HOURS = 8, 5, 72
SECONDS = HOURS * 3600
GIVEN = "code_before_second_factor"
View = Callable[..., HttpResponseBase]


def needs_code(user: Any) -> bool:
    """True for an account without a second factor, where the installation demands any."""
    return settings.SECOND_FACTOR != "off" and not factors_of(user).exists()


def make_code(user: Any) -> str:
    """A new code, in two groups of four; it ends the one before it."""
    code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    cache.set(_place(user), _digest(user, code), SECONDS)
    return f"{code[:4]}-{code[4:]}"


def fits(user: Any, typed: str) -> bool:
    """True for the code of this account; after five tries no code fits until a new one is made."""
    kept = cache.get(_place(user))
    if kept is None:
        return False
    if not any(cache.add(f"{_place(user)}|{kept}|{number}", 1, SECONDS) for number in range(TRIES)):
        cache.delete(_place(user))
        return False
    return hmac.compare_digest(kept, _digest(user, typed))


def forget_code(user: Any) -> None:
    """The code has done its work."""
    cache.delete(_place(user))


def remember_given(request: HttpRequest) -> None:
    """In this session the account has shown its code."""
    request.session[GIVEN] = str(request.user.pk)


def is_given(request: HttpRequest) -> bool:
    """True when the code was shown in this session, or none is asked for."""
    return request.session.get(GIVEN) == str(request.user.pk) or not needs_code(request.user)


def after_code(view: View) -> View:
    """The page on which a second factor is set up: for the first one, the code comes before it."""

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_given(request):
            return HttpResponseRedirect(reverse(NEEDED))
        return view(request, *args, **kwargs)

    return guarded


def _place(user: Any) -> str:
    return f"code before second factor|{user.pk}"


def _digest(user: Any, code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    message = f"{_place(user)}|{plain}".encode()
    return hmac.digest(ring.index_key(ROOT_COMPARTMENT), message, "sha256").hex()
