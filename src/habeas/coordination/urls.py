"""Addresses of coordination."""

from django.urls import path

from habeas.coordination import views
from habeas.coordination.views import activities, crises

app_name = "coordination"
urlpatterns = [
    path("activities/", activities.activities, name="activities"),
    path("activities/add/", activities.activity_add, name="activity-add"),
    path("activities/<uuid:pk>/", activities.activity, name="activity"),
    path("activities/<uuid:pk>/edit/", activities.activity_edit, name="activity-edit"),
    path("activities/<uuid:pk>/done/", activities.activity_done, name="activity-done"),
    path("activities/<uuid:pk>/cancel/", activities.activity_cancel, name="activity-cancel"),
    path("activities/<uuid:pk>/crises/", crises.activity_tag, name="activity-crises"),
    path("crises/", crises.crises, name="crises"),
    path("crises/add/", crises.crisis_add, name="crisis-add"),
    path("crises/<uuid:pk>/", crises.crisis, name="crisis"),
    path("crises/<uuid:pk>/edit/", crises.crisis_edit, name="crisis-edit"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/add/", views.body_add, name="body-add"),
    path("bodies/<uuid:pk>/", views.body, name="body"),
    path("bodies/<uuid:pk>/names/add/", views.name_add, name="name-add"),
    path("bodies/<uuid:pk>/rules/add/", views.rules_add, name="rules-add"),
    path("bodies/<uuid:pk>/parties/add/", views.party_add, name="party-add"),
    path("bodies/<uuid:pk>/sessions/add/", views.session_add, name="session-add"),
    path("parties/<uuid:pk>/contacts/", views.contacts, name="contacts"),
    path("parties/<uuid:pk>/contacts/add/", views.contact_add, name="contact-add"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<uuid:pk>/", views.session, name="session"),
    path("sessions/<uuid:pk>/agenda/add/", views.agenda_add, name="agenda-add"),
    path("sessions/<uuid:pk>/minutes/", views.minutes, name="minutes"),
    path("sessions/<uuid:pk>/agree/", views.agree, name="agree"),
    path("sessions/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("sessions/<uuid:pk>/decisions/add/", views.decision_add, name="decision-add"),
    path("sessions/<uuid:pk>/items/add/", views.item_add, name="item-add"),
    path("decisions/<uuid:pk>/revoke/", views.decision_revoke, name="decision-revoke"),
    path("items/<uuid:pk>/finish/", views.item_finish, name="item-finish"),
    path("requests/", views.requests, name="requests"),
    path("requests/add/", views.request_add, name="request-add"),
    path("requests/<uuid:pk>/", views.request_shown, name="request"),
    path("requests/<uuid:pk>/answer/", views.request_answer, name="request-answer"),
    path("requests/<uuid:pk>/withdraw/", views.request_withdraw, name="request-withdraw"),
    path("papers/", views.papers, name="papers"),
    path("papers/add/", views.paper_add, name="paper-add"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    path("papers/<uuid:pk>/edit/", views.paper_edit, name="paper-edit"),
    path("papers/<uuid:pk>/share/", views.paper_share, name="paper-share"),
]
