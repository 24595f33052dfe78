"""What monitoring keeps."""

from habeas.monitoring.models.findings import (
    Finding,
    FindingObservation,
    FindingStandard,
    FindingText,
)
from habeas.monitoring.models.observations import Observation, ObservationText
from habeas.monitoring.models.visits import Visit, VisitMember

__all__ = [
    "Finding",
    "FindingObservation",
    "FindingStandard",
    "FindingText",
    "Observation",
    "ObservationText",
    "Visit",
    "VisitMember",
]
