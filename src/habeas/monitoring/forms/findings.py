"""The shapes of input about findings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.core.actors import Actor
from habeas.core.forms import LookUpInput, with_fields
from habeas.mandate.models import Article
from habeas.mandate.queries import articles
from habeas.monitoring.forms.incidents import TermsField
from habeas.monitoring.models import Finding, Incident, Interview, Observation, Visit
from habeas.monitoring.queries import incidents_to_cite, interviews_to_cite, observations_to_cite

LOOKED_FOR = "looked_for"
OFFERS = {
    "observations": observations_to_cite,
    "incidents": incidents_to_cite,
    "interviews": interviews_to_cite,
}
"""What is offered as evidence, by the field that offers it."""


@with_fields(
    Finding,
    "title",
    "kind",
    "observation",
    "analysis",
    "conclusion",
    "proof",
    "duty_bearer_type",
    "duty_bearer_level",
    "duty_bearer",
    "ground",
    "community",
    "language_right",
    "language",
    "mother_tongue",
    "remedy_kind",
    "remedy",
)
class FindingForm(forms.Form):
    """Writing a finding."""

    looked_for = forms.CharField(
        label=_("look for other records"),
        required=False,
        max_length=100,
        widget=LookUpInput,
        help_text=_(
            "A reference, a place or words, of any year: what is found is offered below, nothing is lost."
        ),
    )
    observations = forms.ModelMultipleChoiceField(
        Observation.objects.none(),
        label=_("rests on the observations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    incidents = forms.ModelMultipleChoiceField(
        Incident.objects.none(),
        label=_("rests on the incidents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interviews = forms.ModelMultipleChoiceField(
        Interview.objects.none(),
        label=_("rests on the interviews"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those whose person agreed to analysis are accepted."),
    )
    grounds = TermsField(
        vocabulary="equality_ground",
        label=_("further grounds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    articles = forms.ModelMultipleChoiceField(
        Article.objects.none(),
        label=_("standard breached"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Articles, by instrument. Hold Ctrl to choose several."),
    )

    def __init__(self, *args: Any, actor: Actor, visit: Visit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str(self[LOOKED_FOR].value() or "")[:100]
        for name, offer in OFFERS.items():
            self.fields[name].queryset = offer(actor, visit, self._chosen(name), words)
        self.fields["observations"].label_from_instance = lambda one: _called(one, visit)
        self.fields["interviews"].label_from_instance = lambda one: (
            f"{one.reference}: {Truncator(one.summary).chars(120)}"
        )
        self.fields["articles"].queryset = articles()

    def _chosen(self, name: str) -> list[UUID]:
        """Keys of what is ticked, in what was sent or in what the form begins with; what is no key is left out."""
        told = self.initial.get(name)
        if self.is_bound:
            told = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return [key for one in ([told] if isinstance(told, str) else told or ()) if (key := _key(one))]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data.pop(LOOKED_FOR, None)
        return data


def _key(told: Any) -> UUID | None:
    try:
        return UUID(str(told))
    except ValueError:
        return None


def _called(one: Observation, visit: Visit | None) -> str:
    """An observation by its number at the finding's own visit, by visit and site elsewhere."""
    text = Truncator(one.text).chars(160)
    if visit is not None and one.visit_id == visit.pk:
        return f"{one.number}. {text}"
    return f"{one}, {one.visit.site}: {text}"


@with_fields(Finding, "municipality")
class ComposedEditForm(FindingForm):
    """Changing a finding that does not rest on one visit."""


@with_fields(Finding, "municipality")
class ComposeForm(ComposedEditForm, InCompartment):
    """Writing a finding that rests on several visits, on incidents and interviews."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, visit=None, **kwargs)


class TurnForm(forms.Form):
    """Why a finding is opened again or withdrawn."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stays with the finding. Without names of persons."),
    )


class ReviewForm(forms.Form):
    """Reviewing a finding."""

    note = forms.CharField(
        label=_("note to the author"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    decision = forms.ChoiceField(
        label=_("decision"),
        choices=[("confirm", _("Confirm the finding")), ("return", _("Return it to its author"))],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") == "return" and not data.get("note", "").strip():
            self.add_error("note", _("Say what the author should change."))
        return data
