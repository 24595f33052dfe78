"""The shape of what is entered about the mandate; the actions check its meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.core.forms import with_fields
from habeas.mandate import queries
from habeas.mandate.choices import SourceLevel, TaskState
from habeas.mandate.models import Delegation, Source, TaskSource


@with_fields(Source, "code", "title", "symbol", "content")
class SourceForm(forms.Form):
    """Entering a document or an event."""

    level = forms.ChoiceField(
        label=_("Level"),
        choices=[(level.value, level.label) for level in (SourceLevel.DOCUMENT, SourceLevel.EVENT)],
    )
    day = forms.DateField(label=_("Date"))
    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")
    field_order = ("level", "code", "title", "day", "symbol", "link", "content")


class ActForm(forms.Form):
    """The document by which something changes, and from which day."""

    act = forms.ModelChoiceField(Source.objects.none(), label=_("By which document or event"))
    day = forms.DateField(label=_("From which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].queryset = queries.acts()


@with_fields(TaskSource, "what", "passes_to", required=("what",))
class ChangeForm(ActForm):
    """Changing, transferring, completing or reviving a task."""

    state = forms.ChoiceField(label=_("State from then on"), choices=TaskState.choices)
    field_order = ("state", "act", "day", "what", "passes_to")


@with_fields(Delegation, "organisation", "act", "valid_from", "valid_to", required=("valid_from",))
class DelegationForm(forms.Form):
    """Delegating a task to a partner for a period."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.partners()
