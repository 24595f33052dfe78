"""The places app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "habeas.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from habeas.places import loading  # noqa: F401  registers its loaders
