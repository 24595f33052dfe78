"""Two hundred officers at work on `habeas serve`: reading and writing, ten seconds of thought between two pages.

Each officer is a session prepared beforehand (signing in costs Argon2id on purpose and is no steady state), asks for
pages as a person would, reads the whole answer, and every tenth time records an observation through the form. The
client runs on the same machine: what it costs is told.

    PYTHONPATH=src python benchmarks/officers.py [OFFICERS] [SECONDS]
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import resource
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from register import load, people, register
from scene import Scene, build, copy_visits, observation_details

OFFICERS, SECONDS, THINK, VISITS, PORT = 200, 120, 10.0, 2_000, 8765
READ_AIM, WRITE_AIM = 0.5, 1.0
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Told:
    """What the officers saw."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main(officers: int, seconds: float) -> int:
    with register() as folder:
        scene = build(people())
        copy_visits(scene, VISITS)
        cookies = sessions(scene, officers)
        server = serve(folder)
        try:
            before, began = client_seconds(), server_seconds(server.pid)
            told = asyncio.run(work(cookies, paths(scene), seconds))
            spent, served = client_seconds() - before, server_seconds(server.pid) - began
        finally:
            server.terminate()
            server.wait(60)
        written = count_written(scene)
    return tell(told, officers, seconds, spent, served, written)


def tell(told: Told, officers: int, seconds: float, spent: float, served: float, written: int) -> int:
    """All processes of the server count, the job worker too; what it took to start does not."""
    read, write = percentile(told.reads), percentile(told.writes)
    print(f"{officers} officers, {THINK:g} s of thought, {seconds:g} s; {load()}")
    print(
        f"reads  {len(told.reads):>6}  p50 {percentile(told.reads, 0.5):.0f} ms  p95 {read:.0f} ms (aim 500)"
    )
    print(
        f"writes {len(told.writes):>6}  p50 {percentile(told.writes, 0.5):.0f} ms  p95 {write:.0f} ms (aim 1000)"
    )
    print(f"errors {len(told.errors)} {told.errors[:3]}; observations found afterwards {written}")
    answers = len(told.reads) + len(told.writes)
    print(f"{answers / seconds:.1f} answers a second; client {spent / seconds:.2f} cores")
    print(
        f"server {served:.0f} s of processor time after its start: {served / answers * 1000:.0f} ms an answer"
    )
    lost = len(told.writes) - written
    return 0 if not told.errors and not lost and read < READ_AIM * 1000 and write < WRITE_AIM * 1000 else 1


def percentile(seconds: list[float], share: float = 0.95) -> float:
    """In milliseconds."""
    return sorted(seconds)[int(share * len(seconds))] * 1000 if seconds else 0.0


def sessions(scene: Scene, officers: int) -> list[str]:
    """A signed-in session a head, all of the same team."""
    from django.db import connection
    from django.test import Client

    found = []
    for _ in range(officers):
        client = Client()
        client.force_login(scene.user)
        found.append(client.cookies["sessionid"].value)
    connection.close()
    return found


def paths(scene: Scene) -> list[str]:
    """What is read, in the proportion in which it is read; the last is where is written."""
    from django.urls import reverse

    visits, visit = reverse("monitoring:visits"), scene.visit.get_absolute_url()
    read = ["/", visits, visits, visit, visit, f"{visits}?q=word7", f"{visits}?state=carried_out"]
    read += [
        reverse("monitoring:findings"),
        f"{reverse('core:search')}?q=word7",
        reverse("places:municipalities"),
    ]
    return [*read, reverse("monitoring:observation-add", args=[scene.visit.pk])]


def serve(folder: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "HABEAS_DATA": str(folder), "PYTHONPATH": "src", "HABEAS_TEST": "0"}
    env["HABEAS_SECOND_FACTOR"] = "off"  # the officers sign in with a password alone
    command = [sys.executable, "-m", "habeas", "serve", "--bind", f"127.0.0.1:{PORT}", "--no-access-log"]
    log = (folder / "serve.log").open("wb")
    server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=Path(__file__).parent.parent)
    for _ in range(400):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/account/login/", timeout=5)
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.25)
    return server


async def work(cookies: list[str], ways: list[str], seconds: float) -> Told:
    told, until = Told(), time.monotonic() + seconds
    await asyncio.gather(
        *(officer(number, cookie, ways, until, told) for number, cookie in enumerate(cookies))
    )
    return told


async def officer(number: int, cookie: str, ways: list[str], until: float, told: Told) -> None:
    dice, turn = random.Random(number), 0  # noqa: S311 - no secret
    await asyncio.sleep(dice.uniform(0, THINK))
    while time.monotonic() < until:
        turn += 1
        if (turn + number) % 10 == 0:
            await write_down(cookie, ways[-1], number, told)
        else:
            await ask(cookie, dice.choice(ways[:-1]), told.reads, told)
        await asyncio.sleep(dice.uniform(0.5 * THINK, 1.5 * THINK))


async def write_down(cookie: str, path: str, number: int, told: Told) -> None:
    """Open the form (a read), then send it."""
    form = await ask(cookie, path, told.reads, told)
    token = TOKEN.search(form)
    if token is None:
        told.errors.append("no form")
        return
    fields = dict(re.findall(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    sent = {name.decode(): value.decode() for name, value in fields.items()}
    sent |= {
        "csrfmiddlewaretoken": token[1].decode(),
        "text": f"Seen by officer {number}.",
        **observation_details(),
    }
    await ask(cookie, path, told.writes, told, urlencode(sent).encode())


async def ask(cookie: str, path: str, spent: list[float], told: Told, body: bytes | None = None) -> bytes:
    """One request on a connection of its own; a redirect after writing counts as the acknowledgement."""
    began = time.perf_counter()
    try:
        status, answer = await exchange(cookie, path, body)
    except OSError as problem:
        told.errors.append(f"{path}: {problem!r}")
        return b""
    if status != (302 if body else 200):
        told.errors.append(f"{path}: {status}")
    else:
        spent.append(time.perf_counter() - began)
    return answer


async def exchange(cookie: str, path: str, body: bytes | None) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    token = "t" * 32
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    found = cookie
    lines.append(f"Cookie: sessionid={found}; csrftoken={token}")
    if body:
        body = re.sub(rb"csrfmiddlewaretoken=[^&]*", b"csrfmiddlewaretoken=" + token.encode(), body)
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        lines.append("Origin: http://localhost")
    writer.write("\r\n".join([*lines, "", ""]).encode() + (body or b""))
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


def client_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def server_seconds(pid: int) -> float:
    """What a process and all below it took so far, from /proc: these run on, so that the system has no sum yet."""
    spent = 0.0
    for about in Path("/proc").glob("[0-9]*/stat"):
        try:
            one, fields = int(about.parent.name), about.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if one == pid:
            spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        elif int(fields[1]) == pid:
            spent += server_seconds(one)
    return spent


def count_written(scene: Scene) -> int:
    from habeas.monitoring.models import Observation

    rows: Any = Observation.objects.visible_to(scene.actor)
    return int(rows.filter(visit=scene.visit, text__startswith="Seen by officer").count())


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [OFFICERS, SECONDS][len(numbers) :])))
