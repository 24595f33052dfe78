"""What monitoring keeps."""

from habeas.monitoring.models.findings import (
    Finding,
    FindingAuthor,
    FindingGround,
    FindingIncident,
    FindingInterview,
    FindingObservation,
    FindingStandard,
    FindingText,
    FindingTurn,
)
from habeas.monitoring.models.incidents import (
    Assessment,
    Incident,
    IncidentAct,
    IncidentGround,
    IncidentSource,
    Involved,
    InvolvedSituation,
)
from habeas.monitoring.models.interviews import (
    Interview,
    Quote,
)
from habeas.monitoring.models.observations import (
    Observation,
    ObservationText,
)
from habeas.monitoring.models.programmes import (
    Programme,
    ProgrammeLine,
    PublishedFigure,
)
from habeas.monitoring.models.protection import (
    ProtectionMeasure,
    ProtectionTask,
)
from habeas.monitoring.models.reports import (
    VisitReport,
)
from habeas.monitoring.models.restrictions import (
    Restriction,
)
from habeas.monitoring.models.risks import (
    VisitRisk,
    VisitRiskAnswer,
)
from habeas.monitoring.models.sheets import (
    Answer,
    AnswerChoice,
    SectionScore,
    Sheet,
)
from habeas.monitoring.models.submissions import (
    Receipt,
    Submission,
    SubmittedObservation,
)
from habeas.monitoring.models.visits import (
    Visit,
    VisitInterlocutor,
    VisitMember,
)

__all__ = [
    "Answer",
    "AnswerChoice",
    "Assessment",
    "Finding",
    "FindingAuthor",
    "FindingGround",
    "FindingIncident",
    "FindingInterview",
    "FindingObservation",
    "FindingStandard",
    "FindingText",
    "FindingTurn",
    "Incident",
    "IncidentAct",
    "IncidentGround",
    "IncidentSource",
    "Interview",
    "Involved",
    "InvolvedSituation",
    "Observation",
    "ObservationText",
    "Programme",
    "ProgrammeLine",
    "ProtectionMeasure",
    "ProtectionTask",
    "PublishedFigure",
    "Quote",
    "Receipt",
    "Restriction",
    "SectionScore",
    "Sheet",
    "Submission",
    "SubmittedObservation",
    "Visit",
    "VisitInterlocutor",
    "VisitMember",
    "VisitReport",
    "VisitRisk",
    "VisitRiskAnswer",
]
