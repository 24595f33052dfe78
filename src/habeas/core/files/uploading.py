"""Stops an upload that is too large before it is read, and keeps larger ones in memory instead of on disk."""

from __future__ import annotations

import os
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from habeas.core.files.kinds import LARGEST

SLACK = 1 << 20
"""Room for the other fields of the form and the borders between them."""
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - a file system in memory: an upload in clear never reaches a disk


def upload_folder() -> str | None:
    """Where an upload waits until it is encrypted: in memory where the machine has such a folder."""
    return SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None


class SizeGuard(FileUploadHandler):
    """Refuses by the announced length first, then by what really comes."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._seen = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kw: Any
    ) -> None:  # noqa: N803
        if content_length > LARGEST + SLACK:
            raise _too_big()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._seen += len(raw_data)
        if self._seen > LARGEST + SLACK:
            raise _too_big()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def _too_big() -> RequestDataTooBig:
    return RequestDataTooBig("An upload has more than 50 MB.")
