"""The analysis app."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "habeas.analysis"
    label = "analysis"
    verbose_name = "analysis"

    def ready(self) -> None:
        from habeas.analysis import crisis_page, navigation

        navigation.register_entries()
        crisis_page.register_panels()
