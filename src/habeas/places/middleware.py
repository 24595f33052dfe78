"""Place names follow the reader's account for the time of a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from habeas.places import names

Handler = Callable[[HttpRequest], HttpResponse]


def place_names_middleware(get_response: Handler) -> Handler:
    """Keep the order and the script of place names that this reader chose."""

    def handle(request: HttpRequest) -> HttpResponse:
        with names.using(names.preference_of(request.user)):
            return get_response(request)

    return handle
