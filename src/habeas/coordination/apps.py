"""The coordination app."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "habeas.coordination"
    label = "coordination"
    verbose_name = "coordination"
    default_auto_field = "django.db.models.BigAutoField"
