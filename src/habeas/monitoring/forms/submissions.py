"""The limited form of partners, and the answer to what they sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Compartment, Organisation
from habeas.access.queries import units_of
from habeas.core.actors import Actor
from habeas.core.forms import with_fields
from habeas.core.terms.fields import TermChoiceField
from habeas.mandate.queries import citable_tasks
from habeas.monitoring.choices import ObservationKind
from habeas.monitoring.models import Submission, Visit
from habeas.monitoring.queries import mailboxes, own_organisations
from habeas.places.queries import sites

MOST = 6
"""Observations that one form takes."""
PARTS = ("text", "kind", "connection", "area")


@with_fields(Submission, "site", "visited_on", "purpose", "persons_met", "access", "restriction")
class SubmissionForm(forms.Form):
    """A visit of a partner with up to six observations."""

    compartment = forms.ModelChoiceField(Compartment.objects.none(), label=_("sent to"))
    partner = forms.ModelChoiceField(Organisation.objects.none(), label=_("on behalf of"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites().filter(closed_on=None)  # type: ignore[attr-defined]
        for name, rows in (("compartment", mailboxes(actor)), ("partner", own_organisations(actor))):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if len(rows) == 1:
                self.fields[name].initial = rows[0].pk
        for number in range(1, MOST + 1):
            self._add_observation(number)

    def _add_observation(self, number: int) -> None:
        self.fields[f"text_{number}"] = forms.CharField(
            label=_("what was noticed"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Without names of persons."),
        )
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("how it was noticed"), required=False, choices=ObservationKind.choices
        )
        self.fields[f"connection_{number}"] = TermChoiceField(
            vocabulary="source_connection",
            label=_("connection of the source"),
            required=False,
            initial="NGO",
        )
        self.fields[f"area_{number}"] = TermChoiceField(
            vocabulary="visit_area", label=_("area"), required=False
        )


def observations_told(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the observations out of the form's data; those without text are left out."""
    rows = [{part: data.pop(f"{part}_{n}") for part in PARTS} for n in range(1, MOST + 1)]
    return [{**row, "connection": row["connection"] or "NGO"} for row in rows if row["text"].strip()]


def submission_sections() -> list[dict[str, Any]]:
    """The parts of the form."""
    about = [
        "partner",
        "compartment",
        "site",
        "visited_on",
        "purpose",
        "persons_met",
        "access",
        "restriction",
    ]
    parts = [{"id": "visit", "title": _("The visit"), "fields": about}]
    for number in range(1, MOST + 1):
        parts.append(
            {
                "id": f"observation-{number}",
                "title": _("Observation %(number)s") % {"number": number},
                "fields": [f"{part}_{number}" for part in PARTS],
            }
        )
    return parts


@with_fields(Visit, "unit", "task", "kind")
class AcceptForm(forms.Form):
    """Making a visit of what a partner sent."""

    reliability = TermChoiceField(vocabulary="source_reliability", label=_("reliability of the partner"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(actor)  # type: ignore[attr-defined]
        self.fields["task"].queryset = citable_tasks(timezone.localdate())  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Returning a submission."""

    note = forms.CharField(label=_("note to the sender"), widget=forms.Textarea(attrs={"rows": 4}))
