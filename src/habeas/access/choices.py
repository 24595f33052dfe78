"""Fixed vocabularies of access."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    MISSION = "mission", _("international mission")
    UN_ENTITY = "un_entity", _("United Nations entity")
    REGIONAL = "regional", _("regional organisation")
    INSTITUTION = "institution", _("institution")
    OMBUDSPERSON = "ombudsperson", _("ombudsperson or preventive mechanism")
    COURT = "court", _("court or prosecution")
    MUNICIPALITY = "municipality", _("municipality")
    NGO = "ngo", _("non-governmental organisation")
    ASSOCIATION = "association", _("family association")
    RELIGIOUS = "religious", _("religious institution")
    BUSINESS = "business", _("business")
    SECURITY = "security", _("security presence")
    MECHANISM = "mechanism", _("mechanism or working group")


class UnitKind(models.TextChoices):
    COMPONENT = "component", _("component or pillar")
    DEPARTMENT = "department", _("department")
    SECTION = "section", _("section")
    HEADQUARTERS = "headquarters", _("headquarters office")
    REGIONAL_CENTRE = "regional_centre", _("regional centre")
    FIELD_TEAM = "field_team", _("field team")
    TRANSITIONAL = "transitional", _("transitional unit")
    DELEGATION = "delegation", _("delegation")
    PARTNER_OFFICE = "partner_office", _("partner office")


class Side(models.TextChoices):
    CIVIL = "civil", _("civil")
    SECURITY = "security", _("security")


class CompartmentKind(models.TextChoices):
    """What a compartment holds; a role reaches some kinds and never the others."""

    CASE = "case", _("cases and findings")
    SECURITY = "security", _("security incidents and liaison")
    RELEASED = "released", _("cleared, de-identified material")


class NameKind(models.TextChoices):
    OFFICIAL = "official", _("official name")
    SHORT = "short", _("short name")
    FORMER = "former", _("former name")
    TRANSLATED = "translated", _("translated name")


class ApprovalState(models.TextChoices):
    ASKED = "asked", _("asked")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    USED = "used", _("used")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ResetState(models.TextChoices):
    ASKED = "asked", _("waits for an owner")
    READY = "ready", _("the link may be used")
    DECLINED = "declined", _("declined")
    USED = "used", _("used")
    REPLACED = "replaced", _("no longer holds")


class ShareBasis(models.TextChoices):
    CONSENT = "consent", _("consent of the person")
    DECISION = "decision", _("recorded decision")


CAPABILITIES = {
    "accounts.manage": _("manage accounts and appointments"),
    "compartments.create": _("make a compartment and name its owner"),
    "emergency.open": _("open a compartment in an emergency"),
    "area.approve": _("approve for the area of the own unit"),
    "audit.read": _("read the audit trail"),
    "mandate.manage": _("keep sources, changes and delegations of the mandate"),
    "places.manage": _("keep offices, settlements, sites and coverage"),
    "missing.keep": _("keep the register of missing persons"),
    "pack.read": _("read how packs were loaded"),
    "release.publish": _("publish cleared, de-identified material"),
    "session.chair": _("chair sessions of the Working Group"),
    "session.attend": _("attend sessions as a member of a delegation"),
    "security.work": _("record security incidents and liaison"),
}
"""What a role may carry besides verbs; none of them is a way to case data."""

VERB_LABELS = {
    "read": _("read"),
    "work": _("work"),
    "clear": _("clear"),
    "identify": _("open identities"),
    "share": _("share"),
    "export": _("export"),
    "own": _("own"),
}
