"""Which task work may cite, and to whom a task may be given."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.access.choices import Side
from habeas.access.models import Unit
from habeas.core.actors import Actor
from habeas.core.errors import Invalid
from habeas.core.rules import has_capability, rule
from habeas.mandate.choices import TaskState
from habeas.mandate.models import Task
from habeas.mandate.queries import citable_tasks, could_be_cited, state_on

keeps_mandate = has_capability(
    "mandate.manage", gettext_lazy("The mandate register is kept by those whose role carries it.")
)


@rule(
    gettext_lazy("Tasks of the security presence stand here to be read; civil staff do not change them."),
    gettext_lazy("Refer the matter to the security presence."),
)
def is_civil(actor: Actor, task: Task) -> bool:
    return not task.is_security


can_change_task = keeps_mandate & is_civil


def citable_on(task: Task, day: date) -> bool:
    """Whether work of a day may cite a task: valid on it and not completed, transferred, handed over or dormant."""
    return not task.retired_in and task.valid_on(day) and could_be_cited(task, day)


def may_be_given_to(task: Task, unit: Unit) -> bool:
    """Whether a unit may carry out a task: one of the security component never goes to a civil unit."""
    return not task.is_security or unit.side == Side.SECURITY


def require_citable(task: Task, day: date, *, field: str = "task") -> None:
    """Refuse a task that work of the day cannot cite; the error names task, day, reason and what may be cited."""
    if citable_on(task, day):
        return
    values = {
        "task": task.code,
        "day": date_format(day),
        "reason": _reason(task, day),
        "codes": ", ".join(citable_tasks(day).values_list("code", flat=True)[:6]),
    }
    remedy = _("Cite another task, for example %(codes)s.") if values["codes"] else _("Load the pack first.")
    why = _("Task %(task)s cannot be cited on %(day)s: %(reason)s.")
    raise Invalid(why % values, remedy=remedy % values, field=field, code="task-not-citable")


def _reason(task: Task, day: date) -> str:
    if task.retired_in:
        return _("it left the register with version %(version)s of the pack") % {"version": task.retired_in}
    if task.valid_from and day < task.valid_from:
        return _("it is valid from %(day)s") % {"day": date_format(task.valid_from)}
    if task.valid_to and day > task.valid_to:
        return _("it was valid until %(day)s") % {"day": date_format(task.valid_to)}
    return _("its state is “%(state)s”") % {"state": TaskState(state_on(task, day)).label}


def require_may_be_given_to(task: Task, unit: Unit, *, field: str = "task") -> None:
    """Refuse a task of the security component for a civil unit; the error names both."""
    if may_be_given_to(task, unit):
        return
    why = _("Task %(task)s belongs to the security component; %(unit)s is a civil unit.")
    raise Invalid(
        why % {"task": task.code, "unit": unit},
        remedy=_("Cite a task of the civil presence, or refer the matter to the security presence."),
        field=field,
        code="security-task",
    )
