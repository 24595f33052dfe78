"""The recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "habeas.recommendations"
    label = "recommendations"
    verbose_name = "recommendations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.recommendations import importing, navigation, panels

        importing.register()
        navigation.register_entries()
        panels.register_panels()
