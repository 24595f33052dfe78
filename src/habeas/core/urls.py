"""Addresses of the core."""

from django.urls import path

from habeas.core import views
from habeas.core.home import home

app_name = "core"
urlpatterns = [
    path("", home, name="home"),
    path("search/", views.search_page, name="search"),
    path("views/<slug:table>/save/", views.view_save, name="view-save"),
    path("drafts/", views.drafts_page, name="drafts"),
    path("drafts/<uuid:pk>/drop/", views.draft_drop, name="draft-drop"),
]
