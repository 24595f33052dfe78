"""What the house's tests read: the project's own files, its syntax trees and its floors."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "habeas"
ELSEWHERE = {"__pycache__", "node_modules", "build", "dist", "var"}
TEXT = {
    *(
        ".py",
        ".html",
        ".txt",
        ".md",
        ".toml",
        ".css",
        ".js",
        ".svg",
        ".csv",
        ".json",
        ".geojson",
        ".po",
        ".ini",
    ),
    *(".cfg", ".yml", ".yaml", ".sh", ".xml", ".topojson", ""),
}


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file that belongs to the project; hidden folders other than .ci are tools' own."""
    return tuple(sorted(walk(ROOT)))


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if is_ours(path):
                yield from walk(path)
        elif path.suffix in TEXT and path.name != ".git" and is_utf8(path):
            yield path


def is_ours(folder: Path) -> bool:
    hidden = folder.name.startswith(".") and folder.name != ".ci"
    environment = (folder / "pyvenv.cfg").exists()
    return not (hidden or environment or folder.name in ELSEWHERE or folder.suffix == ".egg-info")


def is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def python_files(folder: Path = PACKAGE) -> list[Path]:
    return [path for path in text_files() if path.suffix == ".py" and path.is_relative_to(folder)]


def templates() -> list[Path]:
    return [path for path in text_files() if path.suffix == ".html" and path.is_relative_to(PACKAGE)]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def floors() -> dict[str, int]:
    """The floor of each app, counted from the ground, as import-linter reads it."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["containers"] == ["habeas"])
    return {
        app.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for app in layer.split("|")
    }
