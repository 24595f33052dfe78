"""Addresses of analysis."""

from django.urls import path

from habeas.analysis import views

app_name = "analysis"
urlpatterns = [
    path("balance/", views.balance, name="balance"),
    path("coverage/", views.coverage, name="coverage"),
    path("crises/<uuid:pk>/situation/", views.situation, name="situation"),
    path("crises/<uuid:pk>/gather/", views.crisis_gather, name="crisis-gather"),
    path("digest/", views.digest, name="digest"),
    path("functions/", views.functions, name="functions"),
]
