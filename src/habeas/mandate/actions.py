"""What changes the mandate register besides the pack: transfers, delegations, states, new sources."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.access.models import Organisation
from habeas.core.actions import action
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.mandate.choices import OPEN_STATES, Relation, SourceLevel, TaskState
from habeas.mandate.models import Delegation, Source, Task, TaskSource
from habeas.mandate.queries import changes_kept, could_be_cited, state_on
from habeas.mandate.rules import can_change_task, keeps_mandate
from habeas.mandate.symbols import parse_symbol, validate_symbol


@action("mandate.source", rule=keeps_mandate)
def register_source(
    actor: Actor,
    target: None = None,
    /,
    *,
    code: str,
    title: str,
    day: date,
    symbol: str = "",
    link: str = "",
    content: str = "",
    level: str = SourceLevel.DOCUMENT,
) -> Source:
    """Enter a document or an event that gives or changes the mandate."""
    found = parse_symbol(symbol)
    if symbol and found is None:
        _refuse_symbol(symbol)
    if Source.objects.filter(code=code).exists():
        raise Invalid(
            _("A source with the code “%(code)s” exists.") % {"code": code},
            remedy=_("Use another code or open that source."),
            field="code",
        )
    return Source.objects.create(
        code=code,
        level=level,
        title=title,
        symbol=found.text if found else "",
        link=link or (found.link if found else ""),
        dated_earliest=day,
        dated_latest=day,
        dated_precision="day",
        content=content,
    )


def _refuse_symbol(symbol: str) -> None:
    try:
        validate_symbol(symbol)
    except ValidationError as refused:
        raise Invalid(refused.messages[0], field="symbol", code="symbol") from None


@action("mandate.change", rule=can_change_task)
def change_task(
    actor: Actor, task: Task, /, *, state: str, act: Source, day: date, what: str, passes_to: str = ""
) -> TaskSource:
    """Record that a document changed, transferred, completed or revived a task, and from which day.

    Before that day the task is what it was: work of an earlier day may still cite it.
    """
    if state not in TaskState.values:
        words = ", ".join(TaskState.values)
        raise Invalid(
            _("“%(state)s” is no state of a task.") % {"state": state},
            remedy=_("Use one of: %(words)s.") % {"words": words},
            field="state",
        )
    transferred = state in (TaskState.TRANSFERRED, TaskState.HANDED_OVER)
    if transferred and not passes_to:
        raise Invalid(
            _("A transfer names the institution that takes the task over."),
            remedy=_("Say to whom task %(task)s passes.") % {"task": task.code},
            field="passes_to",
        )
    relation = Relation.TRANSFER if transferred else Relation.CHANGE
    if TaskSource.objects.filter(task=task, source=act, relation=relation).exists():
        raise Invalid(
            _("“%(act)s” is recorded already as having changed task %(task)s.")
            % {"act": act, "task": task.code},
            remedy=_("Name the document or event that made this change."),
            field="act",
        )
    earlier = day - timedelta(days=1)
    before = {"state_before": state_on(task, earlier), "citable_before": could_be_cited(task, earlier)}
    made = TaskSource.objects.create(
        task=task,
        source=act,
        relation=relation,
        day=day,
        what=what,
        passes_to=passes_to,
        state=state,
        **before,
    )
    if day <= timezone.localdate():
        _take_effect(task)
    return made


def _take_effect(task: Task) -> None:
    """Let the row of a task say what the last change that has taken effect made of it."""
    newest = changes_kept(task).filter(day__lte=timezone.localdate()).last()
    if newest is not None:
        task.state, task.state_now, task.what_changed = newest.state, newest.state, newest.what
        task.citable = newest.state in OPEN_STATES
        task.save()


@action("mandate.delegate", rule=can_change_task)
def delegate_task(
    actor: Actor,
    task: Task,
    /,
    *,
    organisation: Organisation,
    act: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Delegation:
    """Let a partner organisation carry out a task for a period."""
    if valid_to and valid_to < valid_from:
        why = _("The delegation ends on %(end)s, before it begins.") % {"end": valid_to}
        raise Invalid(why, remedy=_("Correct one of the two days."), field="valid_to")
    return Delegation.objects.create(
        task=task, organisation=organisation, act=act, valid_from=valid_from, valid_to=valid_to
    )
