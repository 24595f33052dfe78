"""Fixed vocabularies of the mandate."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceLevel(models.TextChoices):
    DOCUMENT = "document", _("document")
    EVENT = "event", _("event")
    INSTRUMENT = "instrument", _("instrument")


class InstrumentKind(models.TextChoices):
    TREATY = "treaty", _("treaty")
    DECLARATION = "declaration", _("declaration")
    STANDARDS = "standards", _("standards of a mechanism")
    SOFT_LAW = "soft law", _("principles and rules")
    FRAMEWORK = "framework", _("framework")
    MANUAL = "manual", _("manual")


class TaskState(models.TextChoices):
    ACTIVE = "active", _("active")
    MODIFIED = "modified", _("modified")
    AVAILABLE = "available", _("available on request")
    TRANSFERRED = "transferred", _("transferred")
    HANDED_OVER = "handed over", _("handed over")
    COMPLETED = "completed", _("completed")
    DORMANT = "dormant", _("dormant")


OPEN_STATES = frozenset({TaskState.ACTIVE, TaskState.MODIFIED, TaskState.AVAILABLE})
"""States in which work may still cite a task."""


class MandateFunction(models.TextChoices):
    PROMOTE = "promote", _("promote and protect")
    PREVENT = "prevent", _("prevent violations")
    SECURE = "secure", _("secure respect")
    COOPERATE = "cooperate", _("promote cooperation")
    COORDINATE = "coordinate", _("coordinate")
    STRENGTHEN = "strengthen", _("strengthen the United Nations system")
    INTEGRATE = "integrate", _("integrate human rights")


class Relation(models.TextChoices):
    BASIS = "basis", _("basis of the task")
    REGARD = "regard", _("to be taken into account")
    CHANGE = "change", _("changed the task")
    TRANSFER = "transfer", _("transferred the task")


class Confidence(models.TextChoices):
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class OtherStage(models.TextChoices):
    """Stages of mechanisms that have no list of their own."""

    VISIT = "VIS", _("visit")
    REVIEW = "REVIEW", _("review of a report")
    REPORT = "REPT", _("report")
