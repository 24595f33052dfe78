"""The shapes of input about visits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from habeas.access.models import Compartment, User
from habeas.access.queries import units_of
from habeas.core.actors import Actor
from habeas.core.forms import day_input, with_fields
from habeas.mandate.queries import citable_tasks
from habeas.monitoring.choices import Access
from habeas.monitoring.models import Visit
from habeas.places.queries import sites


@with_fields(Visit, "site", "activity", "kind", "unit", "task", "planned_for", "announced", "purpose")
class VisitForm(forms.Form):
    """Planning a visit."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("members of the team"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    compartment = forms.ModelChoiceField(Compartment.objects.none(), label=_("compartment"))

    def __init__(self, *args: Any, actor: Actor, colleagues: Any, compartments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites().filter(closed_on=None)
        self.fields["unit"].queryset = units_of(actor)
        self.fields["task"].queryset = citable_tasks(timezone.localdate())
        self.fields["members"].queryset = colleagues
        self.fields["compartment"].queryset = compartments
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0].pk


class CarryOutForm(forms.Form):
    """Saying that a visit took place."""

    carried_out_on = forms.DateField(label=_("carried out on"), widget=day_input())
    access = forms.ChoiceField(label=_("access"), choices=Access.choices, widget=forms.RadioSelect)
    restriction = forms.CharField(
        label=_("restriction of movement or access"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CancelForm(forms.Form):
    """Cancelling a visit."""

    why = forms.CharField(label=_("why it was cancelled"), max_length=250)
