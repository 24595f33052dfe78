"""Every address of the register."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("access/", include("habeas.access.urls")),
    path("", include("habeas.core.urls")),
]
