"""The missing app."""

from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "habeas.missing"
    label = "missing"
    verbose_name = "missing persons"
    default_auto_field = "django.db.models.BigAutoField"
