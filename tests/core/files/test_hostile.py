"""Hostile files: a sample of the mutations of `benchmarks/hostile_files.py`, and the classics one by one."""

import io
import zipfile

import pytest
from PIL import Image

from habeas.core.errors import Invalid
from habeas.core.files import actions
from habeas.core.files.receiving import check_upload
from habeas.core.files.sandbox import inspect
from tests.core.files import hostile, mutants
from tests.core.files.feeding import Fed

SAMPLE = 65


@pytest.mark.slow
@pytest.mark.figures
def test_a_sample_of_mutations_is_received_or_refused_and_nothing_else(figure):
    fed = Fed()
    for kind, body in mutants.mutants(SAMPLE, seed=3):
        fed.feed(kind, body)
    told = f"{len(fed.broken)} errors, at most {fed.megabytes:.0f} MiB and {max(fed.seconds):.1f} s each"
    figure("hostile files, mutated", f"{SAMPLE}: {told}")
    assert fed.broken == []
    assert {kind for kind, _outcome in fed.outcomes} == set(mutants.HONEST)
    assert (fed.megabytes <= 1024, max(fed.seconds) <= 15) == (True, True)


@pytest.mark.parametrize("kind", mutants.HONEST)
def test_before_it_is_mutated_each_kind_is_received_except_archives(kind):
    wanted = {"archive": "refused"}.get(kind, "received")
    assert Fed().feed(kind, mutants.HONEST[kind]()).split()[0] == wanted


def read(body, kind):
    """The rows of a table as the sandbox reads them."""
    return inspect("table", body, kind, "", "").body.decode()


def spoilt(body, name, change):
    """The archive with one member changed."""
    with zipfile.ZipFile(io.BytesIO(body)) as source:
        members = {one: source.read(one) for one in source.namelist()}
    members[name] = change(members[name].decode()).encode()
    return hostile.archive(members)


SHEET = "xl/worksheets/sheet1.xml"
TEXT = '<c r="A1" t="inlineStr"><is><t>{}</t></is></c>'


def sheet_with(prologue, text):
    """A workbook whose first cell holds `text` after a document type of its own."""
    inner = f"<sheetData><row r='1'>{TEXT.format(text)}</row></sheetData>"
    whole = f'{prologue}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inner}</worksheet>'
    return spoilt(hostile.workbook(), SHEET, lambda _old: whole)


def rows_or_refusal(body, kind):
    try:
        return read(body, kind)
    except Invalid as refusal:
        return str(refusal)


def test_a_thousand_million_laughs_are_not_laughed():
    said = rows_or_refusal(sheet_with(mutants.LAUGHS, "&m;"), "xlsx")
    assert "hahaha" not in said


def test_an_outside_entity_brings_no_file_in():
    for body, kind in (
        (sheet_with(mutants.OUTSIDE, "&x;"), "xlsx"),
        (
            spoilt(
                mutants.ods(), "content.xml", lambda old: mutants.OUTSIDE + old[21:].replace(":p>", ":p>&x;")
            ),
            "ods",
        ),
    ):
        assert "root:" not in rows_or_refusal(body, kind)


def test_an_archive_in_an_archive_in_an_archive_is_refused_unopened():
    body = b"x"
    for _ in range(20):
        body = hostile.archive({"inner.zip": body})
    with pytest.raises(Invalid, match="Archives are not received"):
        check_upload("a.zip", io.BytesIO(body), len(body))


def endless_pages():
    """A PDF whose page tree has itself as its child, and says that it has a thousand million pages."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 1000000000>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj",
    ]
    return assembled(parts)


def assembled(parts):
    """A PDF of these objects with a right table of references."""
    out, places = b"%PDF-1.7\n", []
    for part in parts:
        places.append(len(out))
        out += part + b"\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def calling_pdf():
    """A PDF that wants to start a program, fetch an address and run a script when it is opened."""
    actions_wanted = (
        b"<</S/Launch/F(/bin/sh)/Next<</S/URI/URI(http://127.0.0.1:9/x)/Next<</S/JavaScript/JS(app.alert(1))"
        b"/Next<</S/SubmitForm/F(http://127.0.0.1:9/y)>>>>>>>>"
    )
    return assembled(
        [
            b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction " + actions_wanted + b">>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/AA<</O "
            + actions_wanted
            + b">>>>endobj",
        ]
    )


def test_an_endless_tree_of_pages_ends():
    fed = Fed()
    assert fed.feed("PDF", endless_pages()) in {"received", "refused"}
    assert (fed.broken, fed.seconds[0] < 15) == ([], True)


def test_a_pdf_that_calls_outside_is_drawn_and_calls_nobody():
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        port = b"%d" % listening.getsockname()[1]
        body = calling_pdf().replace(b"127.0.0.1:9/", b"127.0.0.1:" + port + b"/")
        seen = inspect("pdf", body)
        with pytest.raises(TimeoutError):
            listening.accept()
    assert seen.facts["pages"] == 1
    picture = Image.open(io.BytesIO(seen.body))
    assert picture.format == "JPEG"


def test_the_place_of_a_photograph_is_in_the_original_and_in_no_copy(receive, monitor):
    body = hostile.photograph()
    file = receive(body, name="photo.jpg")
    original = b"".join(actions.open_file(monitor, file).chunks)
    copy = b"".join(actions.open_preview(monitor, file).chunks)
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)[2] == (42.0, 39.0, 45.0)
    assert dict(Image.open(io.BytesIO(copy)).getexif().get_ifd(0x8825)) == {}


@pytest.mark.parametrize("make", ["SVG", "HTML"])
def test_drawings_and_web_pages_are_downloads_only(receive, monitor, make):
    from habeas.core.files import serving

    file = receive(getattr(hostile, make), name="a.svg")
    answer = serving.as_download(actions.open_file(monitor, file))
    told = {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options")}
    assert told == {"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff"}
    assert answer["Content-Disposition"].startswith("attachment;")
    assert file.preview_location == ""


def test_a_fault_that_nobody_foresaw_would_be_told(monkeypatch):
    from tests.core.files import feeding

    def fall(_body):
        raise RuntimeError("a fault of the test")

    monkeypatch.setattr(feeding, "_received", fall)
    fed = Fed()
    assert (fed.feed("PDF", b"%PDF-"), len(fed.broken)) == ("broken", 1)
