"""The shapes of input of monitoring."""

from habeas.monitoring.forms.findings import ComposeForm, FindingForm, ReviewForm
from habeas.monitoring.forms.incidents import (
    ActForm,
    AssessForm,
    DuplicateForm,
    IncidentEditForm,
    IncidentForm,
    InvolvedForm,
    SourceForm,
)
from habeas.monitoring.forms.interviews import InterviewForm, QuoteForm, UnmaskForm, WordingForm
from habeas.monitoring.forms.observations import ObservationForm
from habeas.monitoring.forms.protection import CloseForm, MeasureForm, ProtectionForm
from habeas.monitoring.forms.visits import CancelForm, CarryOutForm, VisitForm

__all__ = [
    "ActForm",
    "AssessForm",
    "CancelForm",
    "CarryOutForm",
    "CloseForm",
    "ComposeForm",
    "DuplicateForm",
    "FindingForm",
    "IncidentEditForm",
    "IncidentForm",
    "InterviewForm",
    "InvolvedForm",
    "MeasureForm",
    "ObservationForm",
    "ProtectionForm",
    "QuoteForm",
    "ReviewForm",
    "SourceForm",
    "UnmaskForm",
    "VisitForm",
    "WordingForm",
]
