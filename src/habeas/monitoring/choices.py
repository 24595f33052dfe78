"""Fixed vocabularies of monitoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.coordination.choices import ActivityType, Level

__all__ = ["ActivityType", "Level"]


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


class FindingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CONFIRMED = "confirmed", _("confirmed")
    CLOSED = "closed", _("closed")


class Part(models.TextChoices):
    OBSERVATION = "observation", _("Observation")
    ANALYSIS = "analysis", _("Analysis")
    CONCLUSION = "conclusion", _("Conclusion")


class Hour(models.TextChoices):
    """The time of day as witnesses know it."""

    NIGHT = "night", _("at night")
    MORNING = "morning", _("in the morning")
    AFTERNOON = "afternoon", _("in the afternoon")
    EVENING = "evening", _("in the evening")


class Setting(models.TextChoices):
    PRIVATE = "private", _("in private, out of hearing")
    SUPPORT = "support", _("with a person of trust")
    HEARD = "heard", _("within hearing of others")
    REMOTE = "remote", _("by telephone or message")


class Interpreter(models.TextChoices):
    NONE = "none", _("none needed")
    STAFF = "staff", _("interpreter of the mission")
    OUTSIDE = "outside", _("interpreter from outside")


class ProtectionState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class FindingKind(models.TextChoices):
    SINGLE = "single", _("one occurrence")
    PATTERN = "pattern", _("pattern over several records")


class LanguageRight(models.TextChoices):
    """Which right of those who speak an official language, or one in official use, is concerned."""

    SERVICE = "service", _("being served in one's language by an institution")
    DOCUMENTS = "documents", _("documents and certificates in one's language")
    LAWS = "laws", _("laws and notices published in the language")
    SIGNS = "signs", _("signs and place names")
    NAMES = "names", _("own name in its own spelling and script")
    COURT = "court", _("language in proceedings, interpretation")
    DETENTION = "detention", _("language in detention")
    EDUCATION = "education", _("education in the mother tongue")
    MEDIA = "media", _("public media in the language")
    WORK = "work", _("language at work in public bodies")


class MotherTongue(models.TextChoices):
    """How far pupils can learn in their mother tongue."""

    FULL = "full", _("all lessons in the mother tongue")
    PARTLY = "partly", _("some lessons in the mother tongue")
    SUBJECT = "subject", _("mother tongue as a subject only")
    FAR = "far", _("only by travelling to another place")
    NONE = "none", _("none")
