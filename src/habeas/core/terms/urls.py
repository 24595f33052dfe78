"""Addresses of terms."""

from django.urls import path

from habeas.core.terms import views

app_name = "terms"
urlpatterns = [
    path("", views.vocabularies, name="vocabularies"),
    path("all/", views.terms, name="terms"),
    path("<uuid:pk>/", views.vocabulary, name="vocabulary"),
]
