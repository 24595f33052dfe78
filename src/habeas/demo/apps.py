"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "habeas.demo"
    label = "demo"
    verbose_name = "demo"

    def ready(self) -> None:
        from habeas.demo.home import register_home

        register_home()
