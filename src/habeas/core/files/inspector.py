"""Looks into a hostile file, alone in a process of its own; imports nothing of habeas.

Called by `sandbox`: the file on standard input, the answer (one line of JSON, then bytes) on standard output.
It limits itself before it reads a byte: 1 GiB of memory, 10 s of processor, no file, no process, no socket; first by
the kernel (`lockdown`), then by the interpreter.
"""

import csv
import importlib
import io
import json
import os
import resource
import sys
import zipfile
from typing import Any

MEMORY = 1 << 30
SECONDS = 10
ANSWER = 32 << 20
TABLE = 256 << 20
PIXELS = 60_000_000
PREVIEW_EDGE = 1600
UNPACKED = 400 << 20
RATIO = 200
MEMBERS = 5000
ROWS = 1_000_000
CELLS = 20_000_000
PICTURES = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
OFFICE = {
    "xl/workbook.xml": "xlsx",
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "urllib.",
)


Look = tuple[dict[str, Any], bytes]
"""What is told of a file, and the bytes that go with it."""


class Refusal(Exception):
    """The file is refused; the text is a code that the parent translates."""


def close_the_doors(answer: int = ANSWER) -> None:
    """Limits of memory, time and size; they hold while the parsers are imported as well."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (answer, answer))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def watch(event: str, arguments: Any) -> None:
    """Refuse what no parser of a document has to do."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise PermissionError(event)


def look_at_image(body: bytes) -> Look:
    """Size and kind of a picture, and a small copy drawn anew: nothing of the original's metadata is in it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(io.BytesIO(body), formats=PICTURES) as picture:
        width, height = picture.size
        if width * height > PIXELS:
            raise Refusal("too_many_pixels")
        picture.draft("RGB", (PREVIEW_EDGE, PREVIEW_EDGE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE))
        return {"width": width, "height": height, "preview": "image/jpeg"}, _as_jpeg(upright)


def _as_jpeg(picture: Any) -> bytes:
    from PIL import Image

    flat = Image.new("RGB", picture.size, "white")
    rgba = picture.convert("RGBA")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=82)
    return out.getvalue()


def look_at_pdf(body: bytes, page: int = 0) -> Look:
    """The number of pages, and one page as a picture."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as problem:
        raise Refusal("locked_pdf" if "password" in str(problem).lower() else "damaged") from None
    pages = len(document)
    if not 0 <= page < pages:
        raise Refusal("no_such_page")
    sheet = document[page]
    longest = max(sheet.get_size()) or 1
    if longest > 20000:
        raise Refusal("too_many_pixels")
    picture = sheet.render(scale=PREVIEW_EDGE / longest, may_draw_forms=False).to_pil()
    return {"pages": pages, "page": page, "preview": "image/jpeg"}, _as_jpeg(picture)


def look_at_zip(body: bytes) -> Look:
    """Which office document an archive is; refuses bombs, locked archives and names that climb out."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except zipfile.BadZipFile:
        raise Refusal("damaged") from None
    members = archive.infolist()
    check_members(members)
    names = {member.filename for member in members}
    for name, kind in OFFICE.items():
        if name in names and "[Content_Types].xml" in names:
            if any(part.lower().endswith("vbaproject.bin") for part in names):
                raise Refusal("macros")
            return {"kind": kind}, b""
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        open_kind = OPEN_DOCUMENT.get(archive.read("mimetype").strip())
        if open_kind:
            return {"kind": open_kind}, b""
    raise Refusal("archive")


def check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS:
        raise Refusal("bomb")
    if any(member.flag_bits & 1 for member in members):
        raise Refusal("locked_archive")
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise Refusal("climbs")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unpacked > UNPACKED or (unpacked > 10 << 20 and unpacked / packed > RATIO):
        raise Refusal("bomb")


def look_at_table(body: bytes, kind: str, encoding: str = "", sheet: str = "") -> Look:
    """The rows of one sheet as JSON lists, one a line; the facts name the sheets and the merged cells.

    A row is cut after its last filled cell, so that an empty row is `[]`. A date is told as `1999-04-27`.
    """
    if kind == "csv":
        return look_at_text(body, encoding)
    if kind in ("xlsx", "ods"):
        check_members(zipfile.ZipFile(io.BytesIO(body)).infolist())
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except PasswordError:
        raise Refusal("locked_archive") from None
    if sheet and sheet not in book.sheet_names:
        raise Refusal("no_such_sheet")
    if not book.sheet_names:
        raise Refusal("no_table")
    found = book.get_sheet_by_name(sheet or book.sheet_names[0])
    facts = {"sheets": book.sheet_names, "sheet": found.name, "merged": found.merged_cell_ranges or []}
    if found.total_height > ROWS or found.total_height * found.total_width > CELLS:
        raise Refusal("too_many_rows")
    return as_lines(found.iter_rows(), facts)


as_json = json.JSONEncoder(ensure_ascii=False).encode


def as_lines(rows: Any, facts: dict[str, Any]) -> Look:
    lines: list[str] = []
    cells = 0
    for row in rows:
        values = trimmed(row)
        cells += len(values)
        if len(lines) >= ROWS or cells > CELLS:
            raise Refusal("too_many_rows")
        lines.append(as_json(values))
    return {**facts, "rows": len(lines)}, "\n".join(lines).encode("utf-8", "replace")


def trimmed(row: Any) -> list[Any]:
    """A row without its empty end, its values as JSON knows them."""
    values = [value if type(value) is str else plain(value) for value in row]
    while values and values[-1] in ("", None):
        values.pop()
    return values


def plain(value: Any) -> Any:
    """Text, whole and broken numbers, true and false; days and moments as ISO 8601 tells them."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, (str, int)) or value is None:
        return value
    told = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return told.removesuffix("T00:00:00")


