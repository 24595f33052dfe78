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


class ShareBasis(models.TextChoices):
    CONSENT = "consent", _("consent of the person")
    DECISION = "decision", _("recorded decision")
