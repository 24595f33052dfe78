"""What the audit trail calls the actions of `places`."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "place.coverage": _("Coverage of a municipality recorded"),
    "place.coverage.end": _("Coverage of a municipality ended"),
    "place.office": _("Office entered"),
    "place.settlement": _("Settlement entered"),
    "place.site": _("Site entered"),
    "place.site.change": _("Site corrected"),
    "place.site.close": _("Site closed"),
}