def look_at_text(body: bytes, encoding: str) -> Look:
    """The rows of a table written as text, whatever stands between its columns."""
    text = body.decode(encoding or "utf-8-sig", "replace").removeprefix("\ufeff")
    mark = delimiter_of(text[:20_000].splitlines()[:60])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False)
    facts = {"sheets": [], "sheet": "", "merged": [], "delimiter": mark}
    try:
        return as_lines(rows, facts)
    except csv.Error:
        raise Refusal("damaged") from None


def delimiter_of(lines: list[str]) -> str:
    """The sign that cuts most of the first lines into the same number of columns."""

    def weight(mark: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count, default=0)
        return wide.count(usual) * (usual > 1), usual

    return max(",;\t|", key=weight)


def look_at_old_office(body: bytes) -> Look:
    """Whether an old Office file is a workbook without programs; its directory names what it holds."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in body

    if holds("_VBA_PROJECT") or holds("Macros"):
        raise Refusal("macros")
    if not (holds("Workbook\0") or holds("Book\0")):
        raise Refusal("old_office")
    return {"kind": "xls"}, b""


def look_at_the_doors(_body: bytes) -> Look:
    """What the kernel granted of what was asked of it; `habeas check --deploy` reads it."""
    return dict(granted), b""


LOOKS: dict[str, Any] = {
    "image": look_at_image,
    "pdf": look_at_pdf,
    "zip": look_at_zip,
    "old_office": look_at_old_office,
    "table": look_at_table,
    "doors": look_at_the_doors,
}
granted: dict[str, int] = {}
"""What the kernel took away from this process, told by `doors`."""


def main(packages: str, what: str, *arguments: str) -> None:
    """Look at standard input; `packages` is where the parsers lie, so that nothing else is started with us."""
    sys.path.append(packages)
    close_the_doors(TABLE if what == "table" else ANSWER)
    given = [int(a) if what == "pdf" else a for a in arguments]
    lockdown = beside("lockdown")
    warm_up(what)
    granted.update(lockdown.lock((os.path.dirname(os.__file__), packages), files=3))
    sys.addaudithook(watch)
    body = sys.stdin.buffer.read()
    try:
        facts, rest = LOOKS[what](body, *given)
    except Refusal as refusal:
        facts, rest = {"refused": str(refusal)}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + rest)
    sys.stdout.buffer.flush()


def beside(name: str) -> Any:
    """A module that lies beside this one, of which nothing else is imported."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    try:
        return importlib.import_module(name)
    finally:
        del sys.path[0]


def warm_up(what: str) -> None:
    """Import the parsers, and what they import as they go, before the doors close: importing opens files."""
    if what == "image":
        import copy  # noqa: F401

        import PIL.Image
        import PIL.ImageColor
        import PIL.ImageOps
        import PIL.MpoImagePlugin
        import PIL.TiffImagePlugin
        import PIL.WebPImagePlugin  # noqa: F401

        PIL.Image.preinit()
        PIL.Image._initialized = 2  # the decoders of all other kinds are never loaded
    elif what == "pdf":
        import PIL.Image
        import PIL.ImageColor
        import pypdfium2  # noqa: F401

        PIL.Image.preinit()
    elif what == "zip":
        import encodings.cp437  # noqa: F401  # names in archives
    elif what == "table":
        import datetime  # noqa: F401
        import encodings.cp437
        import encodings.cp1250
        import encodings.cp1251
        import encodings.cp1254
        import encodings.utf_8_sig
        import encodings.utf_16  # noqa: F401

        import python_calamine  # noqa: F401


if __name__ == "__main__":
    main(*sys.argv[1:])
