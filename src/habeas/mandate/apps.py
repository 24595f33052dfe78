"""The mandate app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandateConfig(AppConfig):
    name = "habeas.mandate"
    label = "mandate"
    verbose_name = _("Mandate")

    def ready(self) -> None:
        from habeas.mandate import loading  # noqa: F401  registers its loaders
