"""The shapes of input about reports and programmes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.access.forms import InCompartment
from habeas.core.forms import day_input, with_fields
from habeas.monitoring.models import Programme, ProgrammeLine, VisitReport
from habeas.places.choices import SiteKind
from habeas.places.queries import sites


@with_fields(VisitReport, "summary", "sent_to", "sent_on", "reply_due")
class ReportForm(forms.Form):
    """Recording the report of a visit."""


@with_fields(VisitReport, "replied_on", "reply", required=("replied_on", "reply"))
class ReplyForm(forms.Form):
    """Recording a reply."""


class PublishForm(forms.Form):
    """Saying that a report is public."""

    published_on = forms.DateField(label=_("published on"), widget=day_input())


@with_fields(Programme, "year", "aims")
class ProgrammeForm(InCompartment):
    """Opening the programme of a year."""


@with_fields(ProgrammeLine, "quarter", "site", "detention_kind", "kind", "note")
class LineForm(forms.Form):
    """Adding a visit to a programme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites().filter(closed_on=None, kind=SiteKind.DETENTION)
        self.fields["site"].required = False
        self.fields["detention_kind"].label = _("or a kind of place, to be chosen later")
