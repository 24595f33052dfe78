"""Addresses that families use without signing in."""

from django.urls import path

from habeas.missing.views import families

app_name = "families"
urlpatterns = [
    path("", families.ask, name="ask"),
    path("answer/", families.answer, name="answer"),
]
