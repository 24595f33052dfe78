"""Addresses of imports."""

from django.urls import path

from habeas.core.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/<slug:importer>/", views.new, name="new"),
    path("<uuid:pk>/", views.overview, name="import"),
    path("<uuid:pk>/columns/", views.columns, name="columns"),
    path("<uuid:pk>/preview/", views.preview, name="preview"),
    path("<uuid:pk>/start/", views.start, name="start"),
    path("<uuid:pk>/resume/", views.resume, name="resume"),
    path("<uuid:pk>/close/", views.close, name="close"),
    path("<uuid:pk>/progress/", views.progress, name="progress"),
    path("<uuid:pk>/set-aside/", views.quarantine, name="quarantine"),
    path("<uuid:pk>/retry/", views.retry, name="retry"),
    path("<uuid:pk>/errors/", views.errors, name="errors"),
    path("rows/<uuid:pk>/", views.row, name="row"),
    path("rows/<uuid:pk>/leave-out/", views.drop, name="drop"),
]
