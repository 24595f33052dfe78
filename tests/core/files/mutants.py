"""Honest files of every kind, and seeded mutations of them: of their bytes, and of what lies inside their archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from PIL import Image

from tests.core.files import hostile

OLD_LIST = Path(__file__).parents[1] / "imports/cases/old_list.xls"
ROWS = [("šifra", "ime", "godina"), *((str(n), f"Đorđe Šešelj {n}", str(1940 + n % 60)) for n in range(40))]
ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="A">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def ods() -> bytes:
    """An OpenDocument spreadsheet."""
    rows = "".join(f"<table:table-row>{''.join(map(CELL.format, row))}</table:table-row>" for row in ROWS)
    return hostile.archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": ODS.format(rows),
        }
    )


def table(encoding: str) -> bytes:
    """A table as text."""
    return "\r\n".join(";".join(row) for row in ROWS).encode(encoding)


def picture(form: str) -> bytes:
    """A picture with some content."""
    out = io.BytesIO()
    Image.effect_noise((96, 64), 60).convert("RGB").save(out, form)
    return out.getvalue()


HONEST: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: hostile.workbook(ROWS),
    "xls": OLD_LIST.read_bytes,
    "ods": ods,
    "csv, Windows-1250": lambda: table("cp1250"),
    "csv, UTF-16": lambda: table("utf-16"),
    "JPEG": hostile.photograph,
    "PNG": lambda: picture("PNG"),
    "GIF": lambda: picture("GIF"),
    "WebP": lambda: picture("WEBP"),
    "TIFF": lambda: picture("TIFF"),
    "PDF": hostile.pdf,
    "archive": lambda: hostile.archive(
        {"list.csv": "a;b;c\n1;2;3\n", "inner.zip": hostile.archive({"x": "y"})}
    ),
    "docx": lambda: hostile.archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
}
"""Each kind that reaches the sandbox, as an honest sender makes it."""


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` hostile files, the kinds in turn: (kind, bytes); the same seed gives the same files."""
    dice = Random(seed)
    bodies = {kind: make() for kind, make in HONEST.items()}
    for number in range(count):
        kind = list(bodies)[number % len(bodies)]
        yield kind, mutated(bodies[kind], dice)


def mutated(body: bytes, dice: Random) -> bytes:
    """One mutation of what is inside an archive, or one to four of the bytes."""
    if body[:2] == b"PK" and dice.random() < 0.5:
        return _inside(body, dice)
    for _ in range(dice.randrange(1, 5)):
        body = dice.choice(BYTES)(body, dice)
    return body


def _inside(body: bytes, dice: Random) -> bytes:
    """A member spoilt, doubled, renamed, or replaced by an attack on readers of XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    name = dice.choice([n for n in members if n != "mimetype"])
    content = members[name]
    how = dice.randrange(6)
    if how == 0:
        members[name] = dice.choice(BYTES)(content, dice)
    elif how == 1:
        start = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
        members[name] = (
            (LAUGHS.encode() + content[start:]).replace(b"<t>", b"<t>&m;", 1).replace(b":p>", b":p>&m;", 1)
        )
    elif how == 2:
        members[name] = OUTSIDE.encode() + content.replace(b"<t>", b"<t>&x;").replace(b":p>", b":p>&x;")
    elif how == 3:
        members[dice.choice(("../" + name, "/" + name, "C:\\" + name, "x" * 5000))] = content
    elif how == 4:
        members[name] = content.replace(b"1", str(dice.choice((2**31, 2**63, 10**30, -1))).encode())
    else:
        members[name] = b"<a>" * 200_000
    return hostile.archive(members)


def _flip(body: bytes, dice: Random) -> bytes:
    spoilt = bytearray(body)
    for _ in range(dice.randrange(1, 40)):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def _cut(body: bytes, dice: Random) -> bytes:
    return body[: dice.randrange(1, len(body))] if len(body) > 1 else body


def _leave_out(body: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(body))
    return body[:start] + body[start + dice.randrange(1, 400) :] or b"x"


def _repeat(body: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(body))
    piece = body[start : start + dice.randrange(1, 300)]
    return body[:start] + piece * dice.choice((2, 50, 2000)) + body[start:]


def _huge_number(body: bytes, dice: Random) -> bytes:
    start, size = dice.randrange(len(body)), dice.choice((1, 2, 4, 8))
    return body[:start] + dice.choice((b"\xff", b"\x7f", b"\x00")) * size + body[start + size :]


def _huge_word(body: bytes, dice: Random) -> bytes:
    places = [n for n, byte in enumerate(body) if 48 <= byte <= 57]
    if not places:
        return _flip(body, dice)
    at = dice.choice(places)
    return body[:at] + dice.choice((b"9" * 12, b"-1", b"4294967295", b"1e308", b"0")) + body[at + 1 :]


def _append(body: bytes, dice: Random) -> bytes:
    return body + dice.choice(
        (bytes(100), hostile.archive({"a": "b"}), b"%PDF-1.7", dice.randbytes(2000), body)
    )


BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, _cut, _leave_out, _repeat, _huge_number, _huge_word, _append,
)  # fmt: skip
