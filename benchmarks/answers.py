"""What an answer costs the processor: the pages of `officers.py`, one after another in one process, without network.

Processor time hardly depends on what else the machine does, so that a step can be judged on a busy one. The mean is
weighted as the officers ask: the reads in turn, and one form opened and sent in ten.

    PYTHONPATH=src python benchmarks/answers.py [--rounds 20] [--only /visits/] [--profile tottime] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from officers import TOKEN, VISITS, paths
from register import database, load, people, register
from scene import build, copy_visits, observation_details

WARM = 3
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Asked:
    """One page: how often it is asked among eleven requests, and what its answers took."""

    label: str
    weight: float
    answer: Callable[[], Any]
    seconds: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def cost(self) -> float:
        """The mean in milliseconds: the collector's turns belong to the price."""
        return statistics.mean(self.seconds) * 1000


def main(argv: list[str]) -> int:
    options = parse(argv)
    with register(keep=options.keep) as folder:
        told = prepared(folder)
        from django.test import override_settings

        with override_settings(STORAGES=fingerprinted(), DEBUG=False):
            asked = [one for one in pages(told) if options.only in one.label]
            profile = cProfile.Profile() if options.profile else None
            measure(asked, options.rounds, profile)
    tell(asked, options)
    if profile:
        pstats.Stats(profile).sort_stats(options.profile).print_stats(options.lines)
    return 0


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="pages whose address contains this")
    parser.add_argument("--profile", default="", help="tottime or cumulative: the dearest functions")
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the register for the next run")
    return parser.parse_args(argv)


def prepared(folder: Path) -> dict[str, Any]:
    """The register of the officers, and what they read."""
    note = folder / "answers.json"
    if not note.exists():
        scene = build(people())
        copy_visits(scene, VISITS)
        note.write_text(json.dumps({"user": str(scene.user.pk), "paths": paths(scene)}))
    return dict(json.loads(note.read_text()))


def fingerprinted() -> dict[str, Any]:
    """Static files as `habeas serve` names them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    storage = {"BACKEND": "habeas.core.fingerprints.FingerprintedStorage"}
    storages = {**settings.STORAGES, "staticfiles": storage}
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        with override_settings(STORAGES=storages):
            call_command("collectstatic", interactive=False, verbosity=0)
    return storages


def pages(told: dict[str, Any]) -> list[Asked]:
    client = signed_in(told["user"])
    *reads, form = told["paths"]
    times = {path: reads.count(path) for path in reads}
    asked = [
        Asked(path, n * 0.9 / len(reads), lambda path=path: client.get(path)) for path, n in times.items()
    ]
    forms: list[bytes] = []

    def open_form() -> Any:
        answer = client.get(form)
        forms.append(answer.content)
        return answer

    def send_form() -> Any:
        return client.post(form, filled(forms.pop()), "application/x-www-form-urlencoded")

    asked += [Asked(f"form {form}", 0.1, open_form), Asked(f"send {form}", 0.1, send_form)]
    return asked


def signed_in(key: str) -> Any:
    from django.test import Client

    from habeas.access.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(pk=key))
    return client


def filled(form: bytes) -> bytes:
    sent = {name.decode(): value.decode() for name, value in HIDDEN.findall(form)}
    token = TOKEN.search(form)
    assert token is not None, form[:2000]
    told = {"csrfmiddlewaretoken": token[1].decode(), "text": "Seen.", **observation_details()}
    return urlencode(sent | told).encode()


def measure(asked: list[Asked], rounds: int, profile: cProfile.Profile | None) -> None:
    """Rounds in turn, as a server is asked; the first ones fill what is kept for all pages and do not count."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for turn in range(WARM + rounds):
        if turn == WARM:
            gc.collect()
            gc.freeze()
        for one in asked:
            began = time.process_time()
            if profile and turn >= WARM:
                profile.enable()
            if turn:
                answer = one.answer()
            else:
                with CaptureQueriesContext(connection) as queries:
                    answer = one.answer()
                one.queries = len(queries)
            if profile:
                profile.disable()
            if answer.status_code != (302 if one.label.startswith("send ") else 200):
                raise AssertionError(f"{one.label}: {answer.status_code}")
            if turn >= WARM:
                one.seconds.append(time.process_time() - began)


def tell(asked: list[Asked], options: argparse.Namespace) -> None:
    print(f"{options.rounds} rounds on {database()}; {load()}; profiled: {options.profile or 'no'}")
    for one in asked:
        print(f"{one.cost:7.1f} ms  {one.queries:>3} queries  {one.label}")
    weight = sum(one.weight for one in asked)
    if weight:
        print(f"{sum(one.cost * one.weight for one in asked) / weight:7.1f} ms on average, as officers ask")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
