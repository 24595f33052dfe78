"""Fixed vocabularies of coordination."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    MECHANISM = "mechanism", _("mechanism with parties")
    WORKING_GROUP = "group", _("working group")
    COMMISSION = "commission", _("commission that oversees")
    FORUM = "forum", _("coordination forum")


class NameUse(models.TextChoices):
    OFFICIAL = "official", _("official name")
    SHORT = "short", _("short name")
    TRANSLATED = "translated", _("translated name")
    FORMER = "former", _("former name")


class NameLanguage(models.TextChoices):
    ALBANIAN = "sq", _("Albanian")
    SERBIAN = "sr", _("Serbian")
    ENGLISH = "en", _("English")


class PartyRole(models.TextChoices):
    CHAIR = "chair", _("neutral chair")
    DELEGATION = "delegation", _("delegation")
    OBSERVER = "observer", _("observer")


class Openness(models.TextChoices):
    OPEN = "open", _("open session")
    CLOSED = "closed", _("closed session")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class RequestState(models.TextChoices):
    OPEN = "open", _("waiting for an answer")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PaperState(models.TextChoices):
    OWN = "own", _("own paper, not shared")
    SHARED = "shared", _("shared with the mechanism")
    TAKEN_BACK = "back", _("taken back by its side")


class Level(models.TextChoices):
    CENTRAL = "central", _("central level")
    REGIONAL = "regional", _("regional level")
    MUNICIPAL = "municipal", _("municipal level")


class ActivityType(models.TextChoices):
    """The three kinds of work of a presence, by which every visit and activity is counted."""

    MONITORING = "monitoring", _("monitoring")
    VERIFICATION = "verification", _("verification")
    PROMOTION = "promotion", _("promotion")


class ActivityKind(models.TextChoices):
    TRAINING = "training", _("training")
    ADVICE = "advice", _("advice")
    ESCALATION = "escalation", _("escalation")
    MEETING = "meeting", _("meeting")
    EVENT = "event", _("public event")


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CARRIED_OUT = "carried_out", _("carried out")
    CANCELLED = "cancelled", _("cancelled")


class ActivityPart(models.TextChoices):
    ADDRESSED = "addressed", _("it is for")
    PARTNER = "partner", _("partner")
