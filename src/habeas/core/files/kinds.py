"""What a file is, decided by its content; its name and what the browser says count for nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

LARGEST = 50 * 1024 * 1024
HEAD = 4096
LONGEST_NAME = 150


@dataclass(frozen=True)
class Kind:
    """A kind of file that is received: how it is checked, and whether a preview can be made."""

    code: str
    media_type: str
    label: object
    suffix: str
    inspect: str = ""  # the inspector's word for it; empty when nothing is parsed
    inline: bool = False  # only previews that we made ourselves are ever shown inside a page


OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", _("PDF document"), ".pdf", "pdf"),
        Kind("jpeg", "image/jpeg", _("photograph (JPEG)"), ".jpg", "image"),
        Kind("png", "image/png", _("picture (PNG)"), ".png", "image"),
        Kind("gif", "image/gif", _("picture (GIF)"), ".gif", "image"),
        Kind("webp", "image/webp", _("picture (WebP)"), ".webp", "image"),
        Kind("tiff", "image/tiff", _("scan (TIFF)"), ".tif", "image"),
        Kind("xlsx", f"{OOXML}.spreadsheetml.sheet", _("spreadsheet"), ".xlsx", "zip"),
        Kind("xls", "application/vnd.ms-excel", _("spreadsheet"), ".xls", "old_office"),
        Kind("docx", f"{OOXML}.wordprocessingml.document", _("text document"), ".docx", "zip"),
        Kind("pptx", f"{OOXML}.presentationml.presentation", _("presentation"), ".pptx", "zip"),
        Kind("odt", f"{ODF}.text", _("text document"), ".odt", "zip"),
        Kind("ods", f"{ODF}.spreadsheet", _("spreadsheet"), ".ods", "zip"),
        Kind("mp4", "video/mp4", _("film or sound (MP4)"), ".mp4"),
        Kind("mp3", "audio/mpeg", _("sound (MP3)"), ".mp3"),
        Kind("ogg", "audio/ogg", _("sound (Ogg)"), ".ogg"),
        Kind("wav", "audio/wav", _("sound (WAV)"), ".wav"),
        Kind("svg", "image/svg+xml", _("drawing (SVG)"), ".svg"),
        Kind("html", "text/html", _("web page"), ".html"),
        Kind("csv", "text/csv", _("table (CSV)"), ".csv"),
        Kind("text", "text/plain", _("plain text"), ".txt"),
    )
}  # fmt: skip
"""Everything that is received. Programs, archives, old Office files (macros) and unknown kinds are refused."""

BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS.values()}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"PK\x03\x04", "zip"),
)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(head: bytes, tail: bytes) -> str:
    """The code of the kind that the content shows: a key of KINDS, or `zip`, `program`, `old_office`, `unknown`.

    `polyglot` when it is an archive at the same time; `zip` needs a look inside.
    """
    found = _by_magic(head)
    if found != "zip" and _ends_as_archive(tail):
        return "polyglot"
    return found


def _by_magic(head: bytes) -> str:
    if head.startswith(PROGRAMS):
        return "program"
    if head.startswith(OLD_OFFICE):
        return "old_office"
    for magic, code in _MAGIC:
        if head.startswith(magic):
            return code
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return "webp" if head[8:12] == b"WEBP" else "wav"
    return "mp4" if head[4:8] == b"ftyp" else _as_text(head)


TEXTS = ("svg", "html", "csv", "text")
TABLE_KINDS = ("csv", "text", "xlsx", "xls", "ods")
"""Kinds whose rows can be read."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
REGIONAL = "cp1250"
"""How texts of the region were written before UTF-8 (Windows, Central Europe); taken for tables only."""


def is_text(body: bytes) -> bool:
    """True when the whole is text without control characters: UTF-8, UTF-16 with its mark, or a regional table."""
    return encoding_of(body) is not None


def encoding_of(body: bytes) -> str | None:
    """The encoding in which the whole is text; None when it is none."""
    marked = next((name for mark, name in _MARKS if body.startswith(mark)), "")
    for name in (marked,) if marked else ("utf-8", REGIONAL):
        text = _read_as(name, body)
        if text is not None and (name != REGIONAL or _is_table(text) or _is_pair_table(text)):
            return name
    return None


def _as_text(head: bytes) -> str:
    text = _decoded(head)
    if text is None:
        return "unknown"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if "<svg" in start:
        return "svg"
    if start.startswith("<") or "<" + "script" in start or "<html" in start:
        return "html"
    return "csv" if _is_table(text) else "text"


def _is_table(text: str) -> bool:
    """True when one of the first lines has three columns or more."""
    lines = text.splitlines()[:20]
    return any(max(line.count(mark) for mark in ",;\t|") >= 2 for line in lines)


def _is_pair_table(text: str) -> bool:
    """True when nearly all of the first lines are cut in two by the same mark; the last may be half a line."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    whole = lines[:-1] if len(lines) > 2 else lines
    cut = max(sum(line.count(mark) == 1 for line in whole) for mark in ",;\t|")
    return cut > 1 and cut * 4 >= len(whole) * 3


def _decoded(head: bytes) -> str | None:
    """The text of a head; a letter cut at its end is forgiven."""
    for cut in range(4):
        whole = head[: len(head) - cut]
        encoding = encoding_of(whole)
        if encoding not in (None, REGIONAL):
            return _read_as(str(encoding), whole)
    return _read_as(REGIONAL, head) if encoding_of(head) == REGIONAL else None


_ODD = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
"""Control characters that no text has: all but tab, line feed, form feed and carriage return."""


def _read_as(encoding: str, body: bytes) -> str | None:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _ODD.search(text) else text


def _ends_as_archive(tail: bytes) -> bool:
    """True when a ZIP directory stands at the end: another program would open the file as an archive."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    return at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") <= len(tail)


_FORBIDDEN = re.compile(r"[/\\\x00-\x1f\x7f]")


def is_bare_name(name: str) -> bool:
    """False for a name that leads somewhere else, hides its end, or does not fit."""
    hides = any(unicodedata.category(letter) in ("Cf", "Cc", "Cs", "Co") for letter in name)
    dots = not name.strip(". ")
    return not (_FORBIDDEN.search(name) or hides or dots or len(name) > LONGEST_NAME)
