"""Asks every address nonsense: each pattern of the resolver, its own forms read from its own page, as many people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import SimpleCookie

from tests.fuzz import nasty
from tests.matrix import addresses
from tests.matrix.test_matrix import browser_of

PEOPLE = (
    "director_north",
    "analyst_north",
    "caseworker_south",
    "administrator",
    "auditor",
    "sharer_west",
    "nobody",
)
FORM = "application/x-www-form-urlencoded"


class Fields(HTMLParser):
    """The controls of a page's forms: name to the values it would send."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in {"input", "textarea", "select", "button"} and told.get("name"):
            values = self.names.setdefault(told["name"], [])
            if tag == "input" and told.get("value"):
                values.append(told["value"])
            if told.get("type") == "date":
                values.append("2024-05-01")
            self._select = told["name"] if tag == "select" else self._select
        elif tag == "option" and self._select and told.get("value"):
            self.names[self._select].append(told["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


@dataclass
class Fuzzer:
    """One run: what was asked, what answered, and what broke."""

    world: Any
    seed: int
    asked: int = 0
    broken: list[str] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)
    _forms: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _raised: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.browsers = {name: browser_of(self.world, name) for name in PEOPLE}
        self.cookies = {name: browser.cookies.output() for name, browser in self.browsers.items()}
        got_request_exception.connect(self._note)

    def close(self) -> None:
        """Stop listening for errors."""
        got_request_exception.disconnect(self._note)

    def _note(self, sender: Any, **_more: Any) -> None:
        import sys

        self._raised.append(sys.exc_info()[1])  # type: ignore[arg-type]

    def ask_everything(self, rounds: int) -> None:
        """Every address, `rounds` times each, each time as another person."""
        for number in range(rounds):
            for at, address in enumerate(addresses.addresses()):
                self.ask(address, PEOPLE[(number + at) % len(PEOPLE)])

    def ask(self, address: Any, name: str) -> None:
        """One request that nobody would send; whatever it wrote is undone."""
        with transaction.atomic():
            path, method = self._path(address), self.dice.choice(nasty.METHODS)
            told = self._told(address.route, path, method)
            self._send(name, method, path, told)
            transaction.set_rollback(True)

    def _send(self, name: str, method: str, path: str, told: dict[str, Any]) -> None:
        browser, about = self.browsers[name], f"{name} {method} {path[:200]!a} {_brief(told)}"
        browser.cookies = SimpleCookie(self.cookies[name].replace("Set-Cookie: ", "").replace("\r\n", "; "))
        self._raised.clear()
        try:
            answer = browser.generic(method.upper(), path, **told)
            if answer.streaming:
                b"".join(answer.streaming_content)
            status = answer.status_code
        except Exception as problem:  # what even the outermost handler let through
            self._raised.append(problem)
            status = 599
        self.asked += 1
        self.answers[status] = self.answers.get(status, 0) + 1
        if status >= 500 or self._raised:
            self.broken.append(f"{status} {about}: {[repr(p)[:300] for p in self._raised]}")

    def _path(self, address: Any) -> str:
        """The address with planted keys, or with nonsense in their place."""
        if self.dice.random() < 0.75:
            found = addresses.paths_for(address, self.world) or ["/" + address.route]
            return str(self.dice.choice(found))
        return re.sub(
            r"<[^>]*>", lambda _: _quoted(nasty.value(self.dice, long=False) or "x"), "/" + address.route
        )

    def _told(self, route: str, path: str, method: str) -> dict[str, Any]:
        told: dict[str, Any] = dict(self.dice.choice(nasty.HEADERS))
        known = self._fields(route, path)
        if self.dice.random() < 0.6:
            told["QUERY_STRING"] = self._pairs([*known, *nasty.PARAMETERS], {}, self.dice.randrange(1, 5))
        if method in {"get", "head", "options"}:
            return told
        if self.dice.random() < 0.2:
            told["data"], told["content_type"] = nasty.body(self.dice)
        elif self.dice.random() < 0.2:
            told["data"], told["content_type"] = self._multipart(known)
        else:
            told["data"] = self._pairs(list(known) or ["a"], known, self.dice.randrange(0, 4)).encode()
            told["content_type"] = FORM
        return told

    def _fields(self, route: str, path: str) -> dict[str, list[str]]:
        """What the page's own forms would send, as somebody who may nearly everything sees them."""
        if route not in self._forms:
            parser = Fields()
            answer = self.browsers[PEOPLE[0]].get(path)
            if answer.status_code < 500 and not answer.streaming:
                parser.feed(answer.content.decode("utf-8", "replace"))
            parser.names.pop("csrfmiddlewaretoken", None)
            self._forms[route] = parser.names
        return self._forms[route]

    def _pairs(self, names: list[str], honest: dict[str, list[str]], spoilt: int) -> str:
        """Honest values for all of `honest`, `spoilt` of `names` spoilt: a nasty value, doubled, or left out."""
        pairs = {name: [self.dice.choice(values) if values else "text"] for name, values in honest.items()}
        for name in self.dice.choices(names, k=spoilt):
            times = self.dice.choice((0, 1, 1, 1, 2))
            pairs[name] = [nasty.value(self.dice) for _ in range(times)]
        sent = [(name, value) for name, values in pairs.items() for value in values]
        return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sent)

    def _multipart(self, known: dict[str, list[str]]) -> tuple[bytes, str]:
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        sent: dict[str, Any] = {
            name: self.dice.choice(values) if values else "text" for name, values in known.items()
        }
        for name in self.dice.choices(list(known) or ["file"], k=2):
            sent[name] = nasty.file(self.dice)
        for name in ("file", *known):
            if name == "file" or self.dice.random() < 0.1:
                sent[name] = nasty.file(self.dice)
        return encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT


def _quoted(text: str) -> str:
    """Percent-encoded, lone surrogates as the three bytes that no decoder takes."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="") if text else quote(text)


def _brief(told: dict[str, Any]) -> str:
    return str({key: str(value)[:400] for key, value in told.items()})[:1500]
