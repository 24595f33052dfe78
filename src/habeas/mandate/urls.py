"""Addresses of the mandate register."""

from django.urls import path

from habeas.mandate import views

app_name = "mandate"
urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("cycles/", views.cycles, name="cycles"),
    path("figures/", views.figures, name="figures"),
    path("figures/missing/", views.missing, name="missing"),
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/<uuid:pk>/", views.instrument, name="instrument"),
    path("overview/", views.register, name="register"),
    path("population/", views.population, name="population"),
    path("population/years/", views.displaced, name="displaced"),
    path("rules/", views.rules, name="rules"),
    path("sources/", views.sources, name="sources"),
    path("sources/add/", views.source_add, name="source-add"),
    path("sources/<uuid:pk>/", views.source, name="source"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<uuid:pk>/", views.task, name="task"),
    path("tasks/<uuid:pk>/change/", views.task_change, name="task-change"),
    path("tasks/<uuid:pk>/delegate/", views.task_delegate, name="task-delegate"),
]
