"""Compiled catalogues: made from the text files whenever those are newer, safely from several processes.

Called by the settings, so nothing here may need a configured Django.
"""

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from .languages import CATALOGUE_LOCALES, LOCALE_DIRECTORY, catalogue_path


def ensure_compiled(directory: Path = LOCALE_DIRECTORY) -> list[str]:
    """Compiles what is out of date and returns those locales; where it may not write, says so and goes on."""
    done = []
    for locale in CATALOGUE_LOCALES:
        source = catalogue_path(locale, directory)
        if not is_stale(source):
            continue
        try:
            compile_catalogue(source, locale)
        except OSError as error:
            sys.stderr.write(_cannot_write(source, error))
        else:
            done.append(locale)
    return done


def is_stale(source: Path) -> bool:
    """Whether a text catalogue exists and its compiled form is absent or of another moment."""
    compiled = source.with_suffix(".mo")
    if not source.exists():
        return False
    return not compiled.exists() or compiled.stat().st_mtime_ns != source.stat().st_mtime_ns


def compile_catalogue(source: Path, locale: str) -> Path:
    """Writes the compiled form beside the text, whole or not at all, dated like the text it came from."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    moment = source.stat().st_mtime_ns
    buffer = BytesIO()
    write_mo(buffer, read_po(BytesIO(source.read_bytes()), locale=locale))
    compiled = source.with_suffix(".mo")
    handle, temporary = tempfile.mkstemp(dir=source.parent, prefix=".django.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(buffer.getvalue())
        os.chmod(temporary, 0o644)
        os.utime(temporary, ns=(moment, moment))
        os.replace(temporary, compiled)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return compiled


def _cannot_write(source: Path, error: OSError) -> str:
    return (
        f"habeas: the messages in {source} could not be compiled ({error.strerror or error}); pages of this "
        "language show the last compiled text or English. Run 'habeas messages compile' as the owner "
        "of that folder.\n"
    )
