"""Pages of sessions: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination import actions, forms, presenting, queries, rules, tables
from habeas.coordination.models import ActionItem, Body, Decision, Session
from habeas.coordination.views.recording import record
from habeas.core.editing import edit_page
from habeas.core.listing import list_page
from habeas.core.pages import detail, find, page


@page()
def sessions(request: Any) -> HttpResponse:
    """The list of sessions."""
    return list_page(request, tables.SessionTable)


@page(model=Session)
def session(request: Any, pk: Any) -> HttpResponse:
    """One session: agenda, minutes, decisions, who does what."""
    row = find(queries.session_whole(request.actor), pk=pk)
    return detail(request, row, **presenting.session_page(request, row))


@page(model=Body)
def session_add(request: Any, pk: Any) -> HttpResponse:
    """Call a session."""
    row = find(queries.bodies(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Call a session"),
        form_class=forms.SessionForm,
        action=actions.call_session,
        rule=rules.can_chair,
        initial={"number": queries.next_number(request.actor, row)},
    )


@page(model=Session)
def agenda_add(request: Any, pk: Any) -> HttpResponse:
    """Add a point to the agenda."""
    row = find(queries.sessions(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Add to the agenda"),
        form_class=forms.AgendaForm,
        action=actions.add_to_agenda,
        rule=rules.can_chair_session,
    )


@page(model=Session)
def minutes(request: Any, pk: Any) -> HttpResponse:
    """Write the minutes."""
    row = find(queries.sessions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Minutes of %(session)s") % {"session": row},
        rule=rules.can_chair_session,
        form_class=forms.MinutesForm,
        save=lambda data: actions.write_minutes(request.actor, row, **data),
        key="session-minutes",
        record=row,
        initial={"minutes": row.minutes},
        cancel_url=row.get_absolute_url(),
    )


@page(model=Session)
@require_POST
def agree(request: Any, pk: Any) -> HttpResponse:
    """The parties agreed the minutes."""
    row = find(queries.sessions(request.actor), pk=pk)
    actions.agree_minutes(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Session)
@require_POST
def cancel(request: Any, pk: Any) -> HttpResponse:
    """Cancel a session."""
    row = find(queries.sessions(request.actor), pk=pk)
    actions.cancel_session(request.actor, row)
    return HttpResponseRedirect(row.get_absolute_url())


@page(model=Session)
def decision_add(request: Any, pk: Any) -> HttpResponse:
    """Record a decision."""
    row = find(queries.session_whole(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Record a decision"),
        form_class=forms.DecisionForm,
        action=actions.record_decision,
        rule=rules.can_chair_session,
        form_options={"agenda": row.agenda.all()},
    )


@page(model=Session)
def item_add(request: Any, pk: Any) -> HttpResponse:
    """Record who does what until when."""
    row = find(queries.sessions(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Add an action item"),
        form_class=forms.ActionItemForm,
        action=actions.add_action_item,
        rule=rules.can_chair_session,
        form_options={"sides": queries.sides(request.actor)},
    )


@page(model=Decision)
@require_POST
def decision_revoke(request: Any, pk: Any) -> HttpResponse:
    """Revoke a decision."""
    row = find(queries.decisions(request.actor), pk=pk)
    actions.revoke_decision(request.actor, row)
    return HttpResponseRedirect(row.session.get_absolute_url())


@page(model=ActionItem)
def item_finish(request: Any, pk: Any) -> HttpResponse:
    """Say what came of an action item."""
    row = find(queries.action_items(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("What came of it"),
        form_class=forms.FinishForm,
        action=actions.finish_action_item,
        rule=rules.can_chair,
        home=row.session,
    )
