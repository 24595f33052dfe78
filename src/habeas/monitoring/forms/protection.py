"""The shapes of input about protection tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.core.actors import Actor
from habeas.core.forms import with_fields
from habeas.monitoring.actions.protection import DAYS_TO_ACT
from habeas.monitoring.forms.incidents import ByCode, PersonCodeField
from habeas.monitoring.models import ProtectionMeasure, ProtectionTask
from habeas.monitoring.queries import interviews_to_cite, recent_incidents, recent_visits


@with_fields(ProtectionTask, "title", "reported", "deadline", "incident", "interview", "visit")
class ProtectionForm(ByCode, InCompartment):
    """Reporting a reprisal."""

    person = PersonCodeField(label=_("code of the person at risk"), required=False)
    field_order = ["compartment", "title", "reported", "deadline", "person", "incident", "interview", "visit"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["incident"].queryset = recent_incidents(actor, self.initial.get("incident"))
        chosen = self.initial.get("interview")
        self.fields["interview"].queryset = interviews_to_cite(actor, None, [chosen] if chosen else [])
        self.fields["visit"].queryset = recent_visits(actor, self.initial.get("visit"))
        self.fields["deadline"].initial = timezone.localdate() + timedelta(days=DAYS_TO_ACT)


@with_fields(ProtectionMeasure, "measure", "due_on", "note")
class MeasureForm(forms.Form):
    """Deciding on a measure."""


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.CharField(label=_("outcome"), widget=forms.Textarea(attrs={"rows": 4}))
