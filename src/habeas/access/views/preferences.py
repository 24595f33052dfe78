"""Language, place names and colours, for everybody who reads pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.access import actions, queries
from habeas.access.forms import PreferencesForm
from habeas.access.middleware import THEME_COOKIE
from habeas.core.editing import edit_page
from habeas.core.pages import page

A_YEAR = 365 * 24 * 3600


@require_POST
def set_language(request: Any) -> HttpResponse:
    """Switch the language: in a cookie, and in the account of a signed-in reader."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(safe_next(request))
    if language in dict(settings.LANGUAGES):
        keep_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)
        if request.actor.is_somebody:
            actions.set_preferences(request.actor, None, language=language)
    return response


def safe_next(request: HttpRequest) -> str:
    """Where the reader came from, on this site only."""
    asked = request.POST.get("next", "") or request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if allowed else "/"


def keep_cookie(response: HttpResponse, name: str, value: str) -> None:
    """Remember a choice on this device."""
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE, httponly=name != THEME_COOKIE
    )


@page()
def preferences(request: Any) -> HttpResponse:
    """Choose language, order and script of place names, colours."""
    user = queries.account_of(request.actor)
    names = ("language", "place_order", "place_script", "theme")

    def save(chosen: dict[str, Any]) -> str:
        actions.set_preferences(request.actor, None, **{name: chosen[name] for name in names})
        messages.success(request, _("Your choices are saved."))
        return reverse("access:account")

    answer = edit_page(
        request,
        title=_("Language, place names, colours"),
        form_class=PreferencesForm,
        save=save,
        key="access.preferences",
        initial={name: getattr(user, name) for name in names},
        cancel_url=reverse("access:account"),
        autosave_url="",
    )
    if answer.status_code == 302:
        _forget_device_choices(answer)
    return answer


def _forget_device_choices(response: HttpResponse) -> None:
    """What the account says now counts on this device too."""
    response.delete_cookie(THEME_COOKIE, samesite="Lax")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
