"""What the presence is there for, and the norms it measures by."""

from habeas.mandate.models.instruments import Article, Instrument
from habeas.mandate.models.published import (
    CombinedPopulation,
    CycleStage,
    Figure,
    PopulationFigure,
    ProcessRule,
    Session,
)
from habeas.mandate.models.sources import Source
from habeas.mandate.models.tasks import Delegation, Programme, SourceChange, Task, TaskSource

__all__ = [
    "Article",
    "CombinedPopulation",
    "CycleStage",
    "Delegation",
    "Figure",
    "Instrument",
    "PopulationFigure",
    "ProcessRule",
    "Programme",
    "Session",
    "Source",
    "SourceChange",
    "Task",
    "TaskSource",
]
