"""The places app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "habeas.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from habeas.core import navigation
        from habeas.core.navigation import Entry, anybody
        from habeas.places import loading  # noqa: F401  registers its loaders
        from habeas.places.fields import watch_places

        watch_places()

        entries = (
            (_("Municipalities"), "places:municipalities", 10, "map"),
            (_("Settlements"), "places:settlements", 12, "building"),
            (_("Sites"), "places:sites", 14, "building"),
            (_("Offices"), "places:offices", 16, "home"),
        )
        for label, url_name, order, icon in entries:
            navigation.register(Entry("reference", label, url_name, order, anybody, icon))
