"""The reference to resolution 1244 (1999) that stands on every page that prints, every export and picture."""

from django.utils.translation import gettext_lazy as _

STATUS_FOOTNOTE = _(
    "All references to Kosovo are to be understood in full compliance with United Nations Security Council "
    "resolution 1244 (1999); place names and lines on maps imply no position on status."
)
