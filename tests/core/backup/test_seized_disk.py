"""A seized disk: canaries go into every protected field, file, draft and session, and are searched on what is left.

The whole of another installation is planted, as the matrix plants it: a new model is in it by itself. What lies on
disk is copied while the database is open, so that the write-ahead log is there as after a pulled plug.
"""

import base64
import io
import re
import tarfile
import zlib

import pytest
from pyrage import decrypt, x25519

from tests.installation import SETUP

CANARIES = 500
PREFIX = "Kanarinc7f3a"
PLANT = """
import io, os, shutil, sys
from pathlib import Path
from django.db import connection, transaction
from django.http import HttpRequest
from habeas.access import session_list
from habeas.access.sessions import SessionStore
from habeas.core.files import store
from habeas.core.files.actions import receive_file
from habeas.core.files.models import StoredFile
from habeas.core.personal import keep_draft
from habeas.core.vault.fields import EncryptedTextField
from tests.matrix import conftest as matrix, planting

class Garden(planting.Garden):
    sown = 0
    def canary(self):
        self.sown += 1
        return f"{prefix}-{{self.sown:05d}}"
    def token(self, model, name, key):
        if isinstance(model._meta.get_field(name), EncryptedTextField):
            return self.canary()
        return f"plain{{next(self.counter):05x}}"

matrix.Garden = Garden
with scope.running(Staging()):
    access.Compartment.objects.filter(code="north").update(code="before")
with transaction.atomic():
    world = matrix.MatrixWorld()
    garden = world.garden
    monitor = actor_for(world.users["monitor_north"])
    north = world.places["north"]
    for number in range(30):
        body = f"The letter says {{garden.canary()}}.".encode()
        receive_file(monitor, north, name=garden.canary() + ".txt", source=io.BytesIO(body), size=len(body))
        session = SessionStore(garden.canary())
        session["suspended"] = garden.canary()
        session.save(must_create=True)
        request = HttpRequest()
        request.session, request.user = session, world.users["monitor_north"]
        request.META["REMOTE_ADDR"] = "192.0.2.7"
        session_list.write_down(request)
        keep_draft(monitor, None, form=f"form-{{number}}", data={{"name": [garden.canary()]}}, title="a form")
    sealed = [m for m in planting.case_models() if any(isinstance(f, EncryptedTextField) for f in m._meta.fields)]
    with scope.running(Staging()):
        while garden.sown < {count}:
            before = garden.sown
            for model in sealed:
                if matrix._can_stand_twice(model) or model._meta.label_lower in ("people.personname", "people.contact"):
                    planting.plant(garden, model, north.pk, world.users)
            assert garden.sown > before, "nothing more can be planted"
        for location in filter(None, sum(StoredFile.objects.values_list("location", "preview_location"), ())):
            if not store.path_of(location).exists():  # planted as a row alone: what stands there in earnest is noise
                store.path_of(location).parent.mkdir(parents=True, exist_ok=True)
                store.path_of(location).write_bytes(os.urandom(64))
print(garden.sown, len(sealed))
"""
SPEAK_CLEARLY = """
from habeas.core.files.models import StoredFile
with scope.running(Staging()):
    StoredFile.objects.filter(pk=StoredFile.objects.first().pk).update(title="{prefix}-clear")
"""
SEIZE = """
import shutil
from pathlib import Path
data = Path({folder!r})
shutil.rmtree(data / "seized", ignore_errors=True)
for path in data.rglob("*"):
    if path.is_file() and "keys" not in path.parts and "seized" not in path.parts:
        to = data / "seized" / path.relative_to(data)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
"""


def traces(prefix):
    """Each way in which the prefix could lie on a disk, as one pattern; names say which."""
    plain = prefix.encode()
    inside = [base64.b64encode(b"\0" * n + plain)[4 * (n > 0) : -4] for n in range(3)]
    ways = {
        "utf8": plain,
        "utf16": prefix.encode("utf-16-le")[:-1],
        "base64_0": inside[0], "base64_1": inside[1], "base64_2": inside[2],
        "hex": plain.hex().encode(),
        "hex_capitals": plain.hex().upper().encode(),
        "backwards": plain[::-1],
    }  # fmt: skip
    return re.compile(
        b"|".join(b"(?P<%s>%s)" % (name.encode(), re.escape(way)) for name, way in ways.items())
    )


TRACES = traces(PREFIX)


