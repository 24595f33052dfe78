"""Addresses of files."""

from django.urls import path

from habeas.core.files import views

app_name = "files"
urlpatterns = [
    path("", views.files, name="files"),
    path("verify-all/", views.verify_all, name="verify-all"),
    path("<uuid:pk>/", views.file, name="file"),
    path("<uuid:pk>/original/", views.original, name="original"),
    path("<uuid:pk>/preview/", views.preview, name="preview"),
    path("<uuid:pk>/pages/<int:number>/", views.sheet, name="sheet"),
    path("<uuid:pk>/verify/", views.verify, name="verify"),
    path("to/<str:label>/<uuid:pk>/", views.attach, name="attach"),
]
