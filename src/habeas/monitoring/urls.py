"""Addresses of monitoring."""

from django.urls import path

from habeas.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/add/", views.visit_add, name="visit-add"),
    path("visits/<uuid:pk>/", views.visit, name="visit"),
    path("visits/<uuid:pk>/carried-out/", views.visit_carry_out, name="visit-carry-out"),
    path("visits/<uuid:pk>/cancel/", views.visit_cancel, name="visit-cancel"),
    path("visits/<uuid:pk>/observations/add/", views.observation_add, name="observation-add"),
    path("visits/<uuid:pk>/findings/add/", views.finding_add, name="finding-add"),
    path("observations/<uuid:pk>/", views.observation_correct, name="observation-correct"),
    path("findings/", views.findings, name="findings"),
    path("findings/<uuid:pk>/", views.finding, name="finding"),
    path("findings/<uuid:pk>/edit/", views.finding_edit, name="finding-edit"),
    path("findings/<uuid:pk>/submit/", views.finding_submit, name="finding-submit"),
    path("findings/<uuid:pk>/review/", views.finding_review, name="finding-review"),
    path("findings/<uuid:pk>/versions/", views.finding_wordings, name="finding-wordings"),
]
