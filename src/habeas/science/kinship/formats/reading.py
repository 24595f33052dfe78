"""Asking a parsed file for what must be there, with an error that says what was found instead."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import KinshipError, ParseError

MAX_BYTES = 512 * 1024 * 1024


def read_text(path: Path) -> str:
    """The file as text; UTF-8 with or without a mark, else the old Windows code page."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ParseError("is larger than 512 MiB; split it", file=str(path))
        raw = path.read_bytes()
    except OSError as error:
        raise ParseError(f"cannot be read: {error.strerror}", file=str(path)) from None
    if b"\0" in raw:
        raise ParseError("is not a text file", file=str(path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def parse_json(text: str, file: str | None = None) -> dict[str, Any]:
    """A JSON object; anything else is a ParseError with its line."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ParseError(f"is not JSON: {error.msg}", file=file, line=error.lineno) from None
    except (RecursionError, ValueError):
        raise ParseError("is not usable JSON (too deep or too long a number)", file=file) from None
    if not isinstance(value, dict):
        raise ParseError(f"a JSON object is needed, not {kind_of(value)}", file=file)
    return value


def kind_of(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")


def mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ParseError(f"{what} must be an object, not {kind_of(value)}")
    return value


def sequence(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise ParseError(f"{what} must be a list, not {kind_of(value)}")
    return value


def text(value: Any, what: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) or value == "":
        raise ParseError(f"{what} must be text, not {kind_of(value)}")
    return str(value)


def number(value: Any, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ParseError(f"{what} must be a number, not {value!r}")
    return float(value)


def required(source: Mapping[str, Any], key: str, what: str) -> Any:
    if key not in source:
        raise ParseError(f"{what} has no {key!r}")
    return source[key]


def located(error: KinshipError, file: str | None) -> KinshipError:
    """The same error with the file's name."""
    return error.at(file=file)
