"""What every picture of the register carries: the stamp of invented work and the note on status."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from habeas.core.packs.mission import status_note
from habeas.core.pictures.picture import Marks


def marks(*notes: str) -> Marks:
    """The marks of a picture, with notes of its own before the note on status."""
    return Marks(stamp=_("Invented data") if settings.INVENTED else "", notes=(*notes, status_note()))


def counted_note() -> str:
    """On which day the figures of a picture were counted: today."""
    return _("Counted on %(day)s.") % {"day": date_format(timezone.localdate(), "SHORT_DATE_FORMAT")}
