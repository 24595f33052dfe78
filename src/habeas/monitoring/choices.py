"""Fixed vocabularies of monitoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityType(models.TextChoices):
    MONITORING = "monitoring", _("monitoring")
    VERIFICATION = "verification", _("verification")
    PROMOTION = "promotion", _("promotion")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CARRIED_OUT = "carried_out", _("carried out")
    CANCELLED = "cancelled", _("cancelled")


class Access(models.TextChoices):
    FULL = "full", _("full access")
    PARTIAL = "partial", _("restricted access")
    REFUSED = "refused", _("access refused")


class ObservationKind(models.TextChoices):
    SEEN = "seen", _("seen by the team")
    SAID = "said", _("said to the team")
    READ = "read", _("read in a document")


class Level(models.TextChoices):
    CENTRAL = "central", _("central level")
    REGIONAL = "regional", _("regional level")
    MUNICIPAL = "municipal", _("municipal level")


class FindingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CONFIRMED = "confirmed", _("confirmed")
    CLOSED = "closed", _("closed")


class Part(models.TextChoices):
    OBSERVATION = "observation", _("Observation")
    ANALYSIS = "analysis", _("Analysis")
    CONCLUSION = "conclusion", _("Conclusion")
