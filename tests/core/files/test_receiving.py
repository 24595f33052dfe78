"""Files are what their content says; hostile ones are refused with a reason, and nothing of them is kept."""

import io
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from habeas.core.errors import Invalid
from habeas.core.files import kinds, lockdown, sandbox
from habeas.core.files.kinds import is_bare_name, sniff
from habeas.core.files.models import StoredFile
from tests.core.files import hostile

OLD_LIST = Path(__file__).parents[1] / "imports/cases/old_list.xls"
HONEST = {
    "photograph": (hostile.photograph, "image/jpeg"),
    "pdf": (hostile.pdf, "application/pdf"),
    "workbook": (hostile.workbook, f"{kinds.OOXML}.spreadsheetml.sheet"),
    "text": (lambda: "Посета у Гораждевцу\n".encode(), "text/plain"),
    "csv": (lambda: b"code;year;place\n1;1999;x\n", "text/csv"),
    "regional csv": (lambda: "Ime;Prezime;Grad\nĐorđe;Šarić;Žegra\n".encode("cp1250"), "text/csv"),
    "csv in UTF-16": (lambda: "Име\tПрезиме\tГрад\nЂорђе\tШарић\tЖегра\n".encode("utf-16"), "text/csv"),
    "old workbook": (OLD_LIST.read_bytes, "application/vnd.ms-excel"),
    "drawing": (lambda: hostile.SVG, "image/svg+xml"),
    "web page": (lambda: hostile.HTML, "text/html"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_the_kind_is_what_the_content_says_whatever_the_name(receive, kind):
    make, media_type = HONEST[kind]
    assert receive(make(), name="invoice.exe").media_type == media_type


HOSTILE = {
    "zip bomb": (hostile.bomb, "absurd size"),
    "archive": (lambda: hostile.archive({"a.txt": "a"}), "Archives are not received"),
    "climbing member": (lambda: hostile.office({"../../etc/cron.d/x": "x"}), "lead outside"),
    "absolute member": (lambda: hostile.office({"/etc/passwd": "x"}), "lead outside"),
    "windows member": (lambda: hostile.office({"C:\\x\\y": "x"}), "lead outside"),
    "macros": (lambda: hostile.office({"xl/vbaProject.bin": "x"}), "macros"),
    "many members": (lambda: hostile.office({f"xl/{n}": "" for n in range(5001)}), "absurd size"),
    "picture and archive": (lambda: hostile.photograph() + hostile.archive({"a": "b"}), "two kinds"),
    "pdf and archive": (lambda: hostile.pdf() + hostile.archive({"a": "b"}), "two kinds"),
    "web page and archive": (lambda: hostile.HTML + hostile.archive({"a": "b"}), "two kinds"),
    "vast picture": (hostile.wide_picture, "too large|could not be read"),
    "program": (lambda: hostile.EICAR_LIKE_PROGRAM, "Programs are not received"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "Programs are not received"),
    "old office": (lambda: kinds.OLD_OFFICE + bytes(600), "Old Office"),
    "noise": (lambda: bytes(range(1, 256)) * 10, "not known"),
    "text that turns into noise": (lambda: b"plain words\n" * 500 + bytes(300), "not known"),
    "empty": (lambda: b"", "empty"),
    "cut picture": (lambda: hostile.photograph()[:200], "could not be read"),
    "cut pdf": (lambda: b"%PDF-1.7\n%garbage", "damaged|could not be read"),
    "old workbook with macros": (
        lambda: OLD_LIST.read_bytes() + "_VBA_PROJECT".encode("utf-16-le"),
        "macros",
    ),
    "regional text that is no table": (lambda: "Посета\n".encode("cp1251"), "not known"),
    "regional prose": (lambda: "Посета селу, јуче.\nНема људи.\nКрај\n".encode("cp1251"), "not known"),
    "cut archive": (lambda: hostile.workbook()[:300], "damaged"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_and_leave_nothing(receive, monitor, file_store, kind):
    make, says = HOSTILE[kind]
    body = make()
    with pytest.raises(Invalid, match=says) as refusal:
        receive(body)
    assert (refusal.value.field, bool(str(refusal.value.remedy))) == ("file", True)
    assert StoredFile.objects.visible_to(monitor).count() == 0
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at(world, monitor):
    from habeas.core.files import actions

    def never(*_args):
        raise AssertionError("the file was read")

    source = io.BytesIO(b"%PDF-")
    source.read = never
    with pytest.raises(Invalid, match="at most 50 MB"):
        actions.receive_file(monitor, world.north, name="x.pdf", source=source, size=kinds.LARGEST + 1)


def test_a_size_that_lies_does_not_help(world, monitor):
    from habeas.core.files import actions

    source = io.BytesIO(b"%PDF-" + bytes(kinds.LARGEST))
    with pytest.raises(Invalid, match="at most 50 MB"):
        actions.receive_file(monitor, world.north, name="x.pdf", source=source, size=5)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a/b.pdf",
        "C:\\b.pdf",
        "a\x00.pdf",
        "..",
        "",
        "x" * 151,
        "fdp.\u202etxe",
        "a\nb.pdf",
        "a\u200b",
    ],
)
def test_a_name_that_leads_elsewhere_or_hides_its_end_is_refused(receive, name):
    assert not is_bare_name(name)
    with pytest.raises(Invalid, match="leads elsewhere"):
        receive(hostile.pdf(), name=name)


@pytest.mark.parametrize(
    "name", ["Deklaratë e dëshmitares.pdf", "Изјава сведока.pdf", ".hidden", "a b (1).pdf"]
)
def test_names_in_every_script_are_taken(name):
    assert is_bare_name(name)


def test_a_text_cut_inside_a_letter_is_still_a_text():
    text = "Ђ".encode() * 3000
    assert [sniff(text[:size], b"") for size in (4095, 4096)] == ["text", "text"]


def peak_of_children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def test_a_small_workbook_that_asks_for_everything_gets_a_gigabyte_and_ten_seconds_at_most(receive, monitor):
    from habeas.core.files import actions

    file = receive(hostile.hungry_workbook(), name="list.xlsx")
    started = time.monotonic()
    try:
        seen = actions.read_rows(monitor, file)
    except Invalid:
        seen = None
    assert time.monotonic() - started < 15
    assert peak_of_children() <= 1100
    assert seen is None or len(seen.body) < sandbox.inspector.ANSWER


def test_a_workbook_that_lies_about_its_sizes_does_not_grow(receive, monitor):
    from habeas.core.files import actions

    with pytest.raises(Invalid):
        actions.read_rows(monitor, receive(hostile.lying_bomb(), name="list.xlsx"))


ESCAPE = """
import sys; sys.path.insert(0, {folder!r})
import inspector, ctypes, os, signal, threading
inspector.close_the_doors()
lockdown = inspector.beside("lockdown")
if not {landlock}:
    lockdown.leave_the_files = lambda *_: 0
granted = lockdown.lock((os.path.dirname(os.__file__),), files=3)
c = ctypes.CDLL(None, use_errno=True)
key, new = {key!r}.encode(), {new!r}.encode()
def python(act):
    try:
        return act() is None
    except OSError:
        return True
attempts = {{
    "read the key": lambda: c.open(key, 0) < 0 and python(lambda: os.open(key, os.O_RDONLY)),
    "write the key": lambda: c.open(key, os.O_WRONLY) < 0,
    "make a file": lambda: c.open(new, os.O_WRONLY | os.O_CREAT, 0o600) < 0 and c.creat(new, 0o600) < 0,
    "make it with Python": lambda: python(lambda: os.open(new, os.O_WRONLY | os.O_CREAT)),
    "rename and remove": lambda: c.rename(key, new) < 0 and c.unlink(key) < 0 and c.chmod(key, 0o666) < 0,
    "socket": lambda: c.socket(2, 1, 0) < 0 and c.socket(1, 1, 0) < 0,
    "program": lambda: c.execve(b"/bin/true", None, None) < 0,
    "kill the server": lambda: c.kill(os.getppid(), 0) < 0 and c.ptrace(16, os.getppid(), 0, 0) < 0,
    "its limits": lambda: c.prlimit64(os.getppid(), 7, None, ctypes.create_string_buffer(16)) < 0,
    "fork": lambda: fork(c.fork) and fork(lambda: c.syscall({clone}, signal.SIGCHLD, 0, 0, 0, 0)),
}}
def fork(act):
    pid = act()
    if pid == 0:
        os._exit(0)
    return pid < 0
print([name for name, act in attempts.items() if not act()], granted)
"""


@pytest.mark.parametrize("landlock", [True, False])
def test_native_code_in_the_inspector_reaches_no_key_no_file_no_process_and_no_net(tmp_path, landlock):
    key = tmp_path / "habeas.key"
    key.write_text("the key of everything")
    key.chmod(0o400)
    folder, clone = str(Path(sandbox.inspector.__file__).parent), lockdown.CLONE[os.uname().machine]
    new = str(tmp_path / "new")
    body = ESCAPE.format(folder=folder, key=str(key), new=new, landlock=landlock, clone=clone)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", body], capture_output=True, text=True)
    assert done.stdout.startswith("[] "), (done.stdout, done.stderr)
    assert key.read_text() == "the key of everything"
    assert [path.name for path in tmp_path.iterdir()] == ["habeas.key"]


def test_python_in_the_inspector_is_watched_as_well(tmp_path):
    attempt = """
import sys; sys.path.insert(0, {folder!r})
import inspector, socket, subprocess, os
sys.addaudithook(inspector.watch)
refused = []
for name, act in {{
    "socket": lambda: socket.socket(),
    "program": lambda: subprocess.run(["/bin/true"]),
    "shell": lambda: os.system("true"),
    "fork": lambda: os.fork(),
    "file": lambda: open({out!r}, "w"),
    "file by number": lambda: os.open({out!r}, os.O_WRONLY | os.O_CREAT),
}}.items():
    try:
        act()
    except PermissionError:
        refused.append(name)
print(refused)
"""
    folder = str(Path(sandbox.inspector.__file__).parent)
    body = attempt.format(folder=folder, out=str(tmp_path / "x"))
    done = subprocess.run([sys.executable, "-I", "-c", body], capture_output=True, text=True)
    assert done.stdout.strip() == "['socket', 'program', 'shell', 'fork', 'file', 'file by number']", (
        done.stderr
    )


def test_the_preview_of_a_photograph_holds_nothing_of_its_metadata(receive, monitor):
    from habeas.core.files import actions

    body = hostile.photograph()
    assert b"Canary Cameraman" in body
    file = receive(body, name="photo.jpg")
    preview = b"".join(actions.open_preview(monitor, file).chunks)
    assert dict(Image.open(io.BytesIO(preview)).getexif()) == {}
    assert not [word for word in (b"Canary", b"canary", b"Exif") if word in preview]
    assert b"".join(actions.open_file(monitor, file).chunks) == body


def test_mutated_files_never_bring_the_parent_down(receive):
    """Twelve mutations of a photograph and a PDF: each is received or refused, nothing else happens."""
    import random

    dice, outcomes = random.Random(7), {"received": 0, "refused": 0}
    for number in range(12):
        body = bytearray((hostile.photograph if number % 2 else hostile.pdf)())
        for _ in range(dice.randrange(1, 20)):
            body[dice.randrange(4, len(body))] = dice.randrange(256)
        try:
            receive(bytes(body))
            outcomes["received"] += 1
        except Invalid:
            outcomes["refused"] += 1
    assert sum(outcomes.values()) == 12
