"""The inspector as a plain user, whose limit of processes counts threads too, and on a kernel without Landlock."""

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from PIL import Image

from habeas.core.files import inspector, sandbox
from tests.core.files import hostile

NOBODY = "65534"
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
MAY_READ = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
"""So that the interpreter is found where its own folder is root's; lost with the namespace, before a file is read."""
LOOK = """
import sys; sys.path.insert(0, {folder!r})
import inspector
if not {landlock}:
    lockdown = inspector.beside("lockdown")
    lockdown.leave_the_files = lambda *_: 0
    sys.modules["lockdown"] = lockdown
inspector.main(*{told!r})
"""
THREAD = """
import _thread, os, sys; sys.path.insert(0, {folder!r})
import inspector
inspector.close_the_doors()
inspector.beside("lockdown").lock((os.path.dirname(os.__file__),), files=3)
try:
    _thread.start_new_thread(lambda: None, ())
except RuntimeError:
    print("no thread")
"""


def picture(kind, **how):
    out = io.BytesIO()
    first, second = (Image.effect_noise((900, 700), 60).convert("RGB") for _ in range(2))
    more = {"save_all": True, "append_images": [second]} if how.pop("moving", False) else {}
    first.save(out, kind, **how, **more)
    return out.getvalue()


OLD_LIST = Path(__file__).parents[1] / "imports/cases/old_list.xls"
READ = {
    "photograph": ("image", hostile.photograph),
    "progressive": ("image", lambda: picture("JPEG", progressive=True)),
    "png": ("image", lambda: picture("PNG")),
    "gif": ("image", lambda: picture("GIF")),
    "moving gif": ("image", lambda: picture("GIF", moving=True)),
    "webp": ("image", lambda: picture("WEBP")),
    "lossless webp": ("image", lambda: picture("WEBP", lossless=True)),
    "moving webp": ("image", lambda: picture("WEBP", moving=True)),
    "tiff": ("image", lambda: picture("TIFF", compression="tiff_lzw")),
    "tiff of a camera": ("image", lambda: picture("TIFF", compression="jpeg")),
    "pdf": ("pdf", hostile.pdf),
    "drawn pdf": ("pdf", lambda: picture("PDF")),
    "office": ("zip", hostile.workbook),
    "workbook": ("table xlsx", hostile.workbook),
    "old workbook": ("table xls", OLD_LIST.read_bytes),
    "regional csv": ("table csv cp1250", lambda: "Ime;Grad\nĐorđe;Žegra\n".encode("cp1250")),
}


def as_plain_user(script):
    """Run a script with our rights when we are a plain user, and with those of nobody when we are root."""
    command = [sys.executable, "-I", "-S", "-c", script]
    if os.getuid():
        return command
    if not shutil.which("setpriv"):
        pytest.skip("root without setpriv becomes nobody else")
    return [*AS_NOBODY, *MAY_READ, *command]


def looked(what, body, *, landlock):
    folder = str(Path(inspector.__file__).parent)
    told = [sysconfig.get_path("platlib"), *what.split()]
    script = LOOK.format(folder=folder, landlock=landlock, told=told)
    command = as_plain_user(script) if landlock else [sys.executable, "-I", "-S", "-c", script]
    began = time.monotonic()
    done = subprocess.run(command, input=body, capture_output=True, timeout=30, cwd="/")
    assert done.returncode == 0, done.stderr.decode()[-600:]
    assert time.monotonic() - began < sandbox.SECONDS
    return json.loads(done.stdout.partition(b"\n")[0])


@pytest.mark.parametrize("landlock", [True, False], ids=["as a plain user", "without Landlock"])
@pytest.mark.parametrize("kind", READ)
def test_every_kind_is_read_without_a_thread_and_without_opening_a_file(kind, landlock):
    what, make = READ[kind]
    told = looked(what, make(), landlock=landlock)
    assert "refused" not in told
    assert {"image": "width", "pdf": "pages", "zip": "kind", "table": "rows"}[what.split()[0]] in told


def test_a_plain_user_gets_no_thread_in_there():
    """What the readers must do without: so the cases above are the proof that they do."""
    done = subprocess.run(
        as_plain_user(THREAD.format(folder=str(Path(inspector.__file__).parent))),
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "no thread", done.stderr
