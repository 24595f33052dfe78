"""The monitoring app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "habeas.monitoring"
    label = "monitoring"
    verbose_name = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.monitoring import navigation, panels
        from habeas.monitoring.models import Interview
        from habeas.retention.kinds import Kind
        from habeas.retention.panels import register_kind

        navigation.register_entries()
        panels.register_panels()
        register_kind(Kind(Interview, "testimony"))
