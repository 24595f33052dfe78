"""Addresses under which the sample pages are opened in a browser."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from habeas.core import styleguide


def _page(template, context):
    return lambda request: render(request, template, {**styleguide.sample_page(), **context()})


def _list(mode):
    return lambda: {"title": "Findings", "table": styleguide.sample_table(mode)}


def _form():
    return {
        "title": "Record a finding",
        "form": styleguide.sample_form(),
        "conflict": styleguide.sample_conflict(),
        "autosave_url": "/draft/",
        "sections": [
            {"id": "where", "title": "Where and when", "fields": ["place", "team", "seen_on"]},
            {"id": "what", "title": "What", "fields": ["observation", "analysis", "proof", "grounds"]},
            {"id": "more", "title": "Consent and files", "fields": ["consent", "attachment"]},
        ],
    }


def draft(request):
    """Keeps a draft, unless its text asks to be refused."""
    if "refuse" in request.POST["observation"]:
        return JsonResponse({"error": "the visit is closed"}, status=409)
    return HttpResponse(status=204)


PAGES = {
    "styleguide": ("core/styleguide.html", styleguide.samples),
    "home": ("core/home.html", styleguide.sample_home),
    "list": ("core/list.html", _list("table")),
    "list-map": ("core/list.html", _list("map")),
    "detail": ("core/detail.html", styleguide.sample_detail),
    "form": ("core/form.html", _form),
    "message": ("core/errors/404.html", dict),
    "wall": ("core/wall.html", styleguide.sample_wall),
}
urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("draft/", draft),
    *[path(f"{name}/", _page(*what), name=name) for name, what in PAGES.items()],
]
