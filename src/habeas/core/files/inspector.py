"""Looks into a hostile file, alone in a process of its own; imports nothing of habeas.

Called by `sandbox`: the file on standard input, the answer (one line of JSON, then bytes) on standard output.
It limits itself before it reads a byte: 1 GiB of memory, 10 s of processor, no file, no process, no socket.
"""

import io
import json
import resource
import sys
import zipfile
from typing import Any

MEMORY = 1 << 30
SECONDS = 10
ANSWER = 32 << 20
PIXELS = 60_000_000
PREVIEW_EDGE = 1600
UNPACKED = 400 << 20
RATIO = 200
MEMBERS = 5000
ROWS = 1_000_000
CELLS = 20_000_000
REFUSED = 3
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


def close_the_doors() -> None:
    """Limits of the kernel first, then of the interpreter: no socket, no program, no file for writing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER, ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    leave_the_network()


def leave_the_network() -> None:
    """A network namespace without any interface, where the kernel lets us have one."""
    import ctypes

    new_user, new_net = 0x10000000, 0x40000000
    try:
        ctypes.CDLL(None, use_errno=True).unshare(new_user | new_net)
    except (OSError, AttributeError):
        return


def watch(event: str, arguments: Any) -> None:
    """Refuse what no parser of a document has to do."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError(event)


def look_at_image(body: bytes) -> Look:
    """Size and kind of a picture, and a small copy drawn anew: nothing of the original's metadata is in it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(io.BytesIO(body)) as picture:
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


def look_at_xlsx(body: bytes, sheet: str = "") -> Look:
    """The rows of one sheet as JSON lines; the first line names the sheets."""
    check_members(zipfile.ZipFile(io.BytesIO(body)).infolist())
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
    names = book.sheetnames
    if sheet and sheet not in names:
        raise Refusal("no_such_sheet")
    found = book[sheet] if sheet else book.worksheets[0]
    found.reset_dimensions()
    lines, cells = [], 0
    for number, row in enumerate(found.iter_rows(values_only=True)):
        cells += len(row)
        if number >= ROWS or cells > CELLS:
            raise Refusal("too_many_rows")
        lines.append(json.dumps(trimmed(row), ensure_ascii=False, default=str))
    return {"sheets": names, "rows": len(lines)}, "\n".join(lines).encode()


def trimmed(row: Any) -> list[Any]:
    """A row without its empty end."""
    values = list(row)
    while values and values[-1] is None:
        values.pop()
    return values


LOOKS: dict[str, Any] = {"image": look_at_image, "pdf": look_at_pdf, "zip": look_at_zip, "xlsx": look_at_xlsx}


def main(what: str, *arguments: str) -> None:
    close_the_doors()
    given = [int(a) if what == "pdf" else a for a in arguments]
    warm_up(what)
    sys.addaudithook(watch)
    body = sys.stdin.buffer.read()
    try:
        facts, rest = LOOKS[what](body, *given)
    except Refusal as refusal:
        facts, rest = {"refused": str(refusal)}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + rest)
    sys.stdout.buffer.flush()


def warm_up(what: str) -> None:
    """Import the parsers before the doors are watched: importing opens files."""
    if what == "image":
        import PIL.Image
        import PIL.ImageOps

        PIL.Image.init()
    elif what == "pdf":
        import PIL.JpegImagePlugin
        import pypdfium2  # noqa: F401
    elif what == "xlsx":
        import openpyxl  # noqa: F401
    elif what == "zip":
        return


if __name__ == "__main__":
    main(*sys.argv[1:])
