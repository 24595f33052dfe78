"""What monitoring keeps."""

from habeas.monitoring.models.findings import (
    Finding,
    FindingGround,
    FindingIncident,
    FindingInterview,
    FindingObservation,
    FindingStandard,
    FindingText,
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
from habeas.monitoring.models.interviews import Interview, Quote
from habeas.monitoring.models.observations import Observation, ObservationText
from habeas.monitoring.models.protection import ProtectionMeasure, ProtectionTask
from habeas.monitoring.models.visits import Visit, VisitMember

__all__ = [
    "Assessment",
    "Finding",
    "FindingGround",
    "FindingIncident",
    "FindingInterview",
    "FindingObservation",
    "FindingStandard",
    "FindingText",
    "Incident",
    "IncidentAct",
    "IncidentGround",
    "IncidentSource",
    "Interview",
    "Involved",
    "InvolvedSituation",
    "Observation",
    "ObservationText",
    "ProtectionMeasure",
    "ProtectionTask",
    "Quote",
    "Visit",
    "VisitMember",
]
