"""People and accounts: for account managers only; nothing of cases stands here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from habeas.access import actions, queries
from habeas.access.actions.resets import issue_link
from habeas.access.enrolment import needs_code
from habeas.access.forms import AccountForm, AppointmentForm, ReasonForm, ResetForm, UserForm
from habeas.access.freshness import recent_login_required
from habeas.access.models import AccountReset, Appointment, User
from habeas.access.rules import manages_accounts
from habeas.access.tables import People
from habeas.core.editing import edit_page
from habeas.core.listing.views import list_page
from habeas.core.pages import find, page


@page(rule=manages_accounts)
def people(request: HttpRequest) -> HttpResponse:
    """Every account."""
    return list_page(request, People)


@page(rule=manages_accounts)
@recent_login_required
def person_new(request: Any) -> HttpResponse:
    """Make an account."""

    def save(given: dict[str, Any]) -> str:
        made = actions.create_user(request.actor, None, **given)
        messages.success(request, _("The account is made. Give it a role, then a one-time link."))
        return reverse("access:person", args=[made.pk])

    return edit_page(
        request, title=_("New account"), form_class=UserForm, save=save, key="access.person", autosave_url=""
    )


@page(model=User, rule=manages_accounts)
def person(request: Any, pk: Any) -> HttpResponse:
    """One account: roles, state, resets."""
    user = find(queries.people(), pk=pk)
    context = {
        "title": str(user),
        "account": user,
        "appointments": queries.appointments_of(user),
        "resets": queries.one_of_each(queries.resets_of(request.actor, user)[:40])[:10],
        "second_factor": queries.has_second_factor(user),
        "code_needed": needs_code(user),
        "is_own": user.pk == request.actor.id,
        "breadcrumbs": [{"label": _("People and accounts"), "url": reverse("access:people")}],
    }
    return render(request, "access/person.html", context)


@page(model=User, rule=manages_accounts)
@recent_login_required
def person_edit(request: Any, pk: Any) -> HttpResponse:
    """Correct the name or the address."""
    user = find(queries.people(), pk=pk)
    return _form(
        request,
        user,
        _("Correct name or address"),
        AccountForm,
        lambda given: actions.change_account(request.actor, user, **given),
        {"full_name": user.full_name, "email": user.email},
    )


@page(model=User, rule=manages_accounts)
@recent_login_required
def appoint(request: Any, pk: Any) -> HttpResponse:
    """Give a role."""
    user = find(queries.people(), pk=pk)
    return _form(
        request,
        user,
        _("Give a role"),
        AppointmentForm,
        lambda given: actions.appoint(request.actor, user, **given),
    )


@page(model=User, rule=manages_accounts)
@recent_login_required
def deactivate(request: Any, pk: Any) -> HttpResponse:
    """Close an account."""
    user = find(queries.people(), pk=pk)
    return _form(
        request,
        user,
        _("Close the account"),
        ReasonForm,
        lambda given: actions.deactivate_user(request.actor, user, **given),
    )


@page(model=User, rule=manages_accounts)
@recent_login_required
def sessions_end(request: Any, pk: Any) -> HttpResponse:
    """Sign somebody out everywhere."""
    user = find(queries.people(), pk=pk)
    return _form(
        request,
        user,
        _("Sign out everywhere"),
        ReasonForm,
        lambda given: actions.end_sessions_of(request.actor, user, **given),
    )


@page(model=User, rule=manages_accounts)
@recent_login_required
def reset(request: Any, pk: Any) -> HttpResponse:
    """Ask for a reset."""
    user = find(queries.people(), pk=pk)
    return _form(
        request,
        user,
        _("Ask for a new password"),
        ResetForm,
        lambda given: actions.ask_reset(request.actor, user, **given),
    )


def _form(
    request: Any, user: User, title: str, form_class: Any, act: Any, initial: dict[str, Any] | None = None
) -> HttpResponse:
    """A form about one account that leads back to it."""
    back = reverse("access:person", args=[user.pk])

    def save(given: dict[str, Any]) -> str:
        act({name: value for name, value in given.items() if name != "seen_version"})
        messages.success(request, _("Done."))
        return back

    return edit_page(
        request,
        title=title,
        subtitle=str(user),
        form_class=form_class,
        save=save,
        key=f"access.person.{form_class.__name__}.{user.pk}",
        initial=initial,
        cancel_url=back,
        autosave_url="",
    )


@page(model=User, rule=manages_accounts)
@require_POST
@recent_login_required
def reactivate(request: Any, pk: Any) -> HttpResponse:
    """Open a closed account again."""
    user = find(queries.people(), pk=pk)
    actions.reactivate_user(request.actor, user)
    return HttpResponseRedirect(reverse("access:person", args=[user.pk]))


@page(model=Appointment, rule=manages_accounts)
@require_POST
@recent_login_required
def appointment_end(request: Any, pk: Any) -> HttpResponse:
    """End an appointment."""
    held = find(queries.appointments(), pk=pk)
    actions.end_appointment(request.actor, held)
    return HttpResponseRedirect(reverse("access:person", args=[held.user_id]))


@never_cache
@page(model=User, rule=manages_accounts)
@require_POST
@recent_login_required
def invite(request: Any, pk: Any) -> HttpResponse:
    """Show the one-time link of an account that reaches nothing yet."""
    user = find(queries.people(), pk=pk)
    token = actions.invite(request.actor, user)
    return _show_link(
        request, user, token, actions.give_code(request.actor, user) if needs_code(user) else ""
    )


@never_cache
@page(model=AccountReset, rule=manages_accounts)
@require_POST
@recent_login_required
def reset_link(request: Any, pk: Any) -> HttpResponse:
    """Show the one-time link of a confirmed reset."""
    asked = find(queries.resets(request.actor), pk=pk)
    return _show_link(request, asked.user, issue_link(request.actor, asked))


def _show_link(request: Any, user: User, token: str, code: str = "") -> HttpResponse:
    url = request.build_absolute_uri(reverse("account_set_by_link", args=[token]))
    context = {"title": _("One-time link"), "account": user, "url": url, "code": code}
    context["owner_gives_code"] = not code and needs_code(user)
    return render(request, "access/link.html", context)


@never_cache
@page(model=User)
@require_POST
@recent_login_required
def code(request: Any, pk: Any) -> HttpResponse:
    """Show the code with which a person sets up the first second factor."""
    user = find(queries.people_given_codes(request.actor), pk=pk)
    manages = request.actor.may("accounts.manage")
    context = {
        "title": _("Code for the second factor"),
        "account": user,
        "code": actions.give_code(request.actor, user),
        "back": reverse("access:person", args=[user.pk]) if manages else reverse("access:confirmations"),
    }
    return render(request, "access/code.html", context)
