"""Pages for what goes wrong before or outside an action; what somebody wrote is kept where that is safe."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a form's field
SECRETS = ("password", "passphrase", "credential")
"""What is never written back, by a part of the field's name."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read."""
    return _shown(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A right is missing."""
    return _shown(request, "403", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; shown even where the register itself cannot be read."""
    return _shown(request, "500", 500)


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an older sign-in, or one without its cookie: it may be sent again when it was our own page's."""
    return _shown(request, "csrf", 403, **kept(request))


@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    """The sign-in ended while somebody wrote: what they wrote waits on this page until they are back."""
    return _shown(request, "signed_out", 403, login_url=resolve_url("account_login"), **kept(request))


def kept(request: HttpRequest) -> dict[str, Any]:
    """What our own page's form had sent, to be sent again; nothing from elsewhere and no secrets."""
    told = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    if not told or not _from_here(request) or any(word in name for name, _ in told for word in SECRETS):
        return {}
    return {"kept": told, "had_files": bool(request.FILES), "address": request.get_full_path()}


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very server sent the form; no page can forge that."""
    whence = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(whence).netloc == request.get_host()
    except ValueError:  # no address at all
        return False


def _shown(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    template = f"core/errors/{name}.html"
    try:
        return render(request, template, context, status=status)
    except Exception:  # noqa: BLE001  the page about a fault must not need what may be at fault
        return HttpResponse(render_to_string(template, context), status=status)
