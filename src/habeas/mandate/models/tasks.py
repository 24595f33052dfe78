"""Tasks and programmes of the presence, what they rest on, and what changed them."""

from __future__ import annotations

import re

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Organisation
from habeas.access.models.organisations import Dated
from habeas.core.packs.models import Packed
from habeas.mandate.choices import Confidence, MandateFunction, Relation, TaskState
from habeas.mandate.models.sources import Source

SECURITY = "security"


class Mandated(Dated, Packed):
    """What somebody was given to do, under which component, and how far it is."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    source_text = models.CharField(_("source as cited"), max_length=200)
    component = models.CharField(_("component"), max_length=60)
    lead_actor = models.CharField(_("lead"), max_length=100, blank=True)
    text = models.TextField(_("task"))
    state = models.CharField(_("state"), max_length=12, choices=TaskState.choices)
    state_now = models.CharField(_("state today"), max_length=100)
    citable = models.BooleanField(_("may be cited"), default=False)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices)
    source_note = models.TextField(_("where this is known from"), blank=True)

    class Meta(Packed.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"

    def search_text(self) -> str:
        """For the index."""
        return f"{self.code} {self.text} {self.lead_actor} {self.component} {self.source_text}"

    @property
    def is_security(self) -> bool:
        """Whether the task belongs to the security component, by its component."""
        return SECURITY in self.component.casefold()

    @property
    def actors(self) -> list[str]:
        """Those who share it, the lead first."""
        return [actor for actor in re.split(r" with | and ", self.lead_actor) if actor]


class Task(Mandated):
    """A task of the mandate that activities cite."""

    audit_values = ("code", "state", "citable", "valid_from", "valid_to", "pack", "retired_in")

    document_date = models.DateField(_("date of the document"), null=True, blank=True)
    paragraph = models.CharField(_("paragraph"), max_length=20, blank=True)
    what_changed = models.TextField(_("what changed"), blank=True)
    end_condition = models.CharField(_("lasts until"), max_length=200, blank=True)
    hands_over_to = models.CharField(_("then passes to"), max_length=60, blank=True)
    function = models.CharField(
        _("function of the mandate"), max_length=12, choices=MandateFunction.choices, blank=True
    )
    default_for = models.CharField(_("usual basis of"), max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Mandated.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(citable=False)
                | models.Q(state__in=[TaskState.ACTIVE, TaskState.MODIFIED, TaskState.AVAILABLE]),
                name="mandate_a_closed_task_is_not_citable",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("mandate:task", args=[self.pk])


class Programme(Mandated):
    """A field of activity of a mission, run by one of its departments."""

    audit_values = ("code", "state", "pack", "retired_in")

    area = models.CharField(_("field of activity"), max_length=20)

    def get_absolute_url(self) -> str:
        return reverse("mandate:register")

    class Meta(Mandated.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]


class TaskSource(Packed):
    """A source on which a task rests, which it must regard, which changed or transferred it."""

    audit_values = ("task_id", "source_id", "relation", "day")

    task = models.ForeignKey(Task, models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    relation = models.CharField(_("relation"), max_length=8, choices=Relation.choices)
    day = models.DateField(_("day"), null=True, blank=True)
    what = models.TextField(_("what changed"), blank=True)
    passes_to = models.CharField(_("passes to"), max_length=150, blank=True)
    state = models.CharField(
        _("state from that day"), max_length=12, choices=TaskState.choices, blank=True, editable=False
    )
    state_before = models.CharField(
        _("state before"), max_length=12, choices=TaskState.choices, blank=True, editable=False
    )
    citable_before = models.BooleanField(_("might be cited before"), default=False, editable=False)

    class Meta(Packed.Meta):
        verbose_name = _("source of a task")
        verbose_name_plural = _("sources of tasks")
        ordering = ["day", "source__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "source", "relation"], name="mandate_task_cites_a_source_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.code}: {self.source}"


class SourceChange(Packed):
    """A document that carried out or changed an earlier one."""

    audit_values = ("earlier_id", "later_id")

    earlier = models.ForeignKey(Source, models.PROTECT, related_name="changed_by_sources")
    later = models.ForeignKey(Source, models.PROTECT, related_name="changes_sources")

    class Meta(Packed.Meta):
        verbose_name = _("change of a source")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="mandate_source_changed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"


class Delegation(Dated, Packed):
    """A partner carries out a task for a time."""

    audit_values = ("task_id", "organisation_id", "valid_from", "valid_to")

    task = models.ForeignKey(Task, models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delegated_tasks")
    act = models.CharField(_("agreement or decision"), max_length=200)

    class Meta(Packed.Meta):
        verbose_name = _("delegation of a task")
        verbose_name_plural = _("delegations of tasks")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return f"{self.task.code}: {self.organisation}"
