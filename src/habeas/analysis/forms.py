"""The shapes of input of analysis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.analysis.crises import KINDS


class GatherForm(forms.Form):
    """Which kinds of records, of the places and the time of a crisis, are tagged with it."""

    kinds = forms.MultipleChoiceField(
        label=_("what lies in its places and its time and is not tagged"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(name, f"{KINDS[name].label} ({number})") for name, number in counts.items()]
