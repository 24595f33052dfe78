"""Addresses of access."""

from django.urls import path

from habeas.access.views import account, audit, bodies, compartments, people, preferences, waiting

app_name = "access"
urlpatterns = [
    path("", account.account, name="account"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("organisations/", bodies.organisations, name="organisations"),
    path("organisations/<uuid:pk>/", bodies.organisation, name="organisation"),
    path("units/", bodies.units, name="units"),
    path("units/<uuid:pk>/", bodies.unit, name="unit"),
    path("roles/", bodies.roles, name="roles"),
    path("audit/", audit.trail, name="audit"),
    path("audit/<int:pk>/", audit.row, name="audit-row"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<uuid:pk>/appoint/", people.appoint, name="appoint"),
    path("people/<uuid:pk>/close/", people.deactivate, name="person-close"),
    path("people/<uuid:pk>/open/", people.reactivate, name="person-open"),
    path("people/<uuid:pk>/link/", people.invite, name="person-link"),
    path("people/<uuid:pk>/reset/", people.reset, name="person-reset"),
    path("appointments/<uuid:pk>/end/", people.appointment_end, name="appointment-end"),
    path("appointments/<uuid:pk>/answer/", waiting.appointment_answer, name="appointment-answer"),
    path("resets/<uuid:pk>/link/", people.reset_link, name="reset-link"),
    path("resets/<uuid:pk>/answer/", waiting.reset_answer, name="reset-answer"),
    path("compartments/", compartments.compartments, name="compartments"),
    path("compartments/new/", compartments.compartment_new, name="compartment-new"),
    path("compartments/<uuid:pk>/", compartments.compartment, name="compartment"),
    path("compartments/<uuid:pk>/grant/", compartments.grant_new, name="grant-new"),
    path("compartments/<uuid:pk>/close/", compartments.compartment_close, name="compartment-close"),
    path("grants/<uuid:pk>/end/", compartments.grant_end, name="grant-end"),
    path("shares/<uuid:pk>/end/", compartments.share_end, name="share-end"),
    path("emergencies/", waiting.emergencies, name="emergencies"),
    path("emergencies/new/", waiting.emergency_new, name="emergency-new"),
    path("emergencies/<uuid:pk>/close/", waiting.emergency_close, name="emergency-close"),
    path("approvals/", waiting.approvals_page, name="approvals"),
    path("approvals/<uuid:pk>/", waiting.approval_answer, name="approval"),
    path("approvals/<uuid:pk>/withdraw/", waiting.approval_withdraw, name="approval-withdraw"),
    path("confirmations/", waiting.confirmations, name="confirmations"),
    path("notices/", waiting.notices_page, name="notices"),
    path("notices/<uuid:pk>/seen/", waiting.notice_seen, name="notice-seen"),
]
