"""Addresses of places."""

from django.urls import path

from habeas.places import views

app_name = "places"
urlpatterns = [
    path("municipalities/", views.municipalities, name="municipalities"),
    path("municipalities/<uuid:pk>/", views.municipality, name="municipality"),
    path("offices/", views.offices, name="offices"),
    path("offices/<uuid:pk>/", views.office, name="office"),
    path("settlements/", views.settlements, name="settlements"),
    path("settlements/add/", views.settlement_add, name="settlement-add"),
    path("settlements/<uuid:pk>/", views.settlement, name="settlement"),
    path("sites/", views.sites, name="sites"),
    path("sites/add/", views.site_add, name="site-add"),
    path("sites/<uuid:pk>/", views.site, name="site"),
    path("sites/<uuid:pk>/close/", views.site_close, name="site-close"),
    path("sites/<uuid:pk>/edit/", views.site_edit, name="site-edit"),
]
