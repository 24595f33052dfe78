"""The missing app."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "habeas.missing"
    label = "missing"
    verbose_name = "missing persons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.missing import importing, navigation, panels, tasks  # noqa: F401  jobs are known once imported
        from habeas.missing.models import FamilyContact
        from habeas.retention.kinds import Kind
        from habeas.retention.panels import register_kind

        register_kind(Kind(FamilyContact, "relative"))
        importing.register()
        navigation.register_entries()
        panels.register_panels()
