"""age encryption of a stream: what is written goes into the encrypted file piece by piece, and back."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pyrage import DecryptError, decrypt_io, encrypt_io

from habeas.core.errors import HabeasError


class BackupError(HabeasError):
    """A backup cannot be written or read; the text says why and what to do."""


@contextmanager
def sealed_to(path: Path, recipients: Sequence[Any]) -> Iterator[BinaryIO]:
    """A stream to write into; when all went well, `path` holds it encrypted, else nothing is left."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("xb") as out:
            os.chmod(partial, 0o600)
            with _pumped_in(lambda reader: encrypt_io(reader, out, list(recipients))) as stream:
                yield stream
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _pumped_in(pump: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """A pipe whose reading end another thread pumps away; its error is raised here."""
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        with os.fdopen(reading, "rb") as reader:
            try:
                pump(reader)
            except BaseException as problem:
                failed.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        with os.fdopen(writing, "wb") as writer:
            yield writer
    finally:
        thread.join()
        if failed:
            raise failed[0]


@contextmanager
def opened_with(path: Path, identities: Sequence[Any]) -> Iterator[BinaryIO]:
    """The plain stream of an encrypted file; raises BackupError for another identity and for damage."""
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        with os.fdopen(writing, "wb") as writer, path.open("rb") as source:
            try:
                decrypt_io(source, writer, list(identities))
            except (DecryptError, OSError, ValueError) as problem:
                failed.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as reader:
            yield reader
            while reader.read(1 << 20):
                pass  # the last piece carries the proof that nothing was cut off
    except Exception as problem:
        thread.join()
        if failed:
            raise _explained(path, failed[0]) from problem
        raise
    thread.join()
    if failed:
        raise _explained(path, failed[0])


def _explained(path: Path, problem: BaseException) -> BackupError:
    said = str(problem)
    if "matching keys" in said.lower():
        return BackupError(
            f"{path} does not open with this identity.",
            remedy="Use the identity of a recipient it was made for.",
        )
    return BackupError(
        f"{path} is damaged, cut short, or no backup ({said}).",
        remedy="Take another copy of it, or another day's.",
    )
