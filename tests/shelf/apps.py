"""An app of test models: a box with papers in it, for the spine alone."""

from django.apps import AppConfig


class ShelfConfig(AppConfig):
    name = "tests.shelf"
    label = "shelf"
