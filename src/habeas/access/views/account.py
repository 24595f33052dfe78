"""The own account: sessions, second factor, a password by a one-time link."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from habeas.access import actions, enrolment, queries
from habeas.access.forms import LinkPasswordForm, SecondFactorCodeForm
from habeas.access.sessions import row_key
from habeas.core.actors import system_actor
from habeas.core.errors import Invalid
from habeas.core.pages import page


@page()
def account(request: Any) -> HttpResponse:
    """Who I am here: roles, choices, sessions, second factor."""
    user = queries.account_of(request.actor)
    context = {
        "title": str(user),
        "user": user,
        "appointments": queries.appointments_of(user),
        "compartments": queries.compartments_of(request.actor),
        "sessions": len(queries.sessions_of(user)),
        "second_factor": queries.has_second_factor(user),
    }
    return render(request, "access/account.html", context)


@page()
def sessions(request: Any) -> HttpResponse:
    """Where the reader is signed in."""
    rows = queries.sessions_of(queries.account_of(request.actor))
    return render(
        request,
        "access/sessions.html",
        {
            "title": _("Where you are signed in"),
            "sessions": rows,
            "here": row_key(request.session.session_key),
        },
    )


@page(model=UserSession)
@require_POST
def session_end(request: Any, pk: int) -> HttpResponse:
    """End one of the own sessions."""
    actions.end_session(request.actor, None, session=pk)
    messages.success(request, _("That session has ended."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@page()
@require_POST
def sessions_end(request: Any) -> HttpResponse:
    """End every own session but this one."""
    actions.end_other_sessions(request.actor, None, keep=request.session.session_key)
    messages.success(request, _("You are signed in here only."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@page()
def second_factor_needed(request: Any) -> HttpResponse:
    """Where an account is led that must have a second factor and has none; the code of the first one is shown here."""
    form = SecondFactorCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fitting = enrolment.fits(request.user, form.cleaned_data["code"])
        actions.record_code_shown(request.actor, None, fitting=fitting)
        if fitting:
            enrolment.remember_given(request)
            return HttpResponseRedirect(reverse("second_factor_needed"))
        form.add_error("code", _("This is not the code of your account, or it was tried too often."))
    context = {"form": form, "code_needed": not enrolment.is_given(request)}
    return render(request, "mfa/needed.html", context, status=422 if form.errors else 200)


@page()
def password_missing(request: Any) -> HttpResponse:
    """An account without a password is given one by a link that an administrator makes."""
    context = {
        "title": _("Your account has no password"),
        "why": _("There is nothing to change yet."),
        "todo": [_("Ask an administrator for a link with which you set a password.")],
    }
    return render(request, "core/message.html", context)


@never_cache
@sensitive_post_parameters("password", "again")
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password with a one-time link; the same 404 for a used, expired or invented one."""
    reset = queries.reset_of_token(token)
    form = LinkPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        system = system_actor("set a password by a one-time link")
        try:
            actions.set_password_by_link(system, reset, password=form.cleaned_data["password"])
        except Invalid as weak:
            form.add_error("password", str(weak))
        else:
            messages.success(request, _("Your password is set. Sign in with it."))
            return HttpResponseRedirect(reverse("account_login"))
    return render(request, "account/set_by_link.html", {"form": form, "username": reset.user.username})
