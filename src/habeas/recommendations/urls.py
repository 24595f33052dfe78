"""Addresses of recommendations."""

from django.urls import path

from habeas.recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("", views.recommendations, name="recommendations"),
    path("<uuid:pk>/", views.recommendation, name="recommendation"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
    path("<uuid:pk>/addressees/add/", views.addressee, name="addressee"),
    path("<uuid:pk>/issue/", views.issue, name="issue"),
    path("<uuid:pk>/responses/add/", views.respond, name="respond"),
    path("<uuid:pk>/follow-ups/add/", views.follow_up, name="follow-up"),
    path("<uuid:pk>/grades/add/", views.grade, name="grade"),
    path("on/<uuid:pk>/", views.add, name="add"),
]
