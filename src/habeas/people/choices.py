"""Fixed vocabularies of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How a person stands to us; it decides how many people must agree before the identity is opened."""

    CLIENT = "client", _("own client, victim or family member")
    CONTACT = "contact", _("interlocutor or official contact")
    WITNESS = "witness", _("witness")
    SOURCE = "source", _("source")


TWO_PERSON_STANDINGS = (Standing.WITNESS, Standing.SOURCE)


class Sex(models.TextChoices):
    FEMALE = "F", _("female")
    MALE = "M", _("male")
    OTHER = "X", _("other")
    UNKNOWN = "", _("not recorded")


class Script(models.TextChoices):
    LATIN = "Latn", _("Latin")
    CYRILLIC = "Cyrl", _("Cyrillic")


class NameLanguage(models.TextChoices):
    ALBANIAN = "sq", _("Albanian")
    SERBIAN = "sr", _("Serbian")
    BOSNIAN = "bs", _("Bosnian")
    TURKISH = "tr", _("Turkish")
    ROMANI = "rom", _("Romani")
    ENGLISH = "en", _("English")
    OTHER = "mul", _("another language")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("telephone")
    MESSAGE = "message", _("messaging")
    EMAIL = "email", _("e-mail")
    ADDRESS = "address", _("address")
    THROUGH = "through", _("through another person")


class SafeUse(models.TextChoices):
    """Unknown is the default: nobody calls before somebody has asked whether it is safe."""

    UNKNOWN = "unknown", _("not yet asked: do not use")
    SAFE = "safe", _("safe to use")
    LIMITED = "limited", _("only as the note says")
    NEVER = "never", _("never use")


class RelationKind(models.TextChoices):
    PARENT = "parent", _("parent of")
    CHILD = "child", _("child of")
    SPOUSE = "spouse", _("spouse or partner of")
    SIBLING = "sibling", _("brother or sister of")
    HALF_SIBLING = "half_sibling", _("half-brother or half-sister of")
    GRANDPARENT = "grandparent", _("grandparent of")
    GRANDCHILD = "grandchild", _("grandchild of")
    GUARDIAN = "guardian", _("guardian of")
    WARD = "ward", _("under the guardianship of")
    REPRESENTATIVE = "representative", _("representative of")
    REPRESENTED = "represented", _("represented by")
    OTHER_KIN = "kin", _("other relative of")


INVERSE = {
    RelationKind.PARENT: RelationKind.CHILD,
    RelationKind.CHILD: RelationKind.PARENT,
    RelationKind.GRANDPARENT: RelationKind.GRANDCHILD,
    RelationKind.GRANDCHILD: RelationKind.GRANDPARENT,
    RelationKind.GUARDIAN: RelationKind.WARD,
    RelationKind.WARD: RelationKind.GUARDIAN,
    RelationKind.REPRESENTATIVE: RelationKind.REPRESENTED,
    RelationKind.REPRESENTED: RelationKind.REPRESENTATIVE,
}
"""The same tie told from the other end; a kind that is missing here is its own inverse."""


class Use(models.TextChoices):
    """What a person may agree to: a set, not a ladder; nothing follows from another."""

    ANALYSIS = "analysis", _("internal analysis")
    ANONYMISED = "anonymised", _("public or shared use without anything that identifies")
    FACTS = "facts", _("facts to a named partner, without identity")
    IDENTITY = "identity", _("identity to a named body for a named purpose")
    PUBLIC = "public", _("public use with identity")
    ARCHIVE = "archive", _("keeping after the case is closed")


LEVEL_OF_USE = {
    Use.ANALYSIS: 1,
    Use.ANONYMISED: 2,
    Use.FACTS: 3,
    Use.IDENTITY: 4,
    Use.PUBLIC: 5,
    Use.ARCHIVE: 1,
}
"""The lowest level of the pack's list `consent_level` at which a use can be agreed to."""

NAMED_BODY_USES = (Use.FACTS, Use.IDENTITY)


class ConsentForm(models.TextChoices):
    SPOKEN = "spoken", _("spoken")
    WRITTEN = "written", _("written")
    RECORDED = "recorded", _("recorded")


class EnquiryChannel(models.TextChoices):
    PORTAL = "portal", _("public site")
    PHONE = "phone", _("telephone")
    PAPER = "paper", _("letter or form")
    VISIT = "visit", _("in person")


class EnquiryState(models.TextChoices):
    NEW = "new", _("new")
    TAKEN = "taken", _("taken up")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
