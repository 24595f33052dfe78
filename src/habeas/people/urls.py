"""Addresses of people."""

from django.urls import path

from habeas.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("search/", views.search, name="search"),
    path("<uuid:pk>/", views.person, name="person"),
    path("<uuid:pk>/identity/", views.identity, name="identity"),
    path("<uuid:pk>/identity/ask/", views.ask, name="identity-ask"),
    path("<uuid:pk>/names/add/", views.name_add, name="name-add"),
    path("<uuid:pk>/contacts/add/", views.contact_add, name="contact-add"),
    path("<uuid:pk>/situations/add/", views.situation_add, name="situation-add"),
    path("<uuid:pk>/standing/", views.standing, name="standing"),
    path("<uuid:pk>/relations/add/", views.relation_add, name="relation-add"),
    path("<uuid:pk>/consents/add/", views.consent_add, name="consent-add"),
    path("consents/<uuid:pk>/revoke/", views.consent_revoke, name="consent-revoke"),
]
