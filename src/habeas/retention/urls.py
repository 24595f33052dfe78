"""Addresses of retention."""

from django.urls import path

from habeas.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.due, name="due"),
    path("categories/", views.categories, name="categories"),
    path("holds/", views.holds, name="holds"),
    path("holds/<uuid:pk>/lift/", views.lift, name="lift"),
    path("erasures/", views.erasures, name="erasures"),
    path("of/<str:label>/<uuid:pk>/", views.record, name="record"),
    path("of/<str:label>/<uuid:pk>/keep/", views.keep, name="keep"),
    path("of/<str:label>/<uuid:pk>/hold/", views.hold, name="hold"),
    path("of/<str:label>/<uuid:pk>/ask/", views.ask, name="ask"),
    path("of/<str:label>/<uuid:pk>/erase/", views.erase, name="erase"),
]