def found_in(name, body):
    """Where a canary was found: (file, encoding), compressed streams unpacked too."""
    places = [(name, match.lastgroup) for match in TRACES.finditer(body)]
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
        try:
            inner = zlib.decompressobj().decompress(body[start:], 1 << 22)
        except zlib.error:
            continue
        places += [(f"{name}, compressed", match.lastgroup) for match in TRACES.finditer(inner)]
    return places


def run(habeas, tmp_path, script, count=CANARIES):
    """A script in the installation, ending with a copy of its disk while the database is still open."""
    told = {"prefix": PREFIX, "count": count, "folder": str(habeas.folder)}
    body = SETUP + (script + SEIZE).format(**told)
    done = habeas.run("-c", body, HABEAS_LOG_LEVEL="DEBUG", TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr[-3000:]
    return done


def seized(habeas, custodians, tmp_path, done, name):
    """Back up, and give everything that lies on disk: files, logs, and what the backup unpacks to."""
    backup = tmp_path / name
    backed = habeas.habeas("backup", backup, "--to", custodians[0][0], HABEAS_LOG_LEVEL="DEBUG")
    assert backed.returncode == 0, backed.stderr
    disk = {
        f"log of {n}": text.encode() for n, text in (("planting", done.stderr), ("backup", backed.stderr))
    }
    disk |= {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if is_disk(p)}
    return disk | unpacked(backup, custodians[0][1])


def found_on(disk):
    return [place for name, body in disk.items() for place in found_in(name, body)]


def is_disk(path):
    """Everything but the key file and the custodians' own."""
    return path.is_file() and "keys" not in path.parts and path.suffix != ".txt"


def unpacked(backup, identity_file):
    """The members of a backup: even whoever holds an identity, but not the key file, reads nothing."""
    identity = x25519.Identity.from_str(identity_file.read_text().splitlines()[-1])
    with tarfile.open(fileobj=io.BytesIO(decrypt(backup.read_bytes(), [identity]))) as archive:
        members = {f"backup, {m.name}": archive.extractfile(m).read() for m in archive}
    keys = decrypt((backup.parent / "record-keys.age").read_bytes(), [identity])
    return {**members, "backup, record keys": keys}


@pytest.mark.slow
@pytest.mark.figures
def test_five_hundred_canaries_are_nowhere_on_a_seized_disk(habeas, custodians, tmp_path, figure):
    done = run(habeas, tmp_path, PLANT)
    sown, models = map(int, done.stdout.split()[-2:])
    disk = seized(habeas, custodians, tmp_path, done, "first.age")
    places, size = found_on(disk), sum(map(len, disk.values())) / 1e6
    told = (
        f"{sown} canaries in {models} models, {len(disk)} files, {size:.0f} MB searched, {len(places)} found"
    )
    figure("seized disk", told)
    assert sown >= CANARIES
    assert {"data/seized/habeas.sqlite3", "data/seized/habeas.sqlite3-wal"} <= set(disk)
    assert places == []
    done = run(habeas, tmp_path, SPEAK_CLEARLY)
    clear = found_on(seized(habeas, custodians, tmp_path, done, "second.age"))
    assert "backup, database.sqlite3" in {name for name, _way in clear}
    assert {way for _name, way in clear} == {"utf8"}


@pytest.mark.parametrize(
    "disguise", [way for way in TRACES.groupindex if way != "utf16"] + ["utf16le", "utf16be"]
)
def test_the_search_knows_every_disguise(disguise):
    inside = f"xyz{PREFIX}-00042xyz"
    way = disguise.removesuffix("le").removesuffix("be") if disguise.startswith("utf16") else disguise
    worn = {
        "utf8": inside.encode(),
        "utf16le": inside.encode("utf-16-le"),
        "utf16be": inside.encode("utf-16-be"),
        "base64_0": base64.b64encode(inside.encode()),
        "base64_1": base64.b64encode(inside[2:].encode()),
        "base64_2": base64.b64encode(inside[1:].encode()),
        "hex": inside.encode().hex().encode(),
        "hex_capitals": inside.encode().hex().upper().encode(),
        "backwards": inside.encode()[::-1],
    }[disguise]
    assert {found for _name, found in found_in("x", b"noise" + worn + b"noise")} == {way}
    assert found_in("x", b"noise" + zlib.compress(worn)) == [("x, compressed", way)]
