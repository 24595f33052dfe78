"""Addresses of monitoring."""

from django.urls import path

from habeas.monitoring.views import findings, incidents, interviews, observations, protection, visits

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
    path("findings/add/", findings.finding_compose, name="finding-compose"),
    path("findings/<uuid:pk>/", findings.finding, name="finding"),
    path("findings/<uuid:pk>/edit/", findings.finding_edit, name="finding-edit"),
    path("findings/<uuid:pk>/submit/", findings.finding_submit, name="finding-submit"),
    path("findings/<uuid:pk>/review/", findings.finding_review, name="finding-review"),
    path("findings/<uuid:pk>/versions/", findings.finding_wordings, name="finding-wordings"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/add/", incidents.incident_add, name="incident-add"),
    path("incidents/<uuid:pk>/", incidents.incident, name="incident"),
    path("incidents/<uuid:pk>/edit/", incidents.incident_edit, name="incident-edit"),
    path("incidents/<uuid:pk>/persons/add/", incidents.incident_involve, name="incident-involve"),
    path("incidents/<uuid:pk>/acts/add/", incidents.incident_act, name="incident-act"),
    path("incidents/<uuid:pk>/sources/add/", incidents.incident_source, name="incident-source"),
    path("incidents/<uuid:pk>/assess/", incidents.incident_assess, name="incident-assess"),
    path("incidents/<uuid:pk>/same/", incidents.incident_duplicate, name="incident-duplicate"),
    path("incidents/<uuid:pk>/single/", incidents.incident_single, name="incident-single"),
    path("interviews/", interviews.interviews, name="interviews"),
    path("interviews/add/", interviews.interview_add, name="interview-add"),
    path("interviews/<uuid:pk>/", interviews.interview, name="interview"),
    path("interviews/<uuid:pk>/testimony/", interviews.interview_testimony, name="interview-testimony"),
    path("interviews/<uuid:pk>/identity/", interviews.interview_unmask, name="interview-unmask"),
    path("interviews/<uuid:pk>/quotes/add/", interviews.quote_add, name="quote-add"),
    path("quotes/<uuid:pk>/wording/", interviews.quote_wording, name="quote-wording"),
    path("protection/", protection.protection, name="protection"),
    path("protection/add/", protection.protection_add, name="protection-add"),
    path("protection/<uuid:pk>/", protection.protection_task, name="protection-task"),
    path("protection/<uuid:pk>/measures/add/", protection.protection_measure, name="protection-measure"),
    path("protection/<uuid:pk>/close/", protection.protection_close, name="protection-close"),
    path(
        "protection/measures/<uuid:pk>/done/",
        protection.protection_measure_done,
        name="protection-measure-done",
    ),
]
