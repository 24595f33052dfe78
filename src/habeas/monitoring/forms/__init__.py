"""The shapes of input of monitoring."""

from habeas.monitoring.forms.findings import (
    ComposedEditForm,
    ComposeForm,
    FindingForm,
    ReviewForm,
    TurnForm,
)
from habeas.monitoring.forms.incidents import (
    ActForm,
    AssessForm,
    DuplicateForm,
    IncidentEditForm,
    IncidentForm,
    InvolvedForm,
    SourceForm,
)
from habeas.monitoring.forms.interviews import (
    InterviewForm,
    QuoteForm,
    UnmaskForm,
    WordingForm,
)
from habeas.monitoring.forms.observations import (
    ObservationForm,
)
from habeas.monitoring.forms.protection import (
    CloseForm,
    MeasureForm,
    ProtectionForm,
)
from habeas.monitoring.forms.reports import (
    LineForm,
    ProgrammeForm,
    PublishForm,
    ReplyForm,
    ReportForm,
)
from habeas.monitoring.forms.sheets import (
    BeginForm,
    section_form,
)
from habeas.monitoring.forms.submissions import (
    AcceptForm,
    ReturnForm,
    SubmissionForm,
    observations_told,
    submission_sections,
)
from habeas.monitoring.forms.visits import (
    RISK_FIELDS,
    CancelForm,
    CarryOutForm,
    InterlocutorForm,
    MemberForm,
    RaisedForm,
    ReasonForm,
    ReplanForm,
    RestrictionForm,
    RiskForm,
    VisitForm,
    VisitRestrictionForm,
    risk_told,
)

__all__ = [
    "AcceptForm",
    "ActForm",
    "AssessForm",
    "BeginForm",
    "CancelForm",
    "CarryOutForm",
    "CloseForm",
    "ComposeForm",
    "ComposedEditForm",
    "DuplicateForm",
    "FindingForm",
    "IncidentEditForm",
    "IncidentForm",
    "InterlocutorForm",
    "InterviewForm",
    "InvolvedForm",
    "LineForm",
    "MeasureForm",
    "MemberForm",
    "ObservationForm",
    "ProgrammeForm",
    "ProtectionForm",
    "PublishForm",
    "QuoteForm",
    "RISK_FIELDS",
    "RaisedForm",
    "ReasonForm",
    "ReplanForm",
    "ReplyForm",
    "ReportForm",
    "RestrictionForm",
    "ReturnForm",
    "ReviewForm",
    "RiskForm",
    "SourceForm",
    "SubmissionForm",
    "TurnForm",
    "UnmaskForm",
    "VisitForm",
    "VisitRestrictionForm",
    "WordingForm",
    "observations_told",
    "risk_told",
    "section_form",
    "submission_sections",
]
