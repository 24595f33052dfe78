"""The shape of what is decided."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.core.forms import day_input


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("Stays in the register and in the audit trail: write no name."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )


class KeepForm(ReasonForm):
    """Until when, and why."""

    review_on = forms.DateField(label=_("review on"), widget=day_input())
    field_order = ["review_on", "reason"]


class EraseForm(forms.Form):
    """A word to type, so that nobody erases by a slip of the hand."""

    sure = forms.BooleanField(label=_("I know that nobody can bring this back, not even from a backup."))
