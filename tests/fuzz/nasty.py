"""Values, headers and bodies that no honest browser sends."""

from __future__ import annotations

from io import BytesIO
from random import Random
from uuid import UUID

MEGABYTE = 1_000_000
VALUES = (
    "", " ", "-", "--", "0", "-1", "1", "007", "1.5", "1,5", "1e309", "9" * 25, "-" + "9" * 400, "NaN",
    "inf", "null", "None", "true", "[]", "{}", '["a",', '{"a": {"b": []}}', "\x00", "a\x00b", "\ud800",
    "a\udfffb", "\ufffe", "\u202egnp.exe", "\u200b", "İ", "ß", "ﬁ", "٣", "１", "1_000", "Ђорђе", "🦉" * 300,
    "x" * 3000, "\r\nSet-Cookie: a=b", "2024-13-45", "0000-00-00", "0001-01-01", "9999-12-31",
    "99999-01-01", "-0001-01-01", "~1961", "1999-06..1998", "1999-06-10..", "24:61", "2024-02-30T25:61",
    "2024-03-31 02:30", "not-a-uuid", "0" * 32, str(UUID(int=0)), str(UUID(int=2**128 - 1)),
    "{" + str(UUID(int=7)) + "}", "../../etc/passwd", "%00", "%s%n%d", "{{7*7}}", "{0.__class__}",
    "%(a)s", "${x}", "__class__", "pk", "-pk", "id__in", "compartment__name", "?", "-created_at",
    "created_at__date", "' OR 1=1 --", '">' + "<" + "img src=x>", "=cmd|' /C calc'!A0", "people.person",
    "core.auditrow", "auth.group", ".", "a.b.c", "north", "csv", "xlsx", "map", "wall", "sr", "sr-latn",
    "xx-klingon", "//example.org/", "http://[", "\\\\host\\x",
)  # fmt: skip
"""Wrong types, huge numbers, impossible dates, NUL, lone surrogates, wrong keys, injections, words of the program."""

PARAMETERS = (
    "q", "sort", "page", "columns", "view", "export", "next", "cursor", "language", "kind", "state", "since", "until",
    "compartment", "pk", "format", "wall", "step", "initial", "", "a[b]", "seen_version", "keep_", "\x00",
)  # fmt: skip
"""Parameters that some page reads, and some that none does; those of a page's own forms come on top."""

HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"HTTP_ACCEPT_LANGUAGE": "sr-Cyrl;q=nan, *;q=99999, \x00;q=, " + "a-" * 400},
    {"HTTP_ACCEPT_LANGUAGE": "xx"},
    {"HTTP_ACCEPT": "application/json;q=x, */*;q="},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "list-body", "HTTP_HX_CURRENT_URL": "http://["},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true", "HTTP_HX_CURRENT_URL": "%ff%00"},
    {"HTTP_X_REQUESTED_WITH": "autosave"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_REFERER": "http://["},
    {"HTTP_REFERER": "http://testserver/%00?" + "a" * 5000},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "testserver:99999"},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 0000", "HTTP_IF_NONE_MATCH": '"\x00"'},
    {"HTTP_RANGE": "bytes=-1,9-3"},
    {"HTTP_X_FORWARDED_FOR": "::::, 999.1.1.1"},
    {"HTTP_COOKIE": "django_language=\x00; csrftoken=x; messages=[1,2; sessionid=" + "z" * 4000},
    {"HTTP_COOKIE": "=;;;a"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
)  # fmt: skip

COOKIES = ("django_language", "messages", "habeas_theme", "place_names", "csrftoken", "sessionid")
METHODS = ("get", "get", "get", "post", "post", "post", "head", "put", "patch", "delete", "options")


def value(dice: Random, long: bool = True) -> str:
    """One nasty value; a megabyte now and then."""
    if long and dice.random() < 0.02:
        return "x" * MEGABYTE
    return dice.choice(VALUES)


def body(dice: Random) -> tuple[bytes, str]:
    """A body and the content type it claims; the two seldom agree."""
    kinds = (
        (b"[1, 2, {", "application/json"),
        (b'["a", null]', "application/json"),
        (b"{" * 5000, "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"a=%ff%00&a=&=&&a=b;c", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"a=b", "application/x-www-form-urlencoded; charset=no-such"),
        (b"a=b&" * 3000, "application/x-www-form-urlencoded"),
        (b"--x\r\nno header", "multipart/form-data"),
        (b"--x\r\nno header", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", "multipart/form-data; boundary=x"),
        (_part(b'name="file"; filename="../../x"'), "multipart/form-data; boundary=x"),
        (_part(b'name="file"; filename="a\x00b.pdf"', b"%PDF-1.7"), "multipart/form-data; boundary=x"),
        (_part(b'name="file"; filename=""'), "multipart/form-data; boundary=x"),
        (_part(b"name*=utf-7''%00; filename*=x"), "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=" + "b" * 300),
        (b"a=b", "text/plain; charset=*/*;;"),
        (b"<a/>", "application/xml"),
        (b"", ""),
    )  # fmt: skip
    return dice.choice(kinds)


def _part(disposition: bytes, content: bytes = b"hello") -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\n" + content + b"\r\n--x--\r\n"


class Sent(BytesIO):
    """A file as a form sends it, under a name that no browser would give."""

    def __init__(self, name: str, content: bytes, content_type: str) -> None:
        super().__init__(content)
        self.name, self.content_type = name, content_type


def file(dice: Random) -> Sent:
    """A file that is sent where a file belongs, or where none does."""
    contents = (b"", b"%PDF-1.7\n%", b"PK\x03\x04" + bytes(30), b"\xff\xd8\xff", b"a;b;c\n1;2;3\n", bytes(9))
    names = ("a.pdf", "..", "a" * 300, "a\u202efdp.exe", ".csv", "x.xlsx", 'a"; b="', "a\x00.pdf")
    kinds = ("", "text/html", "x", "image/svg+xml; a=\x00")
    return Sent(dice.choice(names), dice.choice(contents), dice.choice(kinds))
