"""The coordination app."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "habeas.coordination"
    label = "coordination"
    verbose_name = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.access.bases import register_basis
        from habeas.access.choices import ShareBasis
        from habeas.coordination import navigation, panels
        from habeas.coordination.sharing import check_decision, offer_decisions

        register_basis(ShareBasis.DECISION, check_decision, offer_decisions)
        navigation.register_entries()
        panels.register_panels()
