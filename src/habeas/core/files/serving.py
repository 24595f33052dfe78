"""Answers that carry bytes: always a download or a picture that we drew, never something a browser interprets."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from habeas.core.files.actions import Opened

Answer = TypeVar("Answer", bound=HttpResponseBase)
SANDBOX = "default-src 'none'; sandbox"
DOWNLOAD = "application/octet-stream"


def as_download(opened: Opened) -> StreamingHttpResponse:
    """The original as a download; the browser is told nothing of its kind, so that it guesses and runs nothing."""
    response = StreamingHttpResponse(opened.chunks, content_type=DOWNLOAD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.name, safe='')}"
    response["Content-Length"] = str(opened.size)
    return _closed(response)


def as_picture(opened: Opened) -> HttpResponse:
    """A preview that the sandbox drew anew."""
    response = HttpResponse(b"".join(opened.chunks), content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return _closed(response)


def _closed(response: Answer) -> Answer:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
