"""The retention app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "habeas.retention"
    label = "retention"
    verbose_name = "retention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from habeas.core.files.models import StoredFile
        from habeas.retention import loading, navigation
        from habeas.retention.erasing import discard_file
        from habeas.retention.kinds import Kind
        from habeas.retention.panels import register_kind

        assert loading
        register_kind(Kind(StoredFile, "file", also=discard_file))
        navigation.register_entries()
