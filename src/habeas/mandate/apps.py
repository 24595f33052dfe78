"""The mandate app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandateConfig(AppConfig):
    name = "habeas.mandate"
    label = "mandate"
    verbose_name = _("Mandate")

    def ready(self) -> None:
        from habeas.core import navigation
        from habeas.core.navigation import Entry, anybody
        from habeas.mandate import loading  # noqa: F401  registers its loaders

        entries = (
            (_("Mandate"), "mandate:register", 30, "book"),
            (_("Tasks"), "mandate:tasks", 32, "check"),
            (_("Sources"), "mandate:sources", 34, "file"),
            (_("Instruments"), "mandate:instruments", 36, "book"),
            (_("Published figures"), "mandate:figures", 38, "chart"),
            (_("Terms"), "terms:vocabularies", 60, "columns"),
        )
        for label, url_name, order, icon in entries:
            navigation.register(Entry("reference", label, url_name, order, anybody, icon))
