"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "habeas.access"
    label = "access"
    verbose_name = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.access import actions, loading, signals
        from habeas.access.actors import actor_by_key
        from habeas.core.jobs.kinds import register_actor_builder

        assert actions and loading and signals
        register_actor_builder(actor_by_key)
