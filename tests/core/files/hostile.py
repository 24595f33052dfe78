"""Small files, honest and hostile, made where they are needed."""

import io
import struct
import zipfile
import zlib

import openpyxl
from PIL import Image

GPS_LATITUDE = "42;39;45"


def photograph(width=64, height=48, name=b"Taken by Canary Cameraman"):
    """A JPEG with an artist, a place and a comment in its metadata."""
    picture = Image.new("RGB", (width, height), "navy")
    exif = Image.Exif()
    exif[0x013B] = name.decode()
    exif.get_ifd(0x8825)[2] = (42.0, 39.0, 45.0)
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"canary comment")
    return out.getvalue()


def pdf(pages=2):
    """A plain PDF."""
    sheets = [Image.new("RGB", (60, 80), "white") for _ in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def workbook(rows=(("name", "year"), ("Ђорђе", 1961))):
    """An XLSX with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, body in members.items():
            made.writestr(name, body)
    return out.getvalue()


def office(extra):
    """Something that says it is a workbook, with further members."""
    return archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", **extra})


def bomb():
    """120 MB of nothing in a workbook of some 120 kB."""
    return office({"xl/media/big.bin": bytes(120 << 20)})


def lying_bomb():
    """A workbook whose directory says 10 bytes where 40 MB unpack."""
    whole = bytearray(office({"xl/worksheets/sheet1.xml": bytes(40 << 20)}))
    sizes = struct.pack("<I", 40 << 20)
    return bytes(whole.replace(sizes, struct.pack("<I", 10)))


def hungry_workbook():
    """A valid little workbook that makes a careless reader allocate without end: one cell, far away."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
        '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    members = {n: source.read(n) for n in source.namelist()}
    members["xl/worksheets/sheet1.xml"] = sheet.encode()
    return archive(members)


def wide_picture(width=60_000, height=60_000):
    """A PNG of 3.6 thousand million pixels in a few hundred bytes."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><%s>alert(1)</%s></svg>' % (
    b"script",
    b"script",
)
HTML = b"<!doctype html><html><body><%s>alert(1)</%s></body></html>" % (b"script", b"script")
EICAR_LIKE_PROGRAM = b"MZ\x90\x00" + bytes(200)
