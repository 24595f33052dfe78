"""Pages of sessions: load, call, answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habeas.coordination import actions, forms, presenting, queries, rules, tables
from habeas.coordination.models import ActionItem, AgendaItem, Body, Decision, Session
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
        rule=rules.can_prepare,
    )


@page(model=AgendaItem)
def agenda_edit(request: Any, pk: Any) -> HttpResponse:
    """Change a point of the agenda, or note what was said on it."""
    row = find(queries.agenda(request.actor), pk=pk)
    return record(
        request,
        row,
        title=_("Edit %(point)s") % {"point": row},
        form_class=forms.AgendaForm,
        action=actions.edit_point,
        rule=rules.can_chair,
        home=row.session,
        initial={"title": row.title, "note": row.note},
    )


@page(model=Session)
def session_move(request: Any, pk: Any) -> HttpResponse:
    """Change day, place or openness of a planned session."""
    row = find(queries.sessions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Move %(session)s") % {"session": row},
        rule=rules.can_move_session,
        form_class=forms.MoveForm,
        save=lambda data: _moved(request.actor, row, data),
        key="session-move",
        record=row,
        initial={name: getattr(row, name) for name in forms.MoveForm.base_fields},
        cancel_url=row.get_absolute_url(),
    )


def _moved(actor: Any, row: Session, data: dict[str, Any]) -> str:
    return actions.move_session(actor, row, **data).get_absolute_url()


@page(model=Session)
def minutes(request: Any, pk: Any) -> HttpResponse:
    """Write the minutes."""
    row = find(queries.sessions(request.actor), pk=pk)
    return edit_page(
        request,
        title=_("Minutes of %(session)s") % {"session": row},
        rule=rules.can_minute,
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
        rule=rules.can_record,
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
        rule=rules.can_record,
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
