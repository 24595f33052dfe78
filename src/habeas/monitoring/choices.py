"""Fixed vocabularies of monitoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from habeas.coordination.choices import ActivityType, Level

__all__ = ["ActivityType", "Level"]


class Strand(models.TextChoices):
    """What a visit is for; the kind of visit says how it is made."""

    MONITORING = "monitoring", _("human-rights monitoring")
    VERIFICATION = "verification", _("verification of a report")
    PROTECTION = "protection", _("protection monitoring")
    TRIAL = "trial", _("trial observation")
    ENTRY = "entry", _("entry point")
    PREVENTION = "prevention", _("preventive mechanism")
    FOLLOW_UP = "follow_up", _("follow-up")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("planned")
    APPROVED = "approved", _("approved")
    UNDER_WAY = "under_way", _("under way")
    CARRIED_OUT = "carried_out", _("carried out")
    REPORTED = "reported", _("reported")
    CANCELLED = "cancelled", _("cancelled")


TO_COME = (VisitState.PLANNED, VisitState.APPROVED, VisitState.UNDER_WAY)
"""States of a visit that is still to be finished."""
TOOK_PLACE = (VisitState.CARRIED_OUT, VisitState.REPORTED)
"""States of a visit that took place."""


class TeamRole(models.TextChoices):
    LEADER = "leader", _("leader of the team")
    MEMBER = "member", _("member of the team")
    EXPERT = "expert", _("expert")
    INTERPRETER = "interpreter", _("interpreter")


class RiskLevel(models.TextChoices):
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class RiskQuestion(models.TextChoices):
    """What is asked before anybody is met; the highest answer is the risk of the visit."""

    REPRISAL = "reprisal", _("Could somebody be harmed for talking to the team?")
    THREAT = "threat", _("Was anybody threatened whom the team will meet, or the team itself?")
    PLACE = "place", _("Is the place, or the way to it, dangerous or watched?")
    ATTENTION = "attention", _("Will the visit draw attention to somebody?")
    DATA = "data", _("Could notes, pictures or devices be taken or read by others?")
    AFTERWARDS = "afterwards", _("Would it be hard to protect or help somebody after the visit?")


class RiskOccasion(models.TextChoices):
    PLANNING = "planning", _("at planning")
    DUE = "due", _("on the day that was set")
    DISCLOSURE = "disclosure", _("something new became known")


class InterlocutorKind(models.TextChoices):
    AUTHORITY = "authority", _("head or authority of the site")
    STAFF = "staff", _("staff")
    DETAINED = "detained", _("person deprived of liberty")
    RESIDENT = "resident", _("resident, pupil or patient")
    COMMUNITY = "community", _("representative of a community")
    PARTY = "party", _("party, counsel or witness in court")
    CIVIL = "civil", _("civil society")
    OTHER = "other", _("other")


class RestrictionKind(models.TextChoices):
    ENTRY = "entry", _("entry to the site refused")
    ROOMS = "rooms", _("rooms or areas closed to the team")
    DOCUMENTS = "documents", _("registers or documents withheld")
    PRIVACY = "privacy", _("talks in private refused or listened to")
    PERSONS = "persons", _("persons kept from the team")
    DELAY = "delay", _("kept waiting")
    MOVEMENT = "movement", _("stopped or turned back on the way")
    ESCORT = "escort", _("escort imposed")
    EQUIPMENT = "equipment", _("camera, telephone or notes forbidden")
    OTHER = "other", _("other restriction")


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class Quarter(models.IntegerChoices):
    FIRST = 1, _("January to March")
    SECOND = 2, _("April to June")
    THIRD = 3, _("July to September")
    FOURTH = 4, _("October to December")


class FigureTable(models.TextChoices):
    KIND = "kind", _("visits by kind of place")
    QUARTER = "quarter", _("visits by quarter")
    ANNOUNCED = "announced", _("announced and unannounced visits")
    ACCESS = "access", _("access given")


class SheetState(models.TextChoices):
    DRAFT = "draft", _("being filled in")
    DONE = "done", _("completed")


class YesNo(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")
    NA = "na", _("does not apply")


class SubmissionState(models.TextChoices):
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class Access(models.TextChoices):
    FULL = "full", _("full access")
    PARTIAL = "partial", _("restricted access")
    REFUSED = "refused", _("access refused")


REACHED = (Access.FULL, Access.PARTIAL)
"""Access with which a visit reached its place; one that was refused is an attempt."""


class ObservationKind(models.TextChoices):
    SEEN = "seen", _("seen by the team")
    SAID = "said", _("said to the team")
    READ = "read", _("read in a document")


class FindingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CONFIRMED = "confirmed", _("confirmed")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


SETTLED = (FindingState.CONFIRMED, FindingState.CLOSED)
"""States of a finding on which recommendations and reports may rest."""
UNSETTLED = (FindingState.DRAFT, FindingState.IN_REVIEW, FindingState.WITHDRAWN)
"""All other states: few rows of a register, which an index finds."""


class Turn(models.TextChoices):
    """What happened to a finding after its author gave it out of hand."""

    RETURNED = "returned", _("returned to its author")
    CONFIRMED = "confirmed", _("confirmed")
    REOPENED = "reopened", _("opened again")
    WITHDRAWN = "withdrawn", _("withdrawn")


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
