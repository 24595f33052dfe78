"""What the audit trail calls the actions of `demo`."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "demo.date": _("Demo: invented record dated"),
    "demo.institutions": _("Demo: invented institutions made"),
    "demo.passwords": _("Demo: passwords set"),
    "demo.sites": _("Demo: invented sites made"),
    "demo.year": _("Demo: invented work written"),
}
