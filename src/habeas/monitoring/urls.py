"""Addresses of monitoring."""

from django.urls import path

from habeas.monitoring.views import findings, observations, visits

app_name = "monitoring"
urlpatterns = [
    path("visits/", visits.visits, name="visits"),
    path("visits/add/", visits.visit_add, name="visit-add"),
    path("visits/<uuid:pk>/", visits.visit, name="visit"),
    path("visits/<uuid:pk>/carried-out/", visits.visit_carry_out, name="visit-carry-out"),
    path("visits/<uuid:pk>/cancel/", visits.visit_cancel, name="visit-cancel"),
    path("visits/<uuid:pk>/observations/add/", observations.observation_add, name="observation-add"),
    path("visits/<uuid:pk>/findings/add/", findings.finding_add, name="finding-add"),
    path("observations/<uuid:pk>/", observations.observation_correct, name="observation-correct"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<uuid:pk>/", findings.finding, name="finding"),
    path("findings/<uuid:pk>/edit/", findings.finding_edit, name="finding-edit"),
    path("findings/<uuid:pk>/submit/", findings.finding_submit, name="finding-submit"),
    path("findings/<uuid:pk>/review/", findings.finding_review, name="finding-review"),
    path("findings/<uuid:pk>/versions/", findings.finding_wordings, name="finding-wordings"),
]
