"""The monitoring app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "habeas.monitoring"
    label = "monitoring"
    verbose_name = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.monitoring import navigation, panels

        navigation.register_entries()
        panels.register_panels()
