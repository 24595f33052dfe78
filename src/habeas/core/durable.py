"""Files that survive a power cut: their content is on disk before their name, and their name before we go on."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def settle(folder: Path) -> None:
    """Write the folder's entries to disk, so that a power cut finds the old file or the new one, never none."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(path: Path, content: str | bytes) -> None:
    """Give `path` another content: whoever reads it, even after a power cut, finds the old or the new, whole."""
    temporary = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    try:
        with temporary.open("wb") as handle:
            handle.write(content.encode() if isinstance(content, str) else content)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    settle(path.parent)
