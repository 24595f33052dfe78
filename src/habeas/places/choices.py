"""Fixed vocabularies of places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoundaryLevel(models.TextChoices):
    OUTLINE = "outline", _("outline")
    DISTRICT = "district", _("district")
    REGIONAL_CENTRE = "regional_centre", _("area of a regional centre")
    MUNICIPALITY = "municipality", _("municipality")


class SiteKind(models.TextChoices):
    DETENTION = "detention", _("place of deprivation of liberty")
    COLLECTIVE = "collective", _("collective or temporary accommodation")
    SHELTER = "shelter", _("shelter for persons at risk")
    RETURN = "return", _("return site")
    SETTLEMENT = "settlement", _("settlement or quarter")
    MUNICIPAL = "municipal", _("municipal building")
    COURT = "court", _("court or prosecution office")
    POLICE = "police", _("police building without cells")
    SCHOOL = "school", _("school or kindergarten")
    HEALTH = "health", _("health facility")
    RELIGIOUS = "religious", _("religious or heritage site")
    CEMETERY = "cemetery", _("cemetery")
    MORTUARY = "mortuary", _("mortuary or forensic facility")
    CROSSING = "crossing", _("entry or crossing point")
    PUBLIC = "public", _("public space")
    OTHER = "other", _("other site")


class OfficeKind(models.TextChoices):
    HEADQUARTERS = "headquarters", _("headquarters")
    REGIONAL = "regional", _("regional office")
    FIELD = "field", _("field office")


class Precision(models.TextChoices):
    EXACT = "exact", _("exact")
    NEAR = "near", _("to about 100 m")
    SETTLEMENT = "settlement", _("centre of the settlement")
    MUNICIPALITY = "municipality", _("somewhere in the municipality")
