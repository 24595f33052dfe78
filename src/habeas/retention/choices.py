"""Fixed vocabularies of retention."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AtEnd(models.TextChoices):
    """What the reviewer is expected to decide when the years are over."""

    ERASE = "erase", _("erased, unless something needs it longer")
    REVIEW = "review", _("reviewed one by one")
    ARCHIVE = "archive", _("kept for the archive")
