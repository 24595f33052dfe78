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
    path("record/", views.record, name="record"),
    path("clusters/", views.clusters, name="clusters"),
    path("clusters/<uuid:pk>/", views.cluster, name="cluster"),
    path("<uuid:pk>/clearance/", views.clear, name="clear"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/recall/", views.recall, name="recall"),
    path("<uuid:pk>/measures/add/", views.measure, name="measure"),
    path("<uuid:pk>/consequences/add/", views.consequence_add, name="consequence-add"),
    path("<uuid:pk>/cluster/", views.cluster_put, name="cluster-put"),
    path("measures/<uuid:pk>/", views.measure_move, name="measure-move"),
    path("consequences/<uuid:pk>/effect/", views.effect, name="effect"),
    path("at/<uuid:pk>/", views.checks, name="checks"),
    path("on/<uuid:pk>/", views.add, name="add"),
    path("on/<uuid:pk>/close/", views.close, name="close"),
]
