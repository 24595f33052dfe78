"""The shapes of input of monitoring."""

from habeas.monitoring.forms.findings import FindingForm, ReviewForm
from habeas.monitoring.forms.observations import ObservationForm
from habeas.monitoring.forms.visits import CancelForm, CarryOutForm, VisitForm

__all__ = ["CancelForm", "CarryOutForm", "FindingForm", "ObservationForm", "ReviewForm", "VisitForm"]
