"""The shapes of input about visits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.access.models import User
from habeas.access.queries import units_of
from habeas.core.actors import Actor
from habeas.core.forms import day_input, with_fields
from habeas.core.packs import mission
from habeas.mandate.queries import citable_tasks
from habeas.monitoring.choices import Access, RestrictionKind, RiskLevel, RiskOccasion, RiskQuestion
from habeas.monitoring.models import Restriction, Visit, VisitInterlocutor, VisitMember
from habeas.monitoring.queries import visits_to_follow
from habeas.places.queries import sites

LEVELS = RiskLevel.choices


class RiskQuestions(forms.Form):
    """The questions of the risk check, one level each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, question in RiskQuestion.choices:
            self.fields[f"risk_{code}"] = forms.ChoiceField(
                label=question, choices=LEVELS, widget=forms.RadioSelect
            )
        for name, label in (("benefit", BENEFIT), ("mitigation", MEASURES)):
            self.fields[name] = forms.CharField(
                label=label, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )


BENEFIT, MEASURES = _("what good the visit does"), _("what is done against the risk")
RISK_FIELDS = [*(f"risk_{code}" for code in RiskQuestion.values), "benefit", "mitigation"]


def risk_told(data: dict[str, Any]) -> dict[str, Any]:
    """Take the risk check out of a form's data, as the action wants it."""
    answers = {code: data.pop(f"risk_{code}") for code in RiskQuestion.values}
    return {"answers": answers, "benefit": data.pop("benefit"), "mitigation": data.pop("mitigation")}


class PlannedForm(forms.Form):
    """What planning and changing a plan have in common."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites().filter(closed_on=None)
        self.fields["unit"].queryset = units_of(actor)
        self.fields["task"].queryset = citable_tasks(timezone.localdate())
        followed = self["follows"].value()
        self.fields["follows"].queryset = visits_to_follow(actor, followed)


PLAN = (
    *("site", "strand", "activity", "kind", "level", "follows"),
    *("task", "purpose", "planned_for", "announced", "unit"),
)


@with_fields(Visit, *PLAN)
class VisitForm(PlannedForm, RiskQuestions, InCompartment):
    """Planning a visit."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("members of the team"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: Actor, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["members"].queryset = colleagues  # type: ignore[attr-defined]


@with_fields(Visit, *PLAN)
class ReplanForm(PlannedForm):
    """Changing what is planned."""


class RiskForm(RiskQuestions):
    """Checking the risk of a visit again."""

    occasion = forms.ChoiceField(
        label=_("why it is checked"), choices=RiskOccasion.choices, widget=forms.RadioSelect
    )
    news = forms.CharField(
        label=_("what became known"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names of persons."),
    )
    until = forms.DateField(label=_("check again by"), required=False, widget=day_input())


class ReasonForm(forms.Form):
    """Asking somebody else to agree."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names of persons."),
    )


class CarryOutForm(forms.Form):
    """Saying that a visit took place."""

    carried_out_on = forms.DateField(label=_("carried out on"), widget=day_input())
    access = forms.ChoiceField(label=_("access"), choices=Access.choices, widget=forms.RadioSelect)
    restriction_kind = forms.ChoiceField(
        label=_("kind of restriction"), required=False, choices=[("", "—"), *RestrictionKind.choices]
    )
    restriction = forms.CharField(
        label=_("restriction of movement or access"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CancelForm(forms.Form):
    """Cancelling a visit."""

    why = forms.CharField(label=_("why it was cancelled"), max_length=250)


@with_fields(VisitMember, "user", "name", "role", "field")
class MemberForm(forms.Form):
    """Adding somebody to the team."""

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues
        self.fields["user"].label = _("colleague")
        self.fields["name"].label = _("or the name of an expert or interpreter")


@with_fields(
    VisitInterlocutor, "kind", "function", "organisation", "leadership", "community", "number", "in_private"
)
class InterlocutorForm(forms.Form):
    """Adding somebody whom the team meets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = self.fields["leadership"].label
        self.fields["leadership"] = forms.ChoiceField(
            label=label, required=False, choices=mission.leadership_choices
        )


RESTRICTION = ("kind", "happened_on", "place", "imposed_by", "organisation", "minutes_lost", "text", "raised")


@with_fields(Restriction, *RESTRICTION)
class VisitRestrictionForm(forms.Form):
    """Logging a restriction met on a visit."""


@with_fields(Restriction, "municipality", *RESTRICTION)
class RestrictionForm(InCompartment):
    """Logging a restriction met on the way."""


class RaisedForm(forms.Form):
    """Saying what was done about a restriction."""

    raised = forms.CharField(label=_("what was done about it"), widget=forms.Textarea(attrs={"rows": 4}))
