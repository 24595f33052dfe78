"""What the audit trail calls the actions of `mandate`."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "mandate.change": _("Task of the mandate changed"),
    "mandate.delegate": _("Task delegated to a partner"),
    "mandate.source": _("Source of the mandate entered"),
}
